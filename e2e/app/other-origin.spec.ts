import { expect, test } from './app.ts'

for (const exposed of [true, false]) {
  test(`another origin ${exposed ? 'with' : 'without'} Access-Control-Expose-Headers: renewed silently`, async ({
    app,
  }) => {
    await app.asAda()
    await app.openManner()
    await app.page.getByLabel('exposes WWW-Authenticate').setChecked(exposed)
    await app.button('Who am I there?').click()
    await expect(app.output('other')).toHaveText('You are ada there.')
    await app.make('expire-access-tokens')
    const sent = app.mark()
    await app.button('Who am I there?').click()
    await expect(app.output('other')).toHaveText('You are ada there.')
    await expect(app.newest.locator('strong')).toHaveText('token-expired')
    const note = app.newest.getByText('Access-Control-Expose-Headers: WWW-Authenticate')
    await expect(note).toHaveCount(exposed ? 0 : 1)
    await expect(app.dialog).toBeHidden()
    expect(sent()).toMatchObject({ 'GET /api/cors/me': 2, 'grant refresh_token': 1 })
  })

  test(`another origin ${exposed ? 'with' : 'without'} exposure, nobody signed in: the dialog`, async ({ app }) => {
    await app.open()
    await app.openManner()
    await app.page.getByLabel('exposes WWW-Authenticate').setChecked(exposed)
    const sent = app.mark()
    await app.button('Who am I there?').click()
    await expect(app.dialog).toBeVisible()
    await expect(app.newest.locator('.kind')).toHaveText('reauthenticate')
    await expect(app.newest.getByText('the challenge could not be read')).toHaveCount(exposed ? 0 : 1)
    await app.submit('ada', 'lovelace')
    await expect(app.output('other')).toHaveText('You are ada there.')
    expect(sent()).toMatchObject({ 'GET /api/cors/me': 2, 'POST /api/session': 1 })
  })
}
