import { type App, expect, test } from './app.ts'

test('nobody is signed in: the page is calm and asks for nothing', async ({ app }) => {
  await app.open()
  await expect(app.page.locator('#state')).toHaveText('signed out')
  await expect(app.dialog).toBeHidden()
  await expect(app.verdicts()).toHaveCount(0)
  expect(app.counts).toEqual({ 'GET /api/config': 1, 'GET /api/session': 1 })
})

test('a request without a session opens the dialog, and goes on after it', async ({ app }) => {
  await app.open()
  const sent = app.mark()
  await app.button('Load projects').click()
  await expect(app.dialog).toContainText('You are not signed in.')
  await expect(app.page.locator('#state')).toHaveText('signing in …')
  await expect(app.newest).toContainText('no-credentials')
  await app.submit('ada', 'lovelace')
  await expect(app.output('projects')).toHaveText('3 projects')
  await expect(app.page.locator('#user-name')).toHaveText('Ada Lovelace')
  await expect(app.page.locator('#state')).toHaveText('signed in')
  expect(sent()).toEqual({ 'GET /api/projects': 2, 'POST /api/session': 1 })
})

test('a wrong password is an error at the fields; the right one goes on', async ({ app }) => {
  await app.open()
  const sent = app.mark()
  await app.button('Load projects').click()
  await app.fill('ada', 'wrong')
  const password = app.dialog.getByLabel('Password')
  await expect(password).toHaveAccessibleDescription('The user name or the password is wrong.')
  await expect(password).toHaveAttribute('aria-invalid', 'true')
  await expect(password).toBeFocused()
  await expect(app.newest).toHaveAttribute('data-kind', 'credentials-rejected')
  await app.submit('ada', 'lovelace')
  await expect(app.output('projects')).toHaveText('3 projects')
  expect(sent()).toEqual({ 'GET /api/projects': 2, 'POST /api/session': 2 })
})

test('a locked account says for how long', async ({ app }) => {
  await app.open()
  await app.button('Sign in').click()
  await app.fill('locked', 'locked')
  await expect(app.dialog.getByRole('alert')).toHaveText('This account is locked. Try again in 15 minutes.')
  await expect(app.newest).toContainText('account-locked')
  await expect(app.newest).toContainText('after 900 s')
})

test('the error is gone when the dialog opens again', async ({ app }) => {
  await app.open()
  await app.button('Sign in').click()
  await app.fill('ada', 'wrong')
  await expect(app.dialog.getByRole('alert')).toBeVisible()
  await app.dialog.getByRole('button', { name: 'Cancel' }).click()
  await app.button('Sign in').click()
  await expect(app.dialog.getByRole('alert')).toBeHidden()
  await expect(app.dialog.getByLabel('Password')).toHaveValue('')
})

test('a session that expires costs nothing that was typed', async ({ app }) => {
  await app.asAda()
  await app.make('expire-session')
  const sent = app.mark()
  const name = app.page.getByLabel('New project')
  await name.fill('Bicycle shed')
  await app.button('Add').click()
  await expect(app.dialog).toContainText('Your session has expired.')
  await expect(name).toHaveValue('Bicycle shed')
  await app.submit('ada', 'lovelace')
  await expect(app.output('projects')).toHaveText('“Bicycle shed” was added.')
  await expect(name).toHaveValue('')
  await expect(app.page.getByRole('list', { name: 'Projects', exact: true }).getByText('Bicycle shed')).toHaveCount(1)
  expect(sent()).toEqual({ 'POST /api/projects': 2, 'POST /api/session': 1 })
})

test('signing out, and in again as somebody else', async ({ app }) => {
  await app.asAda()
  await app.button('Sign out').click()
  await expect(app.page.locator('#state')).toHaveText('signed out')
  await expect(app.page.getByRole('list', { name: 'Projects', exact: true })).toBeHidden()
  await app.button('Sign in').click()
  await app.submit('grace', 'hopper')
  await expect(app.page.locator('#user-name')).toHaveText('Grace Hopper')
  await app.button('Open Merger').click()
  await expect(app.output('projects')).toHaveText('“Merger” is open.')
})

/** Ada has read her reports; then her session and her access tokens end. */
async function endAfterReading(app: App): Promise<void> {
  await app.asAda()
  await app.button('List reports').click()
  await expect(app.output('reports')).toHaveText('Hours worked, Travel costs')
  await app.make('expire-session')
  await app.make('revoke-access-tokens')
}

test('another user signs in where the session ended: what was read for the user before is read anew', async ({
  app,
}) => {
  await endAfterReading(app)
  const sent = app.mark()
  await app.button('Finance').click()
  await app.submit('grace', 'hopper')
  await expect(app.output('reports')).toHaveText('Balance: 1815')
  await expect.poll(() => sent()['GET /api/projects']).toBe(1)
  await expect(app.output('projects')).toHaveText('3 projects')
  await expect(app.page.getByRole('list', { name: 'This month' })).toHaveCount(0)
})

test('a page that is loaded with a session knows who is there', async ({ app }) => {
  await app.asAda()
  await app.page.reload()
  await expect(app.page.locator('#user-name')).toHaveText('Ada Lovelace')
  await expect(app.output('projects')).toHaveText('3 projects')
  await expect(app.dialog).toBeHidden()
})

for (const how of ['Cancel', 'Escape'] as const) {
  test(`declining the dialog settles everything (${how})`, async ({ app }) => {
    await app.asAda()
    await app.make('expire-session')
    const sent = app.mark()
    await app.button('Load projects').click()
    await expect(app.dialog).toBeVisible()
    if (how === 'Escape') await app.page.keyboard.press('Escape')
    else await app.dialog.getByRole('button', { name: how }).click()
    await expect(app.dialog).toBeHidden()
    await expect(app.output('projects')).toHaveText('Your session has expired.')
    await expect(app.page.locator('#state')).toHaveText('signed out')
    await expect(app.button('Load projects')).toBeFocused()
    expect(sent()).toEqual({ 'GET /api/projects': 1 })
    // Not for ever: the next request asks again.
    await app.button('Load projects').click()
    await app.submit('ada', 'lovelace')
    await expect(app.output('projects')).toHaveText('3 projects')
  })
}

test('refusals of several cards at once: one dialog, one sign-in, all go on', async ({ app }) => {
  await endAfterReading(app)
  const sent = app.mark()
  await app.page.evaluate(() => {
    for (const id of ['load-projects', 'list-five', 'ask-other']) document.getElementById(id)?.click()
  })
  await expect(app.dialog).toHaveCount(1)
  await app.submit('ada', 'lovelace')
  await expect(app.output('projects')).toHaveText('3 projects')
  await expect(app.output('reports')).toHaveText('5 answers: Hours worked, Travel costs')
  await expect(app.output('other')).toHaveText('You are ada there.')
  expect(sent()).toMatchObject({
    'POST /api/session': 1,
    'GET /api/projects': 2,
    // Five were refused, and each is sent again.
    'GET /api/reports': 10,
    'GET /api/cors/me': 2,
    'grant session': 1,
  })
})
