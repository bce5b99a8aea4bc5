import { expect, test } from './app.ts'

const states = [
  { name: 'no cookie', reason: 'no-credentials', dead: false },
  { name: 'a dead cookie', reason: 'session-expired', dead: true },
] as const

for (const { name, reason, dead } of states) {
  for (const challenge of ['one', 'two', 'none']) {
    test(`${name}, challenge ${challenge}: the same verdict`, async ({ app }) => {
      if (dead) await app.asAda()
      else await app.open()
      if (dead) await app.make('expire-session')
      const sent = app.mark()
      await app.openManner()
      await app.page.getByLabel('Challenge in a 401').selectOption(challenge)
      await app.button('Load projects').click()
      await expect(app.dialog).toBeVisible()
      await expect(app.newest.locator('.kind')).toHaveText('reauthenticate')
      await expect(app.newest.locator('strong')).toHaveText(reason)
      await expect(app.newest).toContainText('certain:')
      await app.submit('ada', 'lovelace')
      await expect(app.output('projects')).toHaveText('3 projects')
      expect(sent()).toEqual({ 'GET /api/projects': 2, 'POST /api/session': 1 })
    })
  }
}

test('a dead CSRF token: the form is brought up to date, keeps what was typed, and works the second time', async ({
  app,
}) => {
  await app.asAda()
  await app.make('expire-csrf-token')
  const sent = app.mark()
  const name = app.page.getByLabel('New project')
  await name.fill('Bicycle shed')
  await app.button('Add').click()
  await expect(app.notice('This form was out of date.')).toContainText('It is up to date now. Send it again.')
  await expect(app.newest.locator('.kind')).toHaveText('forbidden')
  await expect(app.newest.locator('strong')).toHaveText('csrf')
  await expect(app.dialog).toBeHidden()
  await expect(name).toHaveValue('Bicycle shed')
  await app.button('Add').click()
  await expect(app.output('projects')).toHaveText('“Bicycle shed” was added.')
  expect(sent()).toEqual({ 'POST /api/projects': 2, 'GET /api/session': 1 })
})

test('a project that one may not open names the permission, and asks nobody to sign in', async ({ app }) => {
  await app.asAda()
  const sent = app.mark()
  await app.button('Open Merger').click()
  await expect(app.notice('You lack a permission for this.')).toContainText('projects:confidential')
  await expect(app.newest.locator('strong')).toHaveText('permission')
  await expect(app.dialog).toBeHidden()
  await expect(app.page.locator('#state')).toHaveText('signed in')
  expect(sent()).toEqual({ 'GET /api/projects/merger': 1 })
})

test('the same refusal twice is one notice; dismissing it gives the focus back', async ({ app }) => {
  await app.asAda()
  await app.button('Open Merger').click()
  await expect(app.page.locator('.notice')).toHaveCount(1)
  await app.button('Open Merger').click()
  await expect(app.verdicts('forbidden')).toHaveCount(2)
  await expect(app.page.locator('.notice')).toHaveCount(1)
  await app.button('Dismiss').click()
  await expect(app.page.locator('.notice')).toHaveCount(0)
  await expect(app.button('Open Merger')).toBeFocused()
})
