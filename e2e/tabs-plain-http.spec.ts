// Plain http and a host name: no secure context, and so no locks.
import { chromium, firefox } from '../scripts/browsers.ts'
import { expect, test, type LabFixture, type LabTab } from './lab/lab.ts'
import type { LabOptions } from './lab/page.ts'

test.use({
  launchOptions: [
    async ({ browserName }, use) => {
      if (browserName === 'firefox') return use(firefox({ 'network.dns.localDomains': 'app.test' }))
      const { args, ...rest } = chromium()
      return use({ ...rest, args: [...args, '--host-resolver-rules=MAP app.test 127.0.0.1'] })
    },
    { scope: 'worker' },
  ],
})

async function open({ server, tab }: LabFixture, options: LabOptions): Promise<LabTab> {
  const next = await tab()
  await next.open(`http://app.test:${server.port}`, options)
  return next
}

test('each tab renews for itself, and hears of the others', async ({ lab }) => {
  const { server } = lab
  const first = await open(lab, {})
  const second = await open(lab, {})
  expect(await first.page.evaluate(() => [isSecureContext, 'locks' in navigator, typeof BroadcastChannel])).toEqual([
    false,
    false,
    'function',
  ])
  await first.page.evaluate(() => window.lab.login())
  for (const [round, tab] of [first, second, first, second].entries()) {
    server.expire()
    expect(await tab.send(5)).toEqual([200, 200, 200, 200, 200])
    expect(server.counts.refresh).toBe(round + 1)
    for (const each of [first, second]) await expect.poll(() => each.generation()).toBe(round + 1)
  }
  expect(server.revoked()).toBe(false)
})

test('both ask; signed in in one, the other’s question goes away and what waited goes on', async ({ lab }) => {
  const { server } = lab
  const first = await open(lab, { renew: 'none' })
  const second = await open(lab, { renew: 'none' })
  await first.fire(3)
  await expect(first.signIn).toBeVisible()
  await second.fire(3)
  await expect(second.signIn).toBeVisible()
  await first.signIn.click()
  for (const tab of [first, second]) {
    await expect(tab.answers).toHaveText('3: 200')
    await expect(tab.signIn).toBeHidden()
    await expect(tab.state).toHaveText('signed-in')
  }
  expect(server.counts.login).toBe(1)
})

test('signed out in one, known in both', async ({ lab }) => {
  const first = await open(lab, { renew: 'none' })
  const second = await open(lab, { renew: 'none' })
  await first.fire(1)
  await first.signIn.click()
  for (const tab of [first, second]) await expect(tab.state).toHaveText('signed-in')
  await second.page.evaluate(async () => {
    await fetch('/api/logout', { method: 'POST' })
    window.lab.auth.signedOut()
  })
  for (const tab of [first, second]) {
    await expect(tab.state).toHaveText('signed-out')
    expect(await tab.events()).toContain('signed-out')
  }
})

test('a broken integration is known in both, and fixed in both', async ({ lab }) => {
  const first = await open(lab, {})
  const second = await open(lab, {})
  await first.page.evaluate(() => window.lab.auth.fetch('/api/weather'))
  for (const tab of [first, second]) await expect(tab.broken).toHaveText('meteo')
  await second.page.evaluate(() => window.lab.auth.integrationFixed('meteo'))
  for (const tab of [first, second]) await expect(tab.broken).toHaveText('')
})
