import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { verdictOf } from 'why401'
import { settled, watch } from '../watch.ts'
import { ORIGIN, type Tab, World } from '../world.ts'

let warned: string[]
beforeEach(() => {
  warned = []
  vi.spyOn(console, 'warn').mockImplementation((text: string) => void warned.push(text))
})
afterEach(() => vi.restoreAllMocks())

describe('given a credential that the caller put on the call', () => {
  it.each<[string, (tab: Tab, token: string) => Promise<unknown>]>([
    ['in init', (tab, token) => tab.get('/api/1', { headers: { authorization: `Bearer ${token}` } })],
    [
      'in a Request',
      (tab, token) => tab.auth.fetch(new Request(`${ORIGIN}/api/1`, { headers: { authorization: `Bearer ${token}` } })),
    ],
  ])('%s, then its replay proves nothing: nobody is signed out or asked', async (_name, send) => {
    const world = new World()
    const tab = world.open((self) => ({ signIn: () => self.signIn() }))
    for (let nth = 0; nth < 4; nth += 1) await settled(world, send(tab, 'stale'))
    expect([tab.asks.includes('signIn'), tab.types().includes('signed-out'), tab.status]).toEqual([
      false,
      false,
      'signed-in',
    ])
    expect(warned.filter((text) => text.includes('same-credential')).length).toBeLessThanOrEqual(1)
  })

  const stale = { headers: { authorization: 'Bearer stale' } }

  it.each([
    [100, 200, 3],
    [60_000, 1_440, 160],
  ])(
    'polled every %i ms, %i times, then renewals become rare, and others renew all the same',
    async (ms, polls, most) => {
      const world = new World()
      const tab = world.open()
      const paths = ['/api/1', '/api/2']
      for (let nth = 0; nth < polls; nth += 1) await settled(world, tab.get(paths[nth % 2]!, stale), ms)
      expect(world.renewals).toBeLessThan(most)
      world.expire()
      expect(await settled(world, tab.get('/api/1'))).toBe(200)
    },
  )

  it('that the server does not look at, then each expiry is renewed once', async () => {
    const world = new World()
    const { answer } = world
    world.answer = (hit) => answer({ ...hit, credential: world.jar })
    const tab = world.open()
    for (let nth = 1; nth <= 10; nth += 1) {
      world.expire()
      await settled(world, tab.get('/api/1', stale), 60_000)
      expect(await settled(world, tab.get('/api/1', stale), 60_000)).toBe(200)
      expect(world.renewals).toBe(nth)
    }
  })
})

describe('given endpoints that refuse every token', () => {
  it.each([20, 200])(
    'one of them, polled %i times, then renewals, questions and sign-outs do not follow',
    async (polls) => {
      const world = new World()
      const tab = world.open((self) => ({ signIn: () => self.signIn() }))
      for (let nth = 0; nth < polls; nth += 1) await settled(world, tab.get('/never/1'), 100)
      expect(world.renewals).toBeLessThanOrEqual(1 + Math.ceil((polls * 100) / 30_000))
      expect([tab.asks.includes('signIn'), tab.types().includes('signed-out')]).toEqual([false, false])
    },
  )

  it('one of them, polled for a day, then renewals become rare', async () => {
    const world = new World()
    const tab = world.open()
    for (let nth = 0; nth < 1_440; nth += 1) await settled(world, tab.get('/never/1'), 60_000)
    expect(world.renewals).toBeLessThan(160)
    expect(tab.types()).not.toContain('signed-out')
  })

  it('beside others that work, then the login stays, in every tab', async () => {
    const world = new World()
    const tabs = [world.open(), world.open()]
    for (let round = 0; round < 5; round += 1) {
      world.expire()
      const sent = Promise.all(tabs.flatMap((tab) => [tab.get('/api/1'), tab.get('/never/1'), tab.get('/api/2')]))
      expect(await settled(world, sent, 5_000)).toEqual([200, 401, 200, 200, 401, 200])
      await world.advance(60_000)
    }
    expect(tabs.map(({ status }) => status)).toEqual(['signed-in', 'signed-in'])
    expect(tabs.flatMap((tab) => tab.types())).not.toContain('signed-out')
  })

  it('and a probe that is asked by background requests, then nobody is asked', async () => {
    const world = new World()
    const tab = world.open((self) => ({ probe: async () => false, signIn: () => self.signIn() }))
    for (let nth = 0; nth < 6; nth += 1) {
      await settled(world, tab.auth.background(`${ORIGIN}/never/${nth}`), 1_000)
    }
    expect(tab.asks).not.toContain('signIn')
  })
})

describe('given storage that lags behind the other tab', () => {
  it.each([10, 60, 400])('by %i ms, then the request succeeds with one renewal', async (lag) => {
    const world = new World()
    world.expire()
    const views = new Map<Tab, string>()
    const open = (): Tab =>
      world.open((self) => ({
        token: () => views.get(self) ?? 'c0',
        renew: async () => {
          const result = await self.renew()
          for (const tab of world.tabs) {
            if (tab === self) views.set(tab, world.jar)
            else world.after(lag, () => views.set(tab, world.jar))
          }
          return result
        },
      }))
    const tabs = [open(), open(), open()]
    const sent = Promise.all(tabs.map((tab) => tab.get('/api/1')))
    expect(await settled(world, sent, 5_000)).toEqual([200, 200, 200])
    expect([world.renewals, tabs.flatMap((tab) => tab.types()).includes('signed-out')]).toEqual([1, false])
  })
})

describe('given a renewal that is under way', () => {
  it('then what starts meanwhile is sent once, after it', async () => {
    const world = new World()
    world.expire()
    const tab = world.open((self) => ({ renew: () => self.wait(400).then(() => self.renew()) }))
    void tab.get('/api/first')
    await world.advance(50)
    const more = Promise.all(Array.from({ length: 20 }, () => tab.get('/api/more')))
    expect(await settled(world, more)).toEqual(Array.from({ length: 20 }, () => 200))
    expect(world.count('/api/more')).toBe(20)
  })

  it('then a background request, an aborted one and a foreign origin do not wait', async () => {
    const world = new World()
    world.expire()
    const tab = world.open((self) => ({ renew: () => self.wait(4_000).then(() => self.renew()) }))
    void tab.get('/api/first')
    await world.advance(50)
    const controller = new AbortController()
    const aborted = watch(tab.get('/api/1', { signal: controller.signal }))
    const foreign = watch(tab.auth.fetch('https://cdn.example/api/x').then(({ status }) => status))
    void tab.auth.background(`${ORIGIN}/api/background`)
    await world.advance(50)
    controller.abort(new Error('gone'))
    await world.advance(50)
    expect([aborted.value, foreign.value, world.count('/api/background'), world.count('/api/1')]).toEqual([
      'Error: gone',
      expect.any(Number),
      1,
      0,
    ])
  })
})

it('given an integration route and a credential that never changes, then the refusal is told of, as no third party’s', async () => {
  const world = new World()
  world.expire()
  world.answer = ({ path }) =>
    new Response(path === '/renew' ? world.issue() : null, { status: path === '/renew' ? 200 : 401 })
  const tab = world.open({ routes: [{ path: '/api/slack', integration: 'slack' }] })
  const sent = tab.auth.fetch(`${ORIGIN}/api/slack`, { headers: { authorization: 'Bearer stale' } })
  const response = await settled(world, sent)
  expect(verdictOf(response as Response)?.kind).toBe('reauthenticate')
  expect([tab.types().includes('signed-out'), tab.auth.integrations.get().size]).toEqual([false, 0])
})
