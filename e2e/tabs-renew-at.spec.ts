// Renewing ahead of time, in tabs that are in front or not.
import { expect, test, type LabTab } from './lab/lab.ts'

/** Playwright pretends that every page is in front, so a page that is not is pretended too: visibility as the page sees it. */
async function show(tab: LabTab, visible: boolean): Promise<void> {
  await tab.page.evaluate((isShown) => {
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (isShown ? 'visible' : 'hidden'),
    })
    document.dispatchEvent(new Event('visibilitychange'))
  }, visible)
}

const HOUR = 3_600_000

test('renews before anything is refused, once for three tabs', async ({ lab }) => {
  const { server } = lab
  const tabs = [await lab.tab(), await lab.tab(), await lab.tab()]
  for (const tab of tabs) {
    await tab.ownClock()
    await tab.open(server.url, { renewAt: HOUR })
  }
  await tabs[0]!.page.evaluate(() => window.lab.login())
  const hold = server.hold('refresh')
  await Promise.all(tabs.map((tab) => tab.skip(HOUR)))
  // Each has a time of its own: in a tab that comes to it after the renewal, that renewal is one of before.
  for (const tab of tabs) await expect(tab.state).toHaveText('renewing')
  hold.release()
  for (const tab of tabs) {
    await expect(tab.state).toHaveText('signed-in')
    await expect.poll(() => tab.generation()).toBe(1)
    expect(await tab.send(3)).toEqual([200, 200, 200])
  }
  expect(server.counts).toMatchObject({ refresh: 1, data: 9, refused: 0 })
  expect(server.revoked()).toBe(false)
})

test('a hidden tab does not renew; shown, it does', async ({ lab }) => {
  const { server } = lab
  const tab = await lab.tab()
  await tab.ownClock()
  await tab.open(server.url, { renewAt: HOUR })
  await tab.page.evaluate(() => window.lab.login())
  await show(tab, false)
  await tab.skip(HOUR)
  await tab.skip(HOUR)
  // A request past the library, there and back: whatever was due has had its turn.
  expect(await tab.page.evaluate(async () => (await fetch('/api/data')).status)).toBe(200)
  expect(server.counts.refresh).toBe(0)
  await show(tab, true)
  await expect(tab.state).toHaveText('signed-in')
  await expect.poll(() => server.counts.refresh).toBe(1)
  // Once: neither shown again nor later.
  await show(tab, false)
  await show(tab, true)
  await tab.skip(HOUR)
  expect(await tab.send(1)).toEqual([200])
  expect(server.counts.refresh).toBe(1)
})

test('a hidden tab that sends a request renews first, and the request is not refused', async ({ lab }) => {
  const { server } = lab
  const tab = await lab.tab()
  await tab.ownClock()
  await tab.open(server.url, { renewAt: HOUR })
  await tab.page.evaluate(() => window.lab.login())
  await show(tab, false)
  await tab.skip(2 * HOUR)
  server.expire()
  expect(await tab.send(3)).toEqual([200, 200, 200])
  expect(server.counts).toMatchObject({ refresh: 1, data: 3, refused: 0 })
  await show(tab, true)
  expect(await tab.send(1)).toEqual([200])
  expect(server.counts.refresh).toBe(1)
})

test('what a visible tab renewed is not due any more in one that is shown later', async ({ lab }) => {
  const { server } = lab
  const front = await lab.tab()
  const back = await lab.tab()
  for (const tab of [front, back]) {
    await tab.ownClock()
    await tab.open(server.url, { renewAt: HOUR })
  }
  await front.page.evaluate(() => window.lab.login())
  await show(back, false)
  await Promise.all([front, back].map((tab) => tab.skip(HOUR)))
  await expect.poll(() => server.counts.refresh).toBe(1)
  await expect.poll(() => back.generation()).toBe(1)
  await show(back, true)
  expect(await back.send(1)).toEqual([200])
  expect(server.counts.refresh).toBe(1)
})
