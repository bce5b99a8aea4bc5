import { type App, expect, test } from './app.ts'
import { findSmallControls } from './small-controls.ts'

const list = (app: App, name: string): ReturnType<App['page']['locator']> =>
  app.page.getByRole('list', { name, exact: true }).getByRole('listitem')

test('each card shows what a user of the app wants to see', async ({ app }) => {
  await app.asAda()
  await expect(list(app, 'Projects')).toHaveText([/^Community garden/, /^Library opening hours/, /^Merger/])
  await app.button('List reports').click()
  await expect(list(app, 'This month')).toHaveText(['Hours worked412 hours', 'Travel costs3870 €'])
  await app.button('List patients').click()
  await app.submit('ada', 'lovelace')
  await expect(list(app, 'Patients of this clinic')).toHaveText(['Mary Okafor100GEJ', 'Juan Pérez100GFR'])
})

test('a refusal leaves what is open where it is', async ({ app }) => {
  await app.asAda()
  await app.button('List reports').click()
  await app.button('Finance').click()
  await expect(app.output('reports')).toHaveText('You lack a permission for this.')
  await expect(list(app, 'This month')).toHaveCount(2)
})

test('after a sign-out nothing is left of what was for the user, messages included', async ({ app }) => {
  await app.asAda()
  await app.button('List reports').click()
  await app.button('Who am I there?').click()
  await expect(app.output('other')).toHaveText('You are ada there.')
  await app.button('Finance').click()
  await expect(app.notice('You lack a permission for this.')).toBeVisible()
  await app.button('Sign out').click()
  await expect(app.page.locator('#state')).toHaveText('signed out')
  await expect(app.page.getByText('No report is open. Choose one.')).toBeVisible()
  await expect(list(app, 'This month')).toHaveCount(0)
  for (const card of ['projects', 'reports', 'other'] as const) await expect(app.output(card)).toBeEmpty()
  await expect(app.page.locator('.notice')).toHaveCount(0)
})

test('what breaks something is beside the app, and says what it did', async ({ app }) => {
  await app.asAda()
  await expect(app.page.getByRole('complementary', { name: 'Break something' })).toBeVisible()
  await expect(app.page.getByRole('main').locator('[data-control]')).toHaveCount(0)
  await app.button('Expire my session').click()
  await expect(app.page.locator('#break-output')).toHaveText('Done: expire my session. Now use the app.')
  await app.button('Meteo makes a new key').click()
  await expect(app.page.getByLabel('Meteo key', { exact: true })).toHaveValue(/^meteo-/)
})

test('in a narrow window it is folded, and above the app', async ({ app }) => {
  await app.page.setViewportSize({ width: 360, height: 780 })
  await app.open()
  await expect(app.button('Expire my session')).toBeHidden()
  await app.make('expire-session')
  const [breaks, main] = await Promise.all([
    app.page.locator('#break').boundingBox(),
    app.page.getByRole('main').boundingBox(),
  ])
  expect((breaks?.y ?? 0) + (breaks?.height ?? 0)).toBeLessThanOrEqual(main?.y ?? 0)
})

/** Where each card is in the app, and the parts beside the app in the page, whatever is in view. */
async function places(app: App): Promise<(readonly [string, number, number, number])[]> {
  return app.page.locator('.card, .card > *, #break, .scene').evaluateAll((elements) =>
    elements.map((element) => {
      const { x, y, width } = element.getBoundingClientRect()
      // Messages may have room above the cards; the page scrolls by as much.
      const from = element.closest('.cards')?.getBoundingClientRect().top ?? -scrollY
      // To a whole pixel: an engine scrolls by parts of one.
      return [`${element.localName}.${element.className}`, x, y - from, width] as const
    }),
  )
}

for (const width of [360, 768, 1280, 1920]) {
  test(`nothing moves when answers come, at ${width} px`, { tag: '@slow' }, async ({ app }) => {
    await app.page.setViewportSize({ width, height: 800 })
    await app.open()
    const before = await places(app)
    expect(before.length).toBeGreaterThan(20)
    await app.button('Sign in').click()
    await app.submit('ada', 'lovelace')
    await expect(app.output('projects')).toHaveText('3 projects')
    for (const [button, card] of [
      ['List reports', 'reports'],
      ['Approve hours', 'reports'],
      ['Finance', 'reports'],
      ['Who am I there?', 'other'],
      ['Get forecast', 'meteo'],
    ] as const) {
      await app.button(button).click()
      if (button === 'Approve hours') {
        await app.dialog.getByLabel('Password').fill('lovelace')
        await app.page.keyboard.press('Enter')
      }
      await expect(app.page.locator(`#${card}-output:is([data-outcome="done"], [data-outcome="failed"])`)).toBeVisible()
    }
    await expect(app.page.locator('.notice')).toHaveCount(2)
    const after = await places(app)
    const moved = after.filter(([name, ...place], index) => {
      const [nameBefore, ...placeBefore] = before[index] ?? ['']
      return name !== nameBefore || place.some((value, at) => Math.abs(value - (placeBefore[at] ?? NaN)) > 1)
    })
    expect(moved).toEqual([])
    expect(after).toHaveLength(before.length)
  })
}

/** Where each part of the header is in it, and how high it is, in windows of many widths. */
async function headers(app: App): Promise<Record<number, (readonly number[])[]>> {
  const found: Record<number, (readonly number[])[]> = {}
  for (let width = 320; width <= 1280; width += 120) {
    await app.page.setViewportSize({ width, height: 800 })
    found[width] = await app.page.locator('.top, .top > :not([hidden])').evaluateAll((elements) => {
      const top = elements[0]?.getBoundingClientRect().y ?? 0
      return elements.map((element) => {
        const { x, y, width: wide, height } = element.getBoundingClientRect()
        return [x, y - top, wide, height].map((value) => Math.round(value))
      })
    })
  }
  return found
}

test('the header is the same, whoever is there', async ({ app }) => {
  await app.open()
  const before = await headers(app)
  await app.button('Load projects').click()
  await expect(app.page.locator('#state')).toHaveText('signing in …')
  expect(await headers(app)).toEqual(before)
  await app.submit('ada', 'lovelace')
  await expect(app.page.locator('#state')).toHaveText('signed in')
  expect(await headers(app)).toEqual(before)
})

test('nothing moves while the page is loaded', async ({ app }) => {
  await app.asAda()
  await app.open()
  const shift = await app.page.evaluate(() => {
    if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) return undefined
    const observer = new PerformanceObserver(() => {})
    observer.observe({ type: 'layout-shift', buffered: true })
    return observer.takeRecords().reduce((sum, entry) => sum + ((entry as { value?: number }).value ?? 0), 0)
  })
  test.skip(shift === undefined, 'this engine does not measure layout shifts')
  // What Google calls good is 0.1.
  expect(shift).toBeLessThan(0.02)
})

/** Each state of the page with controls of its own. */
async function expectControls(app: App, least: number): Promise<void> {
  const check = async (state: string): Promise<void> =>
    expect(await app.page.evaluate(findSmallControls, least), state).toEqual([])
  await app.open()
  await app.button('Load projects').click()
  await expect(app.dialog).toBeVisible()
  await check('the dialog')
  await app.submit('ada', 'lovelace')
  await expect(app.output('projects')).toHaveText('3 projects')
  await app.openManner()
  await app.button('Finance').click()
  await app.button('Get forecast').click()
  await expect(app.reconnect).toBeVisible()
  await expect(app.page.locator('.notice')).toHaveCount(2)
  await check('lists, messages, the log, and what breaks something')
}

for (const width of [360, 1280]) {
  test(`every control is 24 px high and wide at least, at ${width} px`, async ({ app }) => {
    await app.page.setViewportSize({ width, height: 780 })
    await expectControls(app, width === 360 ? 44 : 24)
  })
}

test.describe('on a tablet', () => {
  test.use({ hasTouch: true, viewport: { width: 1180, height: 820 } })

  test('a finger finds every control', async ({ app }) => {
    await app.open()
    test.skip(!(await app.page.evaluate(() => matchMedia('(pointer: coarse)').matches)), 'no coarse pointer here')
    await expectControls(app, 44)
  })
})
