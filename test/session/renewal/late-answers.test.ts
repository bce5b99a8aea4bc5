import { describe, expect, it } from 'vitest'
import type { RenewResult } from 'why401'
import { settled, watch } from '../watch.ts'
import { type Tab, World } from '../world.ts'

/** What may come between a handler's call and its answer. */
const between: readonly (readonly [string, (world: World, tab: Tab) => void])[] = [
  ['signedOut()', (_world, tab) => tab.auth.signedOut()],
  ['dispose()', (_world, tab) => tab.auth.dispose()],
  [
    'signedOut() and signedIn()',
    (_world, tab) => {
      tab.auth.signedOut()
      tab.auth.signedIn()
    },
  ],
  ['signedIn()', (_world, tab) => tab.auth.signedIn()],
  ['a sign-out in another tab', (world) => world.shout('why401', { type: 'signed-out', id: 'd1' })],
  [
    'a sign-in in another tab',
    (world) => {
      world.valid = world.jar
      world.shout('why401', { type: 'renewed', id: 'r1', byUser: true, level: 2 })
    },
  ],
]

describe('given a handler that answers late, then its answer counts for nothing after', () => {
  for (const handler of ['renew', 'signIn'] as const) {
    for (const [answer, when] of [
      ['renewed', 'within its time'],
      ['renewed', 'after its time'],
      ['declined', 'within its time'],
      ['declined', 'after its time'],
    ] as const) {
      it.each(between)(`%s: ${handler} says ${answer} ${when}`, async (_name, act) => {
        const world = new World()
        world.end()
        const late = (ms: number) => (): Promise<RenewResult> =>
          new Promise((resolve) => {
            world.after(ms, () => resolve(answer))
          })
        const ms = when === 'within its time' ? 500 : 2_000
        const tab = world.open({
          maxWait: 1_000,
          ...(handler === 'renew' ? { renew: late(ms) } : { renew: async () => 'declined', signIn: late(ms) }),
        })
        const sent = watch(tab.get('/api/1'))
        await world.advance(when === 'within its time' ? 200 : 1_400)
        act(world, tab)
        await world.advance(50)
        const before = tab.auth.state.get()
        const log = tab.log.length
        await world.advance(5_000)
        expect(tab.auth.state.get()).toEqual(before)
        expect(tab.log.slice(log)).toEqual([])
        expect(sent.value).toBeDefined()
      })
    }
  }
})

describe('given a sign-out', () => {
  it('then another tab’s silent renewal of before, heard late, does not undo it', async () => {
    const world = new World()
    world.expire()
    const [renewing, leaving, hearing] = [world.open(), world.open(), world.open()]
    world.delivery = ({ type }, _from, to) => (type === 'renewed' && to === hearing ? 500 : 1)
    expect(await settled(world, renewing.get('/api/1'), 100)).toBe(200)
    leaving.auth.signedOut()
    await world.advance(2_000)
    expect([renewing, leaving, hearing].map(({ status }) => status)).toEqual(['signed-out', 'signed-out', 'signed-out'])
  })

  it('then a sign-in in another tab counts, though that tab missed the sign-out', async () => {
    const world = new World()
    const [leaving, entering, hearing] = [world.open(), world.open(), world.open()]
    world.delivery = ({ type }, _from, to) => (type === 'signed-out' && to === entering ? undefined : 1)
    leaving.auth.signedOut()
    await world.advance(100)
    entering.auth.signedIn()
    await world.advance(100)
    expect([leaving.status, hearing.status]).toEqual(['signed-in', 'signed-in'])
  })

  it.each(['GET', 'POST'])('then a %s of before that is refused after it is not sent again', async (method) => {
    const world = new World()
    const tab = world.open()
    world.latency = 1_000
    const sent = watch(tab.get('/api/1', { method, ...(method === 'POST' && { body: '{}' }) }))
    await world.advance(100)
    world.end()
    tab.auth.signedOut()
    world.latency = 10
    await world.advance(100)
    world.alive = true
    world.jar = world.issue()
    tab.auth.signedIn()
    world.valid = 'another'
    await world.advance(5_000)
    expect([sent.value, world.count('/api/1'), tab.asks]).toEqual([401, 1, []])
  })

  it.each(['signIn', 'no signIn'])('then a probe of before starts no question after it (%s)', async (how) => {
    const world = new World()
    let answer = (_isSignedIn: boolean): void => {}
    const tab = world.open((self) => ({
      probe: () =>
        new Promise<boolean>((resolve) => {
          answer = resolve
        }),
      ...(how === 'signIn' && { signIn: () => self.signIn() }),
    }))
    for (let nth = 0; nth < 3; nth += 1) await settled(world, tab.get(`/never/${nth}`), 1_000)
    tab.auth.signedOut()
    const log = tab.log.length
    answer(false)
    await world.advance(100_000)
    expect([tab.log.slice(log), tab.asks.includes('signIn')]).toEqual([[], false])
  })
})
