import { expect, test } from './lab/lab.ts'
import { slowIf } from './slow.ts'

for (const tokens of ['cookie', 'database'] as const) {
  test(
    `a rotating refresh token that three tabs share (${tokens}): used once for 15 requests, 20 times in a row`,
    { tag: '@slow' },
    async ({ lab }) => {
      const { server } = lab
      const tabs = await lab.tabs(3, { tokens })
      for (let round = 1; round <= 20; round += 1) {
        const before = { ...server.counts }
        server.expire()
        const answers = await Promise.all(tabs.map((tab) => tab.send(5)))
        expect(answers.flat(), `round ${round}`).toEqual(Array(15).fill(200))
        expect(server.counts.refresh - before.refresh, `round ${round}: refreshes`).toBe(1)
        expect(server.revoked(), `round ${round}`).toBe(false)
      }
      for (const tab of tabs) expect(await tab.generation()).toBe(20)
    },
  )

  test(
    `refusals that come after the renewal renew nothing (${tokens})`,
    slowIf(tokens === 'database'),
    async ({ lab }) => {
      const { server } = lab
      const tabs = await lab.tabs(3, { tokens })
      for (let round = 1; round <= 20; round += 1) {
        const before = { ...server.counts }
        const late = server.hold('late')
        server.expire()
        for (const tab of tabs) await tab.fire(1, '?late')
        await expect.poll(late.waiting, { intervals: [10] }).toBe(3)
        const answers = await Promise.all(tabs.map((tab) => tab.send(2)))
        expect(answers.flat(), `round ${round}`).toEqual(Array(6).fill(200))
        expect(server.counts.refresh - before.refresh, `round ${round}: refreshes`).toBe(1)
        late.release()
        for (const tab of tabs) await expect(tab.answers).toHaveText('1: 200')
        expect(server.counts.refresh - before.refresh, `round ${round}: refreshes in the end`).toBe(1)
        expect(server.revoked(), `round ${round}`).toBe(false)
      }
    },
  )
}
