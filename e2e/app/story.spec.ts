import { slowIf } from '../slow.ts'
import { expectAccessible } from './accessible.ts'
import { type App, expect, test } from './app.ts'

test.use({ reducedMotion: 'reduce' })

/** Presses a scenario by its name, as the page shows it. */
async function play(app: App, title: string): Promise<void> {
  await app.page.getByRole('button', { name: new RegExp(`^\\d ${title}`) }).click()
}

async function expectEnd(app: App, sentence: string | RegExp): Promise<void> {
  await expect(app.page.getByRole('log', { name: 'What happens' }).getByRole('listitem').last()).toHaveText(sentence)
  await expect(app.button('Stop')).toBeDisabled()
  await expect(app.page.locator('#wait')).toHaveText('Nothing waits.')
}

/** The diagram as a screen reader reads it. */
async function drawn(app: App): Promise<string[]> {
  const rows = app.page.getByRole('region', { name: 'What the page sends and receives' }).getByRole('listitem')
  return (await rows.allTextContents()).map((text) => text.replaceAll('\u200B', ''))
}

test('an expired token, five times at once: one renewal, and nobody is asked', async ({ app }) => {
  await app.open()
  await play(app, 'Expired token')
  await expectEnd(app, 'The server refused them all. One renewal served all five, and Ada saw nothing of it.')
  await expect(app.output('reports')).toHaveText('5 answers: Hours worked, Travel costs')
  await expect(app.dialog).toBeHidden()
  expect(app.counts['grant refresh_token']).toBe(1)
  const rows = await drawn(app)
  expect(rows[0]).toBe('API: tokens expire')
  expect(rows).toContain('This page asks API: GET /reports, 5×')
  expect(rows.filter((row) => row === 'This page asks API: POST /oauth/token')).toHaveLength(1)
  expect(rows).toContain('This page tells Other tabs: done here')
  // Five refusals of one cause are one entry of the log.
  await expect(app.reasons('token-expired')).toHaveCount(1)
})

test('a dead integration key: the page asks for a new one, and Ada stays signed in', async ({ app }) => {
  await app.open()
  await play(app, 'Dead integration key')
  await expectEnd(app, /The page asks for a new one, once/)
  await expect(app.reconnect).toContainText('You are still signed in here')
  await expect(app.page.locator('#state')).toHaveText('signed in')
  expect(await drawn(app)).toEqual([
    'Meteo: key revoked',
    'This page asks API: GET /integrations/meteo/forecast',
    'API asks Meteo: with the stored key',
    'Meteo refuses API: 401',
    'API refuses This page: 403 key-revoked',
  ])
})

test('a missing scope: the message names it, and its button asks for it', async ({ app }) => {
  await app.open()
  await play(app, 'Missing scope')
  await expectEnd(app, /The message names the scope/)
  const notice = app.notice('You lack a permission for this.')
  await expect(notice).toContainText('Missing scope: finance:read')
  await notice.getByRole('button', { name: 'Ask for access' }).click()
  await expect(notice).toContainText('You have asked for it.')
  expect(app.counts['POST /api/access-requests']).toBe(1)
  await expect(app.dialog).toBeHidden()
})

test('a step-up: it waits for the person, says for how long, and goes on', async ({ app }) => {
  await app.open()
  await play(app, 'Step-up')
  await expect(app.dialog.getByRole('heading')).toHaveText('Confirm that it is you')
  await expect(app.dialog).toContainText('it waits for 5 minutes at most')
  await expect(app.page.locator('#wait')).toContainText('One request waits for your sign-in')
  await app.dialog.getByLabel('Password').fill('lovelace')
  await app.page.keyboard.press('Enter')
  await expectEnd(app, /sent again with the fresh login/)
  await expect(app.output('reports')).toHaveText('Approved by ada.')
})

test('a wrong password is an error at the fields; cancelling ends what waited', async ({ app }) => {
  await app.open()
  await play(app, 'Wrong password')
  await expect(app.dialog.getByRole('alert')).toHaveText('The user name or the password is wrong.')
  await app.dialog.getByRole('button', { name: 'Cancel' }).click()
  await expectEnd(app, /ended with its own refusal/)
  await play(app, 'Wrong password')
  await expect(app.dialog.getByRole('alert')).toHaveText('The user name or the password is wrong.')
  await app.submit('ada', 'lovelace')
  await expectEnd(app, 'The right password came, and the projects with it.')
})

test('the five steps of OpenMRS', async ({ app }) => {
  await app.open()
  await play(app, 'OpenMRS')
  await expectEnd(app, /A privilege is missing/)
  await expect(app.page.getByRole('log', { name: 'What happens' }).getByRole('listitem')).toHaveCount(5)
  await expect(app.notice('You lack a permission for this.')).toContainText('Get Users')
  const rows = await drawn(app)
  for (const refusal of ['401 no-credentials', '401 wrong-credentials', '403 permission']) {
    expect(rows).toContain(`API refuses This page: ${refusal}`)
  }
})

test('another origin has a lane of its own', async ({ app }) => {
  await app.open()
  await play(app, 'Another origin')
  await expectEnd(app, /the request was sent there again/)
  expect(await drawn(app)).toEqual([
    'API: tokens expire',
    'This page asks Another origin: GET /cors/me',
    'Another origin refuses This page: 401 token-expired',
    'This page asks API: POST /oauth/token',
    'API answers This page: 200',
    'This page tells Other tabs: done here',
    'This page: 1 goes on',
    'This page asks Another origin: GET /cors/me',
    'Another origin answers This page: 200',
  ])
})

test('a second tab: one of them asks, both go on', async ({ app, path }) => {
  await app.open()
  const opened = app.page.waitForEvent('popup')
  await play(app, 'A second tab')
  const page = await opened
  // Firefox shows an empty page first.
  await expect(page).toHaveURL((url) => url.pathname === path)
  // Before that, the story signs Ada in, by the same dialog.
  await expect(app.page.getByText('One of them asks for the password')).toBeVisible()
  const dialogs = [app.page, page].map((tab) => tab.getByRole('dialog'))
  const counts = (): Promise<number[]> => Promise.all(dialogs.map((dialog) => dialog.count()))
  await expect.poll(async () => (await counts()).reduce((sum, count) => sum + count)).toBe(1)
  const asking = dialogs[(await counts()).indexOf(1)]
  await asking?.page().bringToFront()
  await asking?.getByLabel('User name').fill('ada')
  await asking?.getByLabel('Password').fill('lovelace')
  await asking?.getByRole('button', { name: 'Sign in' }).click()
  await expectEnd(app, 'One sign-in was enough for both.')
  // Ada signed in once for the scenario, and once in it.
  expect(app.counts['POST /api/session']).toBe(2)
  expect((await drawn(app)).join('\n')).toMatch(/asks the user|asks the user there/)
})

test('the user stops what waits for another tab: it ends there, and nothing is thrown', async ({ app }) => {
  await app.asAda()
  const other = await app.page.context().newPage()
  await other.goto(app.url)
  await expect(other.locator('#projects-output')).toHaveText('3 projects')
  await app.make('expire-session')
  await other.bringToFront()
  await other.getByRole('button', { name: 'Load projects' }).click()
  await expect(other.getByRole('dialog')).toBeVisible()
  await app.click('Load projects')
  await expect(app.page.locator('#wait')).toContainText('One request waits for a sign-in in another tab')
  await app.button('Stop').click()
  await expect(app.output('projects')).toHaveText('You stopped it.')
  await expect(app.page.locator('#wait')).toHaveText('Nothing waits.')
})

test('a renewal that failed offers to try again, and the message goes when it works', async ({ app }) => {
  await app.asAda()
  await app.button('List reports').click()
  await expect(app.output('reports')).toHaveText('Hours worked, Travel costs')
  await app.make('expire-access-tokens')
  const token = (url: URL): boolean => url.pathname === '/api/oauth/token'
  await app.page.route(token, (route) => route.fulfill({ status: 503 }))
  await app.button('List reports').click()
  const notice = app.notice('Your access was not renewed.')
  await expect(notice).toContainText('You are still signed in.')
  await notice.getByRole('button', { name: 'Try again' }).click()
  await expect(notice).toContainText('It failed again.')
  await app.page.unroute(token)
  await notice.getByRole('button', { name: 'Try again' }).click()
  await expect(notice).toBeHidden()
})

test('who is signed out does not read that the login is fine', async ({ app }) => {
  await app.asAda()
  await app.button('Get forecast').click()
  await expect(app.reconnect).toContainText('You are still signed in here')
  await app.make('expire-session')
  await app.button('Load projects').click()
  await app.dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(app.page.locator('#state')).toHaveText('signed out')
  await expect(app.page.getByText('still signed in')).toHaveCount(0)
})

/** How much of `selector` messages lie over, px. */
function coveredBy(app: App, selector: string): Promise<number> {
  return app.page.evaluate((what) => {
    const [notices, part] = ['#notices', what].map((name) => document.querySelector(name)?.getBoundingClientRect())
    if (notices === undefined || part === undefined) return -1
    const [wide, high] = [
      Math.min(notices.right, part.right) - Math.max(notices.left, part.left),
      Math.min(notices.bottom, part.bottom) - Math.max(notices.top, part.top),
    ]
    return wide > 0.5 && high > 0.5 ? wide * high : 0
  }, selector)
}

for (const [width, height] of [
  [360, 560],
  [360, 780],
  [768, 700],
  [1280, 600],
  [1280, 900],
] as const) {
  const title = `messages cover neither the log nor what was pressed, and move nothing of it, at ${width} × ${height} px`
  test(title, slowIf(height !== 560 && height !== 900), async ({ app }) => {
    await app.page.setViewportSize({ width, height })
    await app.asAda()
    for (const [name, kind] of [
      ['Finance', 'forbidden'],
      ['Get forecast', 'third-party-key-invalid'],
      ['Open Merger', 'forbidden'],
    ] as const) {
      const button = app.button(name)
      await button.scrollIntoViewIfNeeded()
      const before = await button.boundingBox()
      const shown = await app.verdicts().count()
      await button.click()
      await expect(app.verdicts()).toHaveCount(shown + 1)
      await expect(app.page.locator('.notice').first()).toBeVisible()
      const after = await button.boundingBox()
      // To a whole pixel: an engine scrolls by parts of one.
      expect(Math.abs((after?.y ?? NaN) - (before?.y ?? NaN)), name).toBeLessThan(1)
      const isOnTop = await button.evaluate((element) => {
        const { x, y, width: wide, height: high } = element.getBoundingClientRect()
        return element.contains(document.elementFromPoint(x + wide / 2, y + high / 2))
      })
      expect(isOnTop, name).toBe(true)
      // The newest is the one to see, whole; another may stand beside it.
      await expect(app.page.locator(`.notice[data-kind="${kind}"]`)).toBeInViewport({ ratio: 0.99 })
      expect(await coveredBy(app, '#log > li'), name).toBe(0)
    }
    await app.newest.locator('summary').scrollIntoViewIfNeeded()
    await expect(app.newest.locator('summary')).toBeInViewport({ ratio: 1 })
    expect(await coveredBy(app, '.log')).toBe(0)
    await app.newest.locator('summary').click()
    await expect(app.newest.locator('.explained')).toBeHidden()
  })
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme} colours`, () => {
    test.use({ colorScheme })

    test('a scenario that has played, by keyboard', async ({ app }) => {
      await app.open()
      await app.page.getByRole('button', { name: 'Dead integration key' }).focus()
      await app.page.keyboard.press('Enter')
      await expectEnd(app, /The page asks for a new one, once/)
      await expectAccessible(app.page, 'a scenario')
    })
  })
}
