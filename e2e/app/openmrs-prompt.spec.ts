import { type App, expect, test } from './app.ts'

const REALM = 'OpenMRS at /api/openmrs'
const PATIENTS = '2 patients'

// A session of the devtools protocol, which handles the dialogs, would outlive its test in a page that is used again.
test.use({ reuseContext: false })

interface Prompt {
  readonly authChallenge: { readonly realm: string }
}

/** Stands in for the person before the browser's own dialog. */
async function onBrowserDialog({ page }: App, answer: (prompt: Prompt, cancel: () => void) => void): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  cdp.on('Fetch.requestPaused', ({ requestId }) => void cdp.send('Fetch.continueRequest', { requestId }))
  cdp.on('Fetch.authRequired', (prompt) => {
    answer(
      prompt,
      () =>
        void cdp.send('Fetch.continueWithAuth', {
          requestId: prompt.requestId,
          authChallengeResponse: { response: 'CancelAuth' },
        }),
    )
  })
  await cdp.send('Fetch.enable', { handleAuthRequests: true })
}

/** Cancels it whenever it would open; gives the realms that it would have shown. */
async function cancelBrowserDialogs(app: App): Promise<readonly string[]> {
  const realms: string[] = []
  await onBrowserDialog(app, ({ authChallenge }, cancel) => {
    realms.push(authChallenge.realm)
    cancel()
  })
  return realms
}

test.beforeEach(async ({ app }) => {
  await app.open()
  await app.openManner()
  await app.page.getByLabel('Basic first', { exact: true }).check()
})

test('Basic first warns of what browsers do', async ({ app }) => {
  await expect(app.page.locator('#order-warning')).toContainText('dialog of their own')
})

test('Basic alone: the browser opens its own dialog; cancelled, the verdict is right', async ({ app }) => {
  const realms = await cancelBrowserDialogs(app)
  const sent = app.mark()
  await app.button('List patients, classic').click()
  await expect(app.dialog.getByRole('heading')).toHaveText('Sign in to OpenMRS')
  expect(realms).toEqual([REALM])
  await expect(app.newest.locator('.kind')).toHaveText('reauthenticate')
  await expect(app.newest.locator('strong')).toHaveText('no-credentials')
  await app.submit('ada', 'lovelace')
  await expect(app.output('openmrs')).toHaveText(PATIENTS)
  expect(realms).toHaveLength(1)
  expect(sent()['GET /api/openmrs-classic/patient']).toBe(2)
})

test('Basic alone: until it is cancelled, nothing reaches the page', async ({ app }) => {
  const open: (() => void)[] = []
  await onBrowserDialog(app, (_prompt, cancel) => open.push(cancel))
  await app.button('List patients, classic').click()
  await expect.poll(() => open.length).toBe(1)
  await expect(app.output('openmrs')).toHaveText('One moment …')
  await expect(app.verdicts()).toHaveCount(0)
  for (const cancel of open) cancel()
  await expect(app.dialog).toBeVisible()
})

// Chromium 156 opens no dialog for `Basic realm="…", OpenMRS-Cookie` in one line: it takes the scheme for a broken
// parameter of Basic. Where a browser does, cancelling it must lead to the same.
test('Basic first: the verdict is right', async ({ app }) => {
  const realms = await cancelBrowserDialogs(app)
  const sent = app.mark()
  await app.button('List patients').click()
  await expect(app.dialog.getByRole('heading')).toHaveText('Sign in to OpenMRS')
  await expect(app.newest.locator('.kind')).toHaveText('reauthenticate')
  await expect(app.newest.locator('strong')).toHaveText('no-credentials')
  await expect(app.newest).toContainText('RESTWS-859')
  await app.submit('ada', 'lovelace')
  await expect(app.output('openmrs')).toHaveText(PATIENTS)
  expect(realms.filter((realm) => realm !== REALM)).toEqual([])
  expect(sent()['GET /api/openmrs/patient']).toBe(2)
})

test('Basic first: a dead cookie, then a wrong password', async ({ app }) => {
  await cancelBrowserDialogs(app)
  await app.button('List patients').click()
  await app.submit('ada', 'lovelace')
  await expect(app.output('openmrs')).toHaveText(PATIENTS)
  await app.make('expire-openmrs-session')
  await app.button('List patients').click()
  await app.fill('ada', 'wrong')
  await expect(app.dialog.getByRole('alert')).toHaveText('The user name or the password is wrong.')
  await app.submit('ada', 'lovelace')
  await expect(app.output('openmrs')).toHaveText(PATIENTS)
})

test('Basic first: a missing privilege, and the older manner', async ({ app }) => {
  await cancelBrowserDialogs(app)
  await app.button('List patients').click()
  await app.submit('ada', 'lovelace')
  await expect(app.output('openmrs')).toHaveText(PATIENTS)
  await app.button('List staff').click()
  await expect(app.notice('You lack a permission for this.')).toContainText('Get Users')
  await app.make('expire-openmrs-session')
  await app.button('List patients, classic').click()
  await expect(app.dialog).toContainText('Your session has expired.')
})
