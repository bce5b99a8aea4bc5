import { expect, test } from '../app/app.ts'

test('what was refused for want of a login is read again after the sign-in, once', async ({ app }) => {
  await app.asAda()
  await app.make('expire-session')
  await app.button('Load projects').click()
  await app.dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(app.output('projects')).toHaveText('Your session has expired.')
  const sent = app.mark()
  await app.button('Sign in').click()
  await app.submit('ada', 'lovelace')
  await expect(app.output('projects')).toHaveText('3 projects')
  expect(sent()).toEqual({ 'POST /api/session': 1, 'GET /api/projects': 1 })
})

test('what was refused for a key is read again once that is replaced, and nothing else is', async ({ app }) => {
  await app.asAda()
  await app.button('Get forecast').click()
  await expect(app.output('meteo')).toHaveText('No key is stored yet.')
  const sent = app.mark()
  await app.reconnect.getByLabel('New key for Meteo').fill('meteo-good-key')
  await app.button('Reconnect').click()
  await expect(app.output('meteo')).toHaveText('Reykjavík: 4 °C, rain')
  expect(sent()).toMatchObject({ 'PUT /api/integrations/meteo': 1, 'GET /api/integrations/meteo/forecast': 1 })
  expect(sent()['GET /api/projects']).toBeUndefined()
})

test('a refusal is not asked for again by itself, and what fails otherwise is, twice', async ({ app }) => {
  await app.asAda()
  const sent = app.mark()
  await app.button('Get forecast').click()
  await expect(app.output('meteo')).toHaveText('No key is stored yet.')
  expect(sent()['GET /api/integrations/meteo/forecast']).toBe(1)
  let asked = 0
  await app.page.route('**/api/projects?*', async (route) => {
    asked += 1
    await (asked < 3 ? route.fulfill({ status: 503 }) : route.continue())
  })
  await app.button('Load projects').click()
  await expect(app.output('projects')).toHaveText('One moment …')
  await expect(app.output('projects')).toHaveText('3 projects')
  expect(asked).toBe(3)
})

test('what was read for one user is not shown to the next, not even for a moment', async ({ app }) => {
  await app.asAda()
  await app.button('Sign out').click()
  await expect(app.page.getByRole('list', { name: 'Projects', exact: true }).getByRole('listitem')).toHaveCount(0)
  await expect(app.output('projects')).toBeEmpty()
  const sent = app.mark()
  await app.button('Sign in').click()
  await app.submit('grace', 'hopper')
  await expect(app.output('projects')).toHaveText('3 projects')
  expect(sent()['GET /api/projects']).toBe(1)
})
