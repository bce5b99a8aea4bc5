import { describe, expect, it } from 'vitest'
import type { HandlerContext, RenewResult } from 'why401'
import { never, settled, watch } from '../watch.ts'
import { ORIGIN, type Tab, World } from '../world.ts'

const MAX_WAIT = 1_000
/** What an exchange itself takes, twice, and a turn of the lock. */
const SLACK = 150

type Options = Exclude<Parameters<World['open']>[0], undefined | ((tab: Tab) => unknown)>

/** What may keep a request waiting, alone and together. */
const obstacles: readonly (readonly [string, (world: World) => Options])[] = [
  ['renew hangs', () => ({ renew: never })],
  ['signIn hangs', () => ({ renew: async () => 'declined', signIn: never })],
  ['renew is slow, then signIn hangs', () => ({ renew: () => after(800, 'declined'), signIn: never })],
  ['the probe hangs', () => ({ probe: never, renew: never })],
  ['the probe hangs, then renew is slow', () => ({ probe: never, renew: () => after(900, 'renewed') })],
  ['token hangs at the replay', () => ({ renew: async () => 'renewed' })],
]
let world: World
function after(ms: number, result: RenewResult): Promise<RenewResult> {
  return new Promise((resolve) => {
    world.after(ms, () => resolve(result))
  })
}

describe('given `maxWait`, then a request waits no longer from its own refusal on', () => {
  it.each(obstacles)('when %s', async (_name, options) => {
    world = new World()
    world.expire()
    world.answer = () => new Response(null, { status: 401 })
    const tab = world.open({ maxWait: MAX_WAIT, ...options(world) })
    expect(await settled(world, tab.get('/api/1'), MAX_WAIT + SLACK)).toBe(401)
  })

  it.each([
    ['a silent tab that holds the lock', 1, Infinity],
    ['tab after tab that is closed with its dialog open', 5, 900],
  ])('behind %s', async (_name, holders, ms) => {
    world = new World()
    world.expire()
    for (let nth = 0; nth < holders; nth += 1) {
      const holder = world.open({ maxWait: MAX_WAIT })
      void world.request(holder, 'why401', {}, () => (ms === Infinity ? never() : holder.wait(ms)))
    }
    await world.settle()
    const tab = world.open({ maxWait: MAX_WAIT, renew: async () => 'declined', signIn: never })
    expect(await settled(world, tab.get('/api/1'), MAX_WAIT + SLACK)).toBe(401)
  })

  it.each([-900, 900])('while the engine is loaded (%i ms; below zero it does not come)', async (loading) => {
    world = new World()
    world.expire()
    world.loading = loading
    const tab = world.open({ maxWait: MAX_WAIT, renew: never })
    expect(await settled(world, tab.get('/api/1'), MAX_WAIT + SLACK)).toBe(401)
  })

  it('through being held back, a renewal and a prompt', async () => {
    world = new World()
    world.end()
    const tab = world.open({ maxWait: MAX_WAIT, renew: () => after(700, 'declined'), signIn: never })
    void tab.get('/api/first')
    await world.advance(100)
    expect(await settled(world, tab.get('/api/held'), MAX_WAIT + SLACK)).toBe(401)
  })

  it('while other tabs say again and again that they ask', async () => {
    world = new World()
    world.expire()
    const tab = world.open({ maxWait: MAX_WAIT })
    const other = world.open({ maxWait: MAX_WAIT })
    void world.request(other, 'why401', {}, never)
    await world.settle()
    const sent = watch(tab.get('/api/1'))
    for (let nth = 0; nth < 30; nth += 1) {
      world.shout('why401', { type: 'asking', level: 1 })
      await world.advance(100)
      if (sent.value !== undefined) break
    }
    expect([sent.value, world.time < 1_800_000_000_000 + MAX_WAIT + 2 * SLACK]).toEqual([401, true])
  })

  it('behind a tab whose credential never reaches this one', async () => {
    world = new World()
    world.expire()
    const tab = world.open((self) => ({ maxWait: MAX_WAIT, token: () => `stale-${self.name}`, renew: never }))
    const sent = watch(tab.get('/api/1'))
    await world.advance(100)
    world.shout('why401', { type: 'renewed', id: 'r1', byUser: false, level: 1 })
    await world.advance(MAX_WAIT + SLACK)
    expect(sent.value).toBe(401)
  })
})

describe('every promise settles', () => {
  const waits: readonly (readonly [string, (tab: Tab) => Promise<unknown>])[] = [
    ['a request', (tab) => tab.get('/api/1')],
    ['a nonce', (tab) => tab.get('/nonce/1')],
    ['a step-up', (tab) => tab.get('/gold/1')],
    ['auth.renew()', (tab) => tab.auth.renew()],
    ['auth.signIn()', (tab) => tab.auth.signIn()],
    ['auth.check()', (tab) => tab.auth.check(`${ORIGIN}/api/1`)],
  ]

  it.each(waits)('on dispose(), also %s behind a nonce that is being fetched', async (_name, send) => {
    world = new World()
    const tab = world.open({ renew: never, signIn: never })
    void tab.get('/nonce/0')
    await world.advance(100)
    if (_name === 'a request') world.expire()
    const sent = watch(send(tab))
    await world.advance(100)
    tab.auth.dispose()
    await world.advance(100)
    expect(sent.value).toBeDefined()
  })

  it.each(waits)('after dispose(): %s', async (_name, send) => {
    world = new World()
    world.expire()
    const tab = world.open({ renew: never, signIn: never })
    tab.auth.dispose()
    expect(await settled(world, send(tab), 100)).toBeDefined()
  })

  it.each(waits)('within maxWait when no handler ever answers: %s', async (_name, send) => {
    world = new World()
    world.expire()
    const tab = world.open({ renew: never, signIn: never, maxWait: MAX_WAIT })
    expect(await settled(world, send(tab), MAX_WAIT + SLACK)).toBeDefined()
  })

  it('given a request for a login behind a nonce, then it waits for the login', async () => {
    world = new World()
    const tab = world.open((self) => ({
      renew: async ({ verdict }: HandlerContext) =>
        verdict.reason === 'stale-nonce' ? after(100, 'renewed') : self.renew(),
    }))
    void tab.get('/nonce/0')
    await world.advance(50)
    world.expire()
    expect(await settled(world, tab.get('/api/1'))).toBe(200)
  })

  it('at once where the request cannot be sent again', async () => {
    world = new World()
    world.expire()
    const tab = world.open({ renew: never })
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('x'))
        controller.close()
      },
    })
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit
    expect(await settled(world, tab.get('/api/up', init), 100)).toBe(401)
  })
})

describe('given a clock that jumps', () => {
  it.each([-3_600_000, 3_600_000, 864e5 * 365])(
    'by %i ms while `renew` runs, then nothing is cut short',
    async (skew) => {
      world = new World()
      world.end()
      const tab = world.open((self) => ({
        renew: async () => {
          world.skew = skew
          return 'declined'
        },
        signIn: () => self.signIn(),
      }))
      const sent = watch(tab.get('/api/1'))
      await world.advance(70_000)
      expect([sent.value, tab.types()]).toEqual([200, ['reauthenticate', 'signed-in']])
    },
  )
})
