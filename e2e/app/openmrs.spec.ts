import { type App, expect, test } from './app.ts'

const PATIENTS = '2 patients'

async function choose(app: App, order: string): Promise<void> {
  await app.openManner()
  await app.page.getByLabel(order, { exact: true }).check()
}

async function signIn(app: App, username = 'ada', password = 'lovelace'): Promise<void> {
  await app.button('List patients').click()
  await app.submit(username, password)
  await expect(app.output('openmrs')).toHaveText(PATIENTS)
}

/** Basic first is in `openmrs-prompt.spec.ts`: there the browser has a word in it. */
for (const order of ['none', 'cookie first']) {
  test.describe(`challenges: ${order}`, () => {
    test.beforeEach(async ({ app }) => {
      await app.open()
      await choose(app, order)
    })

    test('no credentials: sign in, and it goes on', async ({ app }) => {
      const sent = app.mark()
      await app.button('List patients').click()
      await expect(app.dialog.getByRole('heading')).toHaveText('Sign in to OpenMRS')
      await expect(app.newest.locator('strong')).toHaveText('no-credentials')
      await app.submit('ada', 'lovelace')
      await expect(app.output('openmrs')).toHaveText(PATIENTS)
      await expect(app.page.locator('#openmrs-state')).toHaveText('signed in')
      expect(sent()['GET /api/openmrs/patient']).toBe(2)
      // Its login is its own: nobody signed in to the projects.
      expect(sent()['POST /api/session']).toBeUndefined()
      await expect(app.page.locator('#state')).toHaveText('signed out')
    })

    test('wrong Basic: an error at the fields', async ({ app }) => {
      await app.button('List patients').click()
      await app.fill('ada', 'wrong')
      await expect(app.dialog.getByLabel('Password')).toHaveAccessibleDescription(
        'The user name or the password is wrong.',
      )
      await expect(app.newest.locator('.kind')).toHaveText('credentials-rejected')
      await app.submit('ada', 'lovelace')
      await expect(app.output('openmrs')).toHaveText(PATIENTS)
    })

    test('a dead cookie: sign in, and it goes on', async ({ app }) => {
      await signIn(app)
      await app.make('expire-openmrs-session')
      const sent = app.mark()
      await app.button('List patients').click()
      await expect(app.dialog.getByRole('heading')).toHaveText('Sign in to OpenMRS')
      await app.submit('ada', 'lovelace')
      await expect(app.output('openmrs')).toHaveText(PATIENTS)
      expect(sent()['GET /api/openmrs/patient']).toBe(2)
    })

    test('a missing privilege: named, and nobody is asked to sign in', async ({ app }) => {
      await signIn(app)
      const sent = app.mark()
      await app.button('List staff').click()
      await expect(app.notice('You lack a permission for this.')).toContainText('Get Users')
      await expect(app.newest.locator('strong')).toHaveText('permission')
      await expect(app.dialog).toBeHidden()
      expect(sent()['GET /api/openmrs/user']).toBe(1)
    })

    test('the older manner, 403 for an expired session: sign in, and it goes on', async ({ app }) => {
      await signIn(app)
      await app.make('expire-openmrs-session')
      const sent = app.mark()
      await app.button('List patients, classic').click()
      await expect(app.dialog).toContainText('Your session has expired.')
      await expect(app.newest).toContainText('403 GET /api/openmrs-classic/patient')
      await expect(app.newest.locator('strong')).toHaveText('session-expired')
      await app.submit('ada', 'lovelace')
      await expect(app.output('openmrs')).toHaveText(PATIENTS)
      expect(sent()['GET /api/openmrs-classic/patient']).toBe(2)
    })

    test('declined: it settles', async ({ app }) => {
      const sent = app.mark()
      await app.button('List patients').click()
      await app.dialog.getByRole('button', { name: 'Cancel' }).click()
      await expect(app.output('openmrs')).toHaveText('You are not signed in.')
      await expect(app.page.locator('#openmrs-state')).toHaveText('signed out')
      expect(sent()['GET /api/openmrs/patient']).toBe(1)
    })
  })
}

test('who has the privilege sees the staff', async ({ app }) => {
  await app.open()
  await signIn(app, 'grace', 'hopper')
  await app.button('List staff').click()
  await expect(app.output('openmrs')).toHaveText('1 on the staff')
  await expect(app.page.getByRole('list', { name: 'People who work here' })).toHaveText('grace')
})

test('the older manner, never signed in: sign in', async ({ app }) => {
  await app.open()
  await app.button('List patients, classic').click()
  await expect(app.newest.locator('strong')).toHaveText('no-credentials')
  await app.submit('ada', 'lovelace')
  await expect(app.output('openmrs')).toHaveText(PATIENTS)
})
