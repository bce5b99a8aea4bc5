import { slowIf } from '../slow.ts'
import { App, expect, test as base } from './app.ts'

const LISTED = 'Hours worked, Travel costs'
/** What a tab says that waits for another one. */
const WAITING = /^(?:renewing|signing in) …$/

/** The example's page in several tabs of one browser. */
const test = base.extend<{ openTab: () => Promise<App> }>({
  openTab: async ({ app, path }, use) => {
    const opened: App[] = []
    await use(async () => {
      const tab = new App(await app.page.context().newPage(), app.server, path)
      opened.push(tab)
      await tab.open()
      return tab
    })
    expect(
      opened.flatMap(({ browserErrors }) => browserErrors),
      'nothing was thrown in the other tabs',
    ).toEqual([])
  },
})

const state = (tab: App): ReturnType<App['page']['locator']> => tab.page.locator('#state')
const userName = (tab: App): ReturnType<App['page']['locator']> => tab.page.locator('#user-name')

/** Presses them all in one go, faster than anybody could. */
async function press(tab: App, ...ids: readonly string[]): Promise<void> {
  await tab.page.evaluate((pressed) => {
    for (const id of pressed) document.getElementById(id)?.click()
  }, ids)
}

/** The one tab that asks. */
async function whoAsks(tabs: readonly App[]): Promise<App> {
  const dialogs = (): Promise<number[]> => Promise.all(tabs.map(({ dialog }) => dialog.count()))
  await expect.poll(async () => (await dialogs()).reduce((sum, count) => sum + count)).toBe(1)
  return tabs[(await dialogs()).indexOf(1)]!
}

for (const count of [2, 3]) {
  const title = `a session that expired, ${count} tabs that ask at once: one dialog, one sign-in, everything goes on`
  test(title, slowIf(count === 2), async ({ app, openTab }) => {
    await app.asAda()
    const tabs = [app]
    while (tabs.length < count) tabs.push(await openTab())
    for (const tab of tabs) await expect(tab.output('projects')).toHaveText('3 projects')
    await app.make('expire-session')
    const sent = app.mark()
    await Promise.all(tabs.map((tab) => press(tab, 'load-projects', 'list-five', 'ask-other')))
    const asking = await whoAsks(tabs)
    // All were refused, and wait.
    await expect
      .poll(sent)
      .toMatchObject({ 'GET /api/projects': count, 'GET /api/reports': 5 * count, 'GET /api/cors/me': count })
    for (const tab of tabs) await expect(state(tab)).toHaveText(WAITING)
    expect(await whoAsks(tabs)).toBe(asking)
    await asking.submit('ada', 'lovelace')
    for (const tab of tabs) {
      await expect(tab.output('projects')).toHaveText('3 projects')
      await expect(tab.output('reports')).toHaveText(`5 answers: ${LISTED}`)
      await expect(tab.output('other')).toHaveText('You are ada there.')
      await expect(state(tab)).toHaveText('signed in')
      await expect(tab.dialog).toHaveCount(0)
    }
    expect(sent()).toMatchObject({
      'POST /api/session': 1,
      'GET /api/projects': 2 * count,
      // In each tab five were refused, and each is sent again.
      'GET /api/reports': 10 * count,
      'GET /api/cors/me': 2 * count,
    })
    expect(sent()['grant refresh_token']).toBeUndefined()
  })
}

test('a wrong password first is an error in the tab that asks, and the other goes on waiting', async ({
  app,
  openTab,
}) => {
  await app.asAda()
  const tabs = [app, await openTab()]
  await app.make('expire-session')
  const sent = app.mark()
  for (const tab of tabs) await press(tab, 'load-projects')
  const asking = await whoAsks(tabs)
  await asking.fill('ada', 'wrong')
  await expect(asking.dialog.getByRole('alert')).toHaveText('The user name or the password is wrong.')
  await asking.submit('ada', 'lovelace')
  for (const tab of tabs) await expect(tab.output('projects')).toHaveText('3 projects')
  expect(sent()).toMatchObject({ 'GET /api/projects': 4, 'POST /api/session': 2 })
})

test('declined in one tab: settled in both, and nobody is asked again', async ({ app, openTab }) => {
  await app.asAda()
  const tabs = [app, await openTab()]
  await app.make('expire-session')
  const sent = app.mark()
  await Promise.all(tabs.map((tab) => press(tab, 'load-projects')))
  const asking = await whoAsks(tabs)
  for (const tab of tabs) await expect(state(tab)).toHaveText(WAITING)
  await asking.toFront()
  await asking.dialog.getByRole('button', { name: 'Cancel' }).click()
  for (const tab of tabs) {
    await expect(tab.output('projects')).toHaveText('Your session has expired.')
    await expect(state(tab)).toHaveText('signed out')
    await expect(tab.dialog).toHaveCount(0)
  }
  expect(sent()).toEqual({ 'GET /api/projects': 2 })
  // Not for ever: the next request asks, in the tab that sends it, and the other hears of it.
  const [first, second] = tabs as [App, App]
  await second.click('Load projects')
  await second.submit('ada', 'lovelace')
  await expect(second.output('projects')).toHaveText('3 projects')
  await expect(state(first)).toHaveText('signed in')
  await expect(userName(first)).toHaveText('Ada Lovelace')
})

test('signed out in one tab: known in all, and nothing of the user is left', async ({ app, openTab }) => {
  await app.asAda()
  const others = [await openTab(), await openTab()]
  for (const tab of others) await expect(userName(tab)).toHaveText('Ada Lovelace')
  await app.click('Sign out')
  for (const tab of [app, ...others]) {
    await expect(state(tab)).toHaveText('signed out')
    await expect(userName(tab)).toHaveText('Nobody is signed in')
    await expect(tab.button('Sign in')).toBeVisible()
    await expect(tab.page.getByRole('list', { name: 'Projects', exact: true })).toBeHidden()
    await expect(tab.dialog).toHaveCount(0)
  }
  expect(app.counts['DELETE /api/session']).toBe(1)
})

test('signed in as somebody else in one tab: the other has that user, and the CSRF token of the new session', async ({
  app,
  openTab,
}) => {
  await app.asAda()
  const other = await openTab()
  await app.click('Sign out')
  await expect(state(other)).toHaveText('signed out')
  await other.click('Sign in')
  await other.submit('grace', 'hopper')
  await expect(userName(app)).toHaveText('Grace Hopper')
  await expect(state(app)).toHaveText('signed in')
  await expect(app.output('projects')).toHaveText('3 projects')
  const sent = app.mark()
  await app.page.getByLabel('New project').fill('Bicycle shed')
  await app.click('Add')
  await expect(app.output('projects')).toHaveText('“Bicycle shed” was added.')
  await app.click('Finance')
  await expect(app.output('reports')).toHaveText('Balance: 1815')
  expect(sent()).toMatchObject({ 'POST /api/projects': 1 })
  await expect(app.verdicts()).toHaveCount(0)
})

test('what waits with a form in it goes out with the new CSRF token after another tab’s sign-in', async ({
  app,
  openTab,
}) => {
  await app.asAda()
  const other = await openTab()
  await app.make('expire-session')
  await press(other, 'load-projects')
  await expect(other.dialog).toBeVisible()
  const sent = app.mark()
  await app.page.getByLabel('New project').fill('Bicycle shed')
  await app.click('Add')
  await expect(state(app)).toHaveText(WAITING)
  await other.submit('ada', 'lovelace')
  await expect(app.output('projects')).toHaveText('“Bicycle shed” was added.')
  await expect(app.dialog).toHaveCount(0)
  await expect(app.verdicts('forbidden')).toHaveCount(0)
  expect(sent()).toMatchObject({ 'POST /api/projects': 2, 'POST /api/session': 1 })
})

test('a tab that begins to wait while another one asks the user says so', async ({ app, openTab }) => {
  await app.asAda()
  const other = await openTab()
  await app.make('expire-session')
  await press(other, 'load-projects')
  await expect(other.dialog).toBeVisible()
  await press(app, 'load-projects')
  await expect(state(app)).toHaveText('signing in …')
})

test('the user signs in in another tab than the one that asks: its dialog closes, and what waited goes on', async ({
  app,
  openTab,
}) => {
  await app.open()
  const other = await openTab()
  const sent = app.mark()
  await app.click('Load projects')
  await expect(app.dialog).toBeVisible()
  await other.click('Sign in')
  await other.submit('ada', 'lovelace')
  await expect(app.dialog).toHaveCount(0)
  await expect(app.output('projects')).toHaveText('3 projects')
  await expect(userName(app)).toHaveText('Ada Lovelace')
  expect(sent()).toMatchObject({ 'POST /api/session': 1 })
})

test('a tab that is opened, or reloaded, disturbs nobody', async ({ app, openTab }) => {
  await app.asAda()
  await app.click('List reports')
  await expect(app.output('reports')).toHaveText(LISTED)
  const other = await openTab()
  await expect(userName(other)).toHaveText('Ada Lovelace')
  await other.page.reload()
  await expect(userName(other)).toHaveText('Ada Lovelace')
  await expect(other.output('projects')).toHaveText('3 projects')
  const sent = app.mark()
  // The token is held as before.
  await app.click('List reports')
  await expect(app.output('reports')).toHaveText(LISTED)
  expect(sent()).toEqual({ 'GET /api/reports': 1 })
  // And a dialog stays open, whatever another tab finds when it is opened.
  await app.make('expire-session')
  await app.click('Load projects')
  await expect(app.dialog).toBeVisible()
  const third = await openTab()
  await expect(state(third)).toHaveText('signed out')
  await other.page.reload()
  await expect(state(other)).toHaveText('signed out')
  await app.submit('ada', 'lovelace')
  await expect(app.output('projects')).toHaveText('3 projects')
  for (const tab of [other, third]) await expect(userName(tab)).toHaveText('Ada Lovelace')
})

test('access tokens that each tab holds for itself: both tabs go on, nobody is asked', async ({ app, openTab }) => {
  await app.asAda()
  const tabs = [app, await openTab()]
  for (const tab of tabs) {
    await tab.click('List reports')
    await expect(tab.output('reports')).toHaveText(LISTED)
  }
  for (const round of [1, 2, 3]) {
    await app.make('expire-access-tokens')
    const sent = app.mark()
    await Promise.all(tabs.map((tab) => press(tab, 'list-five')))
    for (const tab of tabs) await expect(tab.output('reports'), `round ${round}`).toHaveText(`5 answers: ${LISTED}`)
    const { 'grant refresh_token': renewed = 0, 'grant session': exchanged = 0 } = sent()
    expect(renewed + exchanged, `round ${round}: each tab one new token`).toBe(2)
    for (const tab of tabs) await expect(tab.dialog).toHaveCount(0)
  }
  expect(app.counts['POST /api/session']).toBe(1)
})

test('a step-up in one tab: the other keeps working, with the session that came of it', async ({ app, openTab }) => {
  await app.asAda()
  const other = await openTab()
  await app.click('Approve hours')
  await expect(app.dialog).toBeVisible()
  await app.page.keyboard.type('lovelace')
  await app.page.keyboard.press('Enter')
  await expect(app.output('reports')).toHaveText('Approved by ada.')
  await other.page.getByLabel('New project').fill('Bicycle shed')
  await other.click('Add')
  await expect(other.output('projects')).toHaveText('“Bicycle shed” was added.')
  // Fresh enough here too.
  await other.click('Approve hours')
  await expect(other.output('reports')).toHaveText('Approved by ada.')
  expect(app.counts['POST /api/session']).toBe(2)
})

test('a nonce is each tab’s own: nobody is asked, both go on', async ({ app, openTab }) => {
  await app.asAda()
  const tabs = [app, await openTab()]
  for (const tab of tabs) {
    await tab.click('Signed (DPoP)')
    await expect(tab.output('reports')).toHaveText('For the holder of one key')
  }
  for (const round of [1, 2, 3]) {
    await app.make('replace-dpop-nonce')
    await Promise.all(tabs.map((tab) => press(tab, 'signed')))
    for (const tab of tabs) {
      await expect(tab.output('reports'), `round ${round}`).toHaveText('For the holder of one key')
      await expect(tab.dialog).toHaveCount(0)
    }
  }
})

test('a broken integration shows in both tabs, and fixed in one it is fixed in both', async ({ app, openTab }) => {
  await app.asAda()
  await app.page.getByLabel('Meteo key', { exact: true }).fill('meteo-good-key')
  await app.click('Store')
  await expect(app.output('meteo')).toHaveText('The key is stored.')
  const other = await openTab()
  const tabs = [app, other]
  for (const round of [1, 2]) {
    await app.make('revoke-integration-key')
    await app.click('Get forecast')
    for (const tab of tabs) {
      await expect(tab.page.locator('#meteo-state'), `round ${round}`).toHaveText('needs a new key')
      await expect(tab.reconnect).toHaveCount(1)
    }
    // Refused there too: still one prompt.
    await other.click('Get forecast')
    await expect(other.output('meteo')).toHaveText('The stored key was revoked.')
    await expect(other.reconnect).toHaveCount(1)
    await other.reconnect.getByLabel('New key for Meteo').fill(round === 1 ? 'meteo-spare-key' : 'meteo-good-key')
    if (round === 2) break
    await other.click('Reconnect')
    for (const tab of tabs) {
      await expect(tab.page.locator('#meteo-state')).toHaveText('connected')
      await expect(tab.reconnect).toHaveCount(0)
    }
    await app.click('Get forecast')
    await expect(app.output('meteo')).toHaveText('Reykjavík: 4 °C, rain')
  }
  for (const tab of tabs) await expect(tab.dialog).toHaveCount(0)
  expect(app.counts['POST /api/session']).toBe(1)
})

test('no secret crosses: not over the channel, and not into storage', async ({ app, openTab }) => {
  const context = app.page.context()
  const crossed: string[] = []
  const secrets = new Set(['lovelace', 'my-wrong-password', 'meteo-good-key', 'meteo-my-secret-key'])
  await context.exposeBinding('crossed', (_source, text: string) => crossed.push(text))
  await context.addInitScript(() => {
    const spy = (prototype: object, name: string): void => {
      const original = Reflect.get(prototype, name) as (...given: unknown[]) => unknown
      Reflect.set(prototype, name, function (this: unknown, ...given: unknown[]) {
        Reflect.apply(Reflect.get(window, 'crossed') as () => void, window, [`${name} ${JSON.stringify(given)}`])
        return original.apply(this, given)
      })
    }
    spy(BroadcastChannel.prototype, 'postMessage')
    spy(IDBObjectStore.prototype, 'put')
    spy(IDBObjectStore.prototype, 'add')
    spy(Storage.prototype, 'setItem')
  })
  context.on('response', (response) => {
    if (!/\/api\/(?:session|oauth\/token)$/.test(response.url())) return
    void response.json().then(
      (answer: Record<string, unknown>) => {
        for (const name of ['csrfToken', 'access_token', 'refresh_token']) {
          if (typeof answer[name] === 'string') secrets.add(answer[name])
        }
      },
      () => {},
    )
  })

  await app.open()
  const other = await openTab()
  await app.click('Load projects')
  await app.fill('ada', 'my-wrong-password')
  await expect(app.dialog.getByRole('alert')).not.toBeEmpty()
  await app.submit('ada', 'lovelace')
  for (const tab of [app, other]) {
    await tab.click('List reports')
    await expect(tab.output('reports')).toHaveText(LISTED)
    await tab.click('Signed (DPoP)')
    await expect(tab.output('reports')).toHaveText('For the holder of one key')
  }
  await app.make('expire-access-tokens')
  await app.click('List reports')
  await expect(app.output('reports')).toHaveText(LISTED)
  for (const relay of ['401', '403']) {
    await app.openManner()
    await app.page.getByLabel('Refusals come as').selectOption(relay)
    await app.page.getByLabel('Meteo key', { exact: true }).fill('meteo-my-secret-key')
    await app.click('Store')
    await expect(other.reconnect).toBeVisible()
    await app.page.getByLabel('Meteo key', { exact: true }).fill('meteo-good-key')
    await app.click('Store')
    await expect(other.reconnect).toHaveCount(0)
  }
  await app.make('expire-session')
  await other.click('Load projects')
  await other.submit('ada', 'lovelace')
  await expect(userName(app)).toHaveText('Ada Lovelace')
  await app.click('Sign out')
  await expect(state(other)).toHaveText('signed out')

  const kept = await app.page.evaluate(async () => {
    const databases = await indexedDB.databases()
    return JSON.stringify([localStorage, sessionStorage, databases])
  })
  for (const { value } of await context.cookies()) secrets.add(value)
  const all = [...crossed, kept].join('\n')
  for (const type of ['renewed', 'asking', 'signed-out', 'broken', 'fixed']) {
    expect(all, 'it is what crosses that was recorded').toContain(`"type":"${type}"`)
  }
  expect(secrets.size).toBeGreaterThan(8)
  for (const secret of secrets) expect(all).not.toContain(secret)
  // Nor a query, a challenge or a header.
  expect(all).not.toMatch(/relay=|[?&]\w+=|Bearer|realm=|eyJ/)
})
