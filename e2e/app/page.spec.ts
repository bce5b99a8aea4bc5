import { slowIf } from '../slow.ts'
import { expect, test } from './app.ts'

test('by keyboard alone: from the button through the dialog and back', async ({ app }) => {
  await app.open()
  await app.button('Load projects').focus()
  await app.page.keyboard.press('Enter')
  await expect(app.dialog).toBeVisible()
  await expect(app.dialog.getByLabel('User name')).toBeFocused()
  await app.page.keyboard.type('ada')
  await app.page.keyboard.press('Tab')
  await app.page.keyboard.type('lovelace')
  await app.page.keyboard.press('Enter')
  await expect(app.output('projects')).toHaveText('3 projects')
  await expect(app.button('Load projects')).toBeFocused()
})

test('the dialog is named and described', async ({ app }) => {
  await app.open()
  await app.button('Load projects').click()
  await expect(app.dialog).toHaveAccessibleName('Sign in')
  await expect(app.dialog).toHaveAccessibleDescription(/You are not signed in/)
})

test('every control has a name', async ({ app }) => {
  await app.open()
  for (const control of await app.page.locator('button:visible, input:visible, select:visible').all()) {
    await expect(control).toHaveAccessibleName(/\S/)
  }
})

test('the prompt gives the focus back', async ({ app }) => {
  await app.asAda()
  await app.button('Get forecast').click()
  await expect(app.reconnect).toBeVisible()
  await app.button('Not now').click()
  await expect(app.button('Get forecast')).toBeFocused()
})

for (const width of [320, 400, 700, 1000, 1600]) {
  test(`nothing sticks out at ${width} px`, slowIf(width > 320 && width < 1600), async ({ app }) => {
    await app.page.setViewportSize({ width, height: 800 })
    await app.asAda()
    await app.button('Finance').click()
    // Its notice moves what is below it: a press that began before and ended after it would be none.
    await expect(app.verdicts('forbidden')).toHaveCount(1)
    await app.button('Get forecast').click()
    await expect(app.reconnect).toBeVisible()
    const [content, window] = await app.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
    expect(content).toBeLessThanOrEqual(window ?? 0)
  })
}

test('the log explains each verdict, newest first, and can be cleared', async ({ app }) => {
  await app.asAda()
  await app.button('Finance').click()
  await expect(app.verdicts()).toHaveCount(1)
  await app.button('Open Merger').click()
  await expect(app.verdicts()).toHaveCount(2)
  await expect(app.newest).toContainText('403 GET /api/projects/merger')
  await expect(app.newest.locator('.explained')).toContainText('what would fix it')
  await expect(app.verdicts().nth(1).locator('.explained')).toBeHidden()
  await app.verdicts().nth(1).locator('summary').click()
  await expect(app.verdicts().nth(1).locator('.explained')).toContainText('insufficient_scope')
  await app.button('Clear').click()
  await expect(app.verdicts()).toHaveCount(0)
  await expect(app.page.locator('#log-empty')).toBeVisible()
})

test('the log holds no secrets', async ({ app }) => {
  await app.asAda()
  await app.button('List reports').click()
  await expect(app.output('reports')).toHaveText('Hours worked, Travel costs')
  await app.make('expire-access-tokens')
  await app.make('revoke-refresh-tokens')
  await app.button('List reports').click()
  await app.fill('ada', 'my-wrong-password')
  await expect(app.dialog.getByRole('alert')).not.toBeEmpty()
  await app.submit('ada', 'lovelace')
  await app.page.getByLabel('Meteo key', { exact: true }).fill('meteo-my-secret-key')
  await app.button('Store').click()
  await expect(app.reconnect).toBeVisible()
  const text = await app.page.locator('#log').textContent()
  for (const secret of ['my-wrong-password', 'lovelace', 'meteo-my-secret-key', 'eyJ']) {
    expect(text).not.toContain(secret)
  }
})

test('nothing is loaded from anywhere else', async ({ app }) => {
  const hosts = new Set<string>()
  app.page.on('request', (request) => hosts.add(new URL(request.url()).host))
  await app.asAda()
  await app.button('Who am I there?').click()
  await expect(app.output('other')).toHaveText('You are ada there.')
  expect([...hosts].filter((host) => host !== '').sort()).toEqual(
    [app.server.url, app.server.otherUrl].map((url) => new URL(url).host).sort(),
  )
})
