// Tokens in localStorage, kept by createTokens, in several tabs.
import { expect, test } from './lab/lab.ts'

const HOUR = 3_600_000

test('an expired token, three tabs that ask at once: one refresh, everything goes on', async ({ lab }) => {
  const { server } = lab
  const tabs = await lab.tabs(3, { tokens: 'kept' })
  for (const tab of tabs) expect(await tab.send(1)).toEqual([200])
  server.expire()
  expect(await Promise.all(tabs.map((tab) => tab.send(3)))).toEqual(tabs.map(() => [200, 200, 200]))
  expect(server.counts.refresh).toBe(1)
  expect(server.revoked()).toBe(false)
})

test('two tabs that do not hear of each other: what one renewed the other takes, and no refresh token is used twice', async ({
  lab,
}) => {
  const { server } = lab
  const [first, second] = await lab.tabs(2, { tokens: 'kept', tabs: false })
  for (const tab of [first!, second!]) expect(await tab.send(1)).toEqual([200])
  server.expire()
  const late = server.hold('late')
  await second!.fire(1, '?late')
  await expect.poll(late.waiting).toBe(1)
  expect(await first!.send(1)).toEqual([200])
  late.release()
  await expect(second!.answers).toHaveText('1: 200')
  expect(server.counts.refresh).toBe(1)
  expect(server.revoked()).toBe(false)
})

test('the time is over while both were away: one refresh, everything goes on', async ({ lab }) => {
  const { server } = lab
  const tabs = [await lab.tab(), await lab.tab()]
  for (const tab of tabs) {
    await tab.ownClock()
    await tab.open(server.url, { tokens: 'kept' })
  }
  await tabs[0]!.page.evaluate(() => window.lab.login())
  server.expire()
  await Promise.all(tabs.map((tab) => tab.skip(HOUR)))
  expect(await Promise.all(tabs.map((tab) => tab.send(2)))).toEqual([
    [200, 200],
    [200, 200],
  ])
  // `localStorage` lags between processes: the tab that did not renew may send the old token once more.
  expect(server.counts.refresh).toBe(1)
  expect(server.revoked()).toBe(false)
})
