import { expect, test } from './lab/lab.ts'

for (const end of ['closed', 'crashed', 'navigated away'] as const) {
  test(`a tab is ${end} while it renews: the other takes over, and all settle`, async ({ lab, context }) => {
    test.skip(end === 'crashed' && test.info().project.name === 'firefox', 'Firefox has no command that crashes a tab')
    const { server } = lab
    const [first, second, third] = await lab.tabs(3)
    server.expire()
    const hold = server.hold('refresh')
    await first!.fire(5)
    await expect.poll(hold.waiting).toBe(1)
    await second!.fire(5)
    await third!.fire(5)
    await expect.poll(() => server.counts.refused).toBe(15)
    expect(hold.waiting(), 'the others wait').toBe(1)
    if (end === 'closed') await first!.page.close()
    else if (end === 'navigated away') await first!.page.goto('about:blank')
    else {
      const crash = first!.page.waitForEvent('crash')
      const session = await context.newCDPSession(first!.page)
      session.send('Page.crash').catch(() => {})
      await crash
    }
    // The clock of the waiting tabs moves by itself only: none of them waits for a time-out.
    await expect.poll(hold.waiting).toBe(2)
    hold.release()
    for (const tab of [second!, third!]) {
      await expect(tab.answers).toHaveText('5: 200')
      await expect(tab.state).toHaveText('signed-in')
    }
    expect(server.counts).toMatchObject({ refresh: 2, login: 1 })
    expect(server.revoked()).toBe(false)
  })
}

for (const link of [
  { name: 'a link to a slow page', to: '/next', stays: false },
  { name: 'a download', to: '/report', stays: true },
]) {
  test(`${link.name} while a tab renews: nothing that waits is refused, whether or not the browser ends the renewal`, async ({
    lab,
  }) => {
    const { server } = lab
    const [first, second, third] = await lab.tabs(3)
    server.expire()
    const hold = server.hold('refresh')
    const page = server.hold('page')
    await first!.fire(5)
    await expect.poll(hold.waiting).toBe(1)
    await second!.fire(5)
    await third!.fire(5)
    for (const tab of [second!, third!]) await expect(tab.state).toHaveText('renewing')
    await first!.follow(link.to)
    // Firefox has ended the page's requests by now, and the page lives on until the answer comes.
    await expect.poll(page.waiting).toBe(1)
    page.release()
    if (!link.stays) {
      await expect(first!.page).toHaveTitle('Next')
      await expect.poll(hold.waiting).toBe(2)
    }
    hold.release()
    for (const tab of link.stays ? [first!, second!, third!] : [second!, third!]) {
      await expect(tab.answers).toHaveText('5: 200')
      await expect(tab.state).toHaveText('signed-in')
    }
    expect(server.counts.login).toBe(1)
    expect(server.revoked()).toBe(false)
  })
}

test('a tab is closed while the user is being asked there: the other asks', async ({ lab }) => {
  const { server } = lab
  const [first, second] = await lab.tabs(2, { renew: 'none' })
  server.expire()
  await first!.fire(2)
  await expect(first!.signIn).toBeVisible()
  await second!.fire(2)
  await expect.poll(() => server.counts.refused).toBe(4)
  await expect(second!.signIn).toBeHidden()
  await first!.page.close()
  await second!.signIn.click()
  await expect(second!.answers).toHaveText('2: 200')
  expect(server.counts.login).toBe(2)
})

test('a handler that hangs: everybody settles after `maxWait`, and the next request is served', async ({ lab }) => {
  const { server } = lab
  const [healthy] = await lab.tabs(1)
  const hung = await lab.tab()
  await hung.ownClock()
  await hung.open(server.url, { renew: 'hang', maxWait: 20_000 })
  server.expire()
  await hung.fire(3)
  await expect(hung.state).toHaveText('renewing')
  await healthy!.fire(3)
  await expect.poll(() => server.counts.refused).toBe(6)
  await hung.skip(15_000)
  await expect(hung.answers).toHaveText('waiting')
  await hung.skip(5_000)
  await expect(hung.answers).toHaveText('3: 401')
  await expect(healthy!.answers).not.toHaveText('waiting')
  for (const tab of [hung, healthy!]) await expect(tab.state).not.toHaveText('signed-out')
  expect(await healthy!.send(2)).toEqual([200, 200])
  expect(server.counts.refresh).toBe(1)
})

test(
  'a tab that freezes with the lock: waited for 35 s at most, by the clock of the one that waits',
  { tag: '@slow' },
  async ({ lab }) => {
    const { server } = lab
    const [frozen] = await lab.tabs(1, { renew: 'freeze' })
    const waiting = await lab.tab()
    await waiting.ownClock()
    await waiting.open(server.url)
    server.expire()
    const freeze = server.hold('frozen')
    await frozen!.fire(2)
    await expect.poll(() => server.counts.frozen).toBe(1)
    await waiting.fire(3)
    await expect.poll(() => server.counts.refused).toBe(5)
    await expect(waiting.state).toHaveText('renewing')
    await waiting.skip(30_000)
    await expect(waiting.answers).toHaveText('waiting')
    await expect(waiting.state).toHaveText('renewing')
    expect(server.counts.refresh).toBe(0)
    await waiting.skip(6_000)
    // The frozen one is still frozen.
    await expect(waiting.answers).toHaveText('3: 200')
    expect(server.counts.refresh).toBe(1)
    freeze.release()
    // When it thaws its exchange goes out before any news comes in, and may overtake its own second tries: they settle.
    await expect(frozen!.answers).toHaveText(/^2: (?:200|401)/)
    for (const tab of [waiting, frozen!]) {
      await expect(tab.state).toHaveText('signed-in')
      expect(await tab.send(2)).toEqual([200, 200])
    }
    expect(server.revoked()).toBe(false)
  },
)

test('a user who is asked in a tab out of sight: no request waits longer than five minutes', async ({ lab }) => {
  const { server } = lab
  const [first] = await lab.tabs(1, { renew: 'none' })
  const second = await lab.tab()
  await second.ownClock()
  await second.open(server.url, { renew: 'none' })
  const logins = server.counts.login
  server.expire()
  await first!.fire(1)
  await expect(first!.signIn).toBeVisible()
  await second.fire(1)
  await expect(second.state).toHaveText(/renewing|signing-in/)
  await second.skip(290_000)
  await expect(second.signIn).toBeHidden()
  await expect(second.answers).toHaveText('waiting')
  await second.skip(11_000)
  await expect(second.answers).toHaveText('1: 401')
  // The user comes back to the tab that asks: that is a sign-in for both.
  await first!.signIn.click()
  await expect(first!.answers).toHaveText('1: 200')
  await expect(second.state).toHaveText('signed-in')
  expect(await second.send(1)).toEqual([200])
  expect(server.counts.login).toBe(logins + 1)
})

test('a renewal that fails for a passing reason signs nobody out in any tab, and the next one works', async ({
  lab,
}) => {
  const { server } = lab
  const tabs = await lab.tabs(3)
  server.expire()
  server.failRefresh = 503
  const hold = server.hold('refresh')
  for (const tab of tabs) await tab.fire(5)
  await expect.poll(() => server.counts.refused).toBe(15)
  // The server has refused all; the tabs have heard it once they wait for the renewal.
  for (const tab of tabs) await expect(tab.state).toHaveText('renewing')
  hold.release()
  for (const tab of tabs) {
    await expect(tab.answers).toHaveText('5: 401')
    await expect(tab.state).not.toHaveText(/signed-out|renewing/)
    await expect(tab.signIn).toBeHidden()
    expect(await tab.events()).not.toContain('signed-out')
  }
  expect(server.counts.refresh).toBe(1)
  server.failRefresh = undefined
  expect((await Promise.all(tabs.map((tab) => tab.send(5)))).flat()).toEqual(Array(15).fill(200))
  expect(server.counts.refresh).toBe(2)
})

test('refused for good: after one renewal and one more try everything settles, in every tab', async ({ lab }) => {
  const { server } = lab
  const tabs = await lab.tabs(2, { signIn: 'none' })
  server.refuseAll()
  for (const tab of tabs) await tab.fire(4)
  for (const tab of tabs) {
    await expect(tab.answers).toHaveText('4: 401')
    await expect(tab.state).not.toHaveText(/renewing|signing-in/)
  }
  // Nothing goes on in the background: what was counted stays.
  expect(server.counts.data).toBeLessThanOrEqual(16)
  expect(server.counts.refresh).toBeLessThanOrEqual(2)
})
