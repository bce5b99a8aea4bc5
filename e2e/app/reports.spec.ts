import { type App, expect, test } from './app.ts'

const LISTED = 'Hours worked, Travel costs'

async function listReports(app: App): Promise<void> {
  await app.button('List reports').click()
  await expect(app.output('reports')).toHaveText(LISTED)
}

test('the first token comes by itself', async ({ app }) => {
  await app.asAda()
  const sent = app.mark()
  await app.button('Five times at once').click()
  await expect(app.output('reports')).toHaveText(`5 answers: ${LISTED}`)
  await expect(app.verdicts()).toHaveCount(0)
  expect(sent()).toEqual({ 'GET /api/reports': 5, 'POST /api/oauth/token': 1, 'grant session': 1 })
})

test('an expired token is renewed silently, once for five requests', async ({ app }) => {
  await app.asAda()
  await listReports(app)
  await app.make('expire-access-tokens')
  const sent = app.mark()
  await app.button('Five times at once').click()
  await expect(app.output('reports')).toHaveText(`5 answers: ${LISTED}`)
  await expect(app.dialog).toBeHidden()
  await expect(app.page.locator('#state')).toHaveText('signed in')
  await expect(app.newest.locator('strong')).toHaveText('token-expired')
  const { 'GET /api/reports': reports = 0, ...others } = sent()
  expect(others).toEqual({ 'POST /api/oauth/token': 1, 'grant refresh_token': 1 })
  // What was refused is sent again; a request that starts during the renewal waits for it.
  expect(reports).toBeGreaterThanOrEqual(6)
  expect(reports).toBeLessThanOrEqual(10)
})

test('it rotates: renewing works again and again', async ({ app }) => {
  await app.asAda()
  await listReports(app)
  for (const round of [1, 2, 3]) {
    await app.make('expire-access-tokens')
    const sent = app.mark()
    await listReports(app)
    expect(sent(), `round ${round}`).toEqual({
      'GET /api/reports': 2,
      'POST /api/oauth/token': 1,
      'grant refresh_token': 1,
    })
  }
  await expect(app.dialog).toBeHidden()
})

test('a revoked refresh token: one dialog for five requests, and they go on', async ({ app }) => {
  await app.asAda()
  await listReports(app)
  await app.make('expire-access-tokens')
  await app.make('revoke-refresh-tokens')
  const sent = app.mark()
  await app.button('Five times at once').click()
  await expect(app.dialog).toBeVisible()
  await expect(app.reasons('renewal-rejected')).toHaveCount(1)
  await app.submit('ada', 'lovelace')
  await expect(app.output('reports')).toHaveText(`5 answers: ${LISTED}`)
  expect(sent()).toEqual({
    // Five were refused, and each is sent again: a client's own signal ends its own request alone.
    'GET /api/reports': 10,
    'POST /api/oauth/token': 2,
    'grant refresh_token': 1,
    'grant session': 1,
    'POST /api/session': 1,
  })
})

test('declining it settles all five, each sent once', async ({ app }) => {
  await app.asAda()
  await listReports(app)
  await app.make('expire-access-tokens')
  await app.make('revoke-refresh-tokens')
  const sent = app.mark()
  await app.button('Five times at once').click()
  await app.dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(app.output('reports')).toHaveText('Your access has expired.')
  await expect(app.page.locator('#state')).toHaveText('signed out')
  await expect(app.dialog).toBeHidden()
  expect(sent()).toEqual({ 'GET /api/reports': 5, 'POST /api/oauth/token': 1, 'grant refresh_token': 1 })
})

test('a revoked access token asks the user', async ({ app }) => {
  await app.asAda()
  await listReports(app)
  await app.make('revoke-access-tokens')
  await app.button('List reports').click()
  await expect(app.dialog).toContainText('Your access was revoked.')
  await app.submit('ada', 'lovelace')
  await expect(app.output('reports')).toHaveText(LISTED)
})

test('no session at all: the dialog, then token and answer', async ({ app }) => {
  await app.open()
  const sent = app.mark()
  await app.button('List reports').click()
  await app.submit('ada', 'lovelace')
  await expect(app.output('reports')).toHaveText(LISTED)
  expect(sent()).toMatchObject({ 'GET /api/reports': 2, 'POST /api/session': 1, 'grant session': 2 })
})

test('a missing scope is named, and nobody is asked to sign in', async ({ app }) => {
  await app.asAda()
  const sent = app.mark()
  await app.button('Finance').click()
  await expect(app.notice('You lack a permission for this.')).toContainText('Missing scope: finance:read')
  await expect(app.newest.locator('strong')).toHaveText('insufficient-scope')
  await expect(app.dialog).toBeHidden()
  expect(sent()).toEqual({ 'GET /api/reports/finance': 1, 'POST /api/oauth/token': 1, 'grant session': 1 })
})

test('who has the scope reads the report', async ({ app }) => {
  await app.asGrace()
  await app.button('Finance').click()
  await expect(app.output('reports')).toHaveText('Balance: 1815')
})

test('a step-up says why it asks, for the same user, and the approval goes on', async ({ app }) => {
  await app.asAda()
  await listReports(app)
  const sent = app.mark()
  await app.button('Approve hours').click()
  await expect(app.dialog.getByRole('heading')).toHaveText('Confirm that it is you')
  await expect(app.dialog).toContainText('This needs your password once more.')
  await expect(app.dialog.getByLabel('User name')).toHaveValue('ada')
  await expect(app.dialog.getByLabel('User name')).not.toBeEditable()
  await expect(app.dialog.getByLabel('Password')).toBeFocused()
  await app.page.keyboard.type('lovelace')
  await app.page.keyboard.press('Enter')
  await expect(app.output('reports')).toHaveText('Approved by ada.')
  expect(sent()).toEqual({
    'POST /api/reports/hours/approve': 2,
    'POST /api/session': 1,
    'POST /api/oauth/token': 1,
    'grant session': 1,
  })
  // Fresh enough for the next one.
  await app.button('Approve hours').click()
  await expect(app.output('reports')).toHaveText('Approved by ada.')
  expect(sent()).toMatchObject({ 'POST /api/reports/hours/approve': 3, 'POST /api/session': 1 })
})

test('a step-up that is declined leaves the user signed in', async ({ app }) => {
  await app.asAda()
  await app.button('Approve hours').click()
  await app.dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(app.output('reports')).toHaveText('This needs your password once more.')
  await expect(app.page.locator('#state')).toHaveText('signed in')
  await listReports(app)
})

test('a DPoP nonce never asks the user', async ({ app }) => {
  await app.asAda()
  const sent = app.mark()
  const signed = async (): Promise<void> => {
    await app.button('Signed (DPoP)').click()
    await expect(app.output('reports')).toHaveText('For the holder of one key')
  }
  await signed()
  expect(sent()).toEqual({ 'GET /api/reports/signed': 2, 'POST /api/oauth/token': 1, 'grant session': 1 })
  await expect(app.newest.locator('strong')).toHaveText('stale-nonce')
  await app.make('replace-dpop-nonce')
  await signed()
  expect(sent()['GET /api/reports/signed']).toBe(4)
  await app.make('expire-access-tokens')
  await signed()
  expect(sent()).toEqual({
    'GET /api/reports/signed': 6,
    'POST /api/oauth/token': 2,
    'grant session': 1,
    'grant refresh_token': 1,
  })
  await expect(app.dialog).toBeHidden()
  await expect(app.page.locator('#state')).toHaveText('signed in')
})

test('a renewal that fails for a passing reason signs nobody out and asks nobody', async ({ app }) => {
  await app.asAda()
  await listReports(app)
  await app.make('expire-access-tokens')
  const token = (url: URL): boolean => url.pathname === '/api/oauth/token'
  await app.page.route(token, (route) => route.fulfill({ status: 503 }))
  await app.button('List reports').click()
  await expect(app.output('reports')).toHaveText('Your access has expired.')
  await expect(app.dialog).toBeHidden()
  await expect(app.page.locator('#state')).toHaveText('signed in')
  await app.page.unroute(token)
  await listReports(app)
})

test('a 401 that comes late, after the renewal, renews nothing again', async ({ app }) => {
  await app.asAda()
  await listReports(app)
  await app.make('expire-access-tokens')
  const sent = app.mark()
  let release = (): void => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await app.page.route(
    '**/api/cors/me*',
    async (route) => {
      const response = await route.fetch()
      await released
      await route.fulfill({ response })
    },
    { times: 1 },
  )
  await app.button('Who am I there?').click()
  await expect.poll(() => sent()['GET /api/cors/me']).toBe(1)
  await listReports(app)
  release()
  await expect(app.output('other')).toHaveText('You are ada there.')
  expect(sent()).toMatchObject({ 'GET /api/reports': 2, 'GET /api/cors/me': 2, 'grant refresh_token': 1 })
})

test('no connection: said as such, and nobody is signed out', async ({ app }) => {
  await app.asAda()
  await listReports(app)
  await app.page.context().setOffline(true)
  await app.button('List reports').click()
  await expect(app.output('reports')).toHaveText('No answer came. Is the connection up?')
  await expect(app.dialog).toBeHidden()
  await expect(app.page.locator('#state')).toHaveText('signed in')
  await app.page.context().setOffline(false)
  await listReports(app)
})
