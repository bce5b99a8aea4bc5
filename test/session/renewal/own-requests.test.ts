import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { HandlerContext, RenewResult } from 'why401'
import { settled, watch } from '../watch.ts'
import { ORIGIN, type Tab, World } from '../world.ts'

let warned: string[]
beforeEach(() => {
  warned = []
  vi.spyOn(console, 'warn').mockImplementation((text: string) => void warned.push(text))
})
afterEach(() => vi.restoreAllMocks())

type Send = (tab: Tab, context: HandlerContext) => Promise<Response>
const own = `${ORIGIN}/api/own`

/** Ways in which a handler sends a request of its own that never wait. */
const ways: readonly (readonly [string, Send])[] = [
  ['the fetch of its context', (_tab, { fetch }) => fetch(own, { method: 'POST' })],
  ['the fetch of its context, later', async (tab, { fetch }) => tab.wait(50).then(() => fetch(own))],
  ['auth.fetch before it first waits', (tab) => tab.auth.fetch(own)],
  [
    'auth.fetch with its signal, later',
    async (tab, { signal }) => tab.wait(50).then(() => tab.auth.fetch(own, { signal })),
  ],
  [
    'auth.fetch on a renewal route',
    async (tab) => tab.wait(50).then(() => tab.auth.fetch(`${ORIGIN}/api/token`, { method: 'POST' })),
  ],
  [
    'auth.fetch on a sign-in route',
    async (tab) => tab.wait(50).then(() => tab.auth.fetch(`${ORIGIN}/api/login`, { method: 'POST' })),
  ],
]
const routes = [
  { path: '/api/token', role: 'renewal' as const },
  { path: '/api/login', role: 'sign-in' as const },
]

/** Only what carries the app's token is answered. */
function statusOf(path: string, credential: string): number {
  if (path === '/api/1') return 401
  return credential === 'app' ? 200 : 403
}

describe.each(['renew', 'signIn'] as const)('given a %s that sends a request of its own', (handler) => {
  it.each(ways)('by %s, then nothing waits for itself when it is refused', async (_name, send) => {
    const world = new World()
    world.expire()
    const tab = world.open((self) => {
      const run = async (context: HandlerContext): Promise<RenewResult> => (await send(self, context)).ok
      return { routes, ...(handler === 'renew' ? { renew: run } : { renew: async () => false, signIn: run }) }
    })
    expect(await settled(world, tab.get('/api/1'), 300)).toBe(401)
    expect([tab.types().filter((type) => type === 'signed-out'), warned]).toEqual([['signed-out'], []])
  })

  it.each(ways)('by %s, then it is not held back, and carries credentials', async (_name, send) => {
    const world = new World()
    world.answer = ({ path, credential }) => new Response(null, { status: statusOf(path, credential) })
    const tab = world.open((self) => {
      const run = async (context: HandlerContext): Promise<RenewResult> => (await send(self, context)).ok
      return {
        routes,
        token: () => 'app',
        ...(handler === 'renew' ? { renew: run } : { renew: async () => false, signIn: run }),
      }
    })
    expect(await settled(world, tab.get('/api/1'), 300)).toBe(401)
    expect(tab.auth.state.get().generation).toBe(1)
  })
})

describe('given a handler that sends its request by another way', () => {
  it.each(['GET', 'HEAD', 'POST'])('a %s of auth.fetch, later, then it goes out after 5 s at most', async (method) => {
    const world = new World()
    world.expire()
    const tab = world.open((self) => ({
      renew: async () => {
        await self.wait(50)
        await self.auth.fetch(`${ORIGIN}/forbidden/own`, { method })
        return self.renew()
      },
    }))
    expect(await settled(world, tab.get('/api/1'), 6_000)).toBe(200)
    expect(world.count('/forbidden/own')).toBe(1)
  })

  it('a POST of auth.fetch that is refused, later, then it does not wait for itself', async () => {
    const world = new World()
    world.expire()
    const tab = world.open((self) => ({
      renew: async () => {
        await self.wait(50)
        return (await self.auth.fetch(own, { method: 'POST' })).ok
      },
    }))
    expect(await settled(world, tab.get('/api/1'), 6_000)).toBe(401)
    expect(world.count('/api/own')).toBe(1)
  })

  it('a GET of auth.fetch in a dialog, then everything settles within maxWait', async () => {
    const world = new World()
    world.expire()
    const tab = world.open((self) => ({
      maxWait: 3_000,
      renew: async () => 'declined',
      signIn: async () => {
        await self.wait(50)
        return (await self.auth.fetch(own)).ok
      },
    }))
    expect(await settled(world, tab.get('/api/1'), 3_200)).toBe(401)
  })
})

describe('given a probe that goes through auth.fetch', () => {
  it('then it joins no renewal, and is asked once', async () => {
    const world = new World()
    world.answer = () => new Response(null, { status: 401 })
    let probes = 0
    const tab = world.open((self) => ({
      probe: async () => {
        probes += 1
        return (await self.auth.fetch(`${ORIGIN}/api/session`)).ok
      },
      renew: async () => 'declined',
    }))
    expect(await settled(world, tab.get('/api/1'), 6_000)).toBe(401)
    expect(probes).toBe(1)
  })
})

describe('given a listener or a handler that acts on the session', () => {
  it.each<[string, (tab: Tab) => RenewResult]>([
    ['dispose() inside renew', (tab) => (tab.auth.dispose(), 'renewed')],
    ['signedOut() inside renew', (tab) => (tab.auth.signedOut(), 'renewed')],
    ['signedOut() inside renew, declined', (tab) => (tab.auth.signedOut(), 'declined')],
    ['signedIn() inside renew', (tab) => (tab.auth.signedIn(), 'declined')],
    ['renew() inside renew', (tab) => (void tab.auth.renew(), 'declined')],
    ['signIn() inside renew', (tab) => (void tab.auth.signIn(), 'declined')],
  ])('%s, then the request settles', async (_name, act) => {
    const world = new World()
    world.expire()
    const tab = world.open((self) => ({ renew: async () => act(self) }))
    expect(await settled(world, tab.get('/api/1'), 1_000)).toBeDefined()
    const { status } = tab.auth.state.get()
    await world.advance(60_000)
    expect(tab.auth.state.get().status).toBe(status)
    if (_name.startsWith('signedOut')) expect(status).toBe('signed-out')
  })

  it('a listener that fetches again for each verdict, then renewals do not follow it', async () => {
    const world = new World()
    const tab = world.open()
    let count = 0
    tab.auth.on('verdict', () => {
      count += 1
      if (count < 200) void tab.get('/never/1')
    })
    void tab.get('/never/1')
    await world.advance(10_000)
    expect(world.renewals).toBeLessThanOrEqual(2)
  })

  it.each(['reauthenticate', 'waiting', 'resumed', 'verdict', 'signed-in', 'signed-out'] as const)(
    'a listener of %s that throws, then the request goes on',
    async (type) => {
      vi.spyOn(console, 'error').mockReturnValue()
      const world = new World()
      world.expire()
      const tab = world.open()
      tab.auth.on(type, () => {
        throw new Error('listener')
      })
      expect(await settled(world, tab.get('/api/1'))).toBe(200)
    },
  )
})

describe('given answers that are not quite responses', () => {
  it.each<[string, () => unknown]>([
    [
      'a clone that throws',
      () =>
        Object.assign(new Response(null, { status: 401 }), {
          clone: () => {
            throw new Error('no')
          },
        }),
    ],
    [
      'a body that errors',
      () =>
        new Response(new ReadableStream({ pull: (controller) => controller.error(new Error('x')) }), { status: 401 }),
    ],
    [
      'a body that was read',
      () => {
        const response = new Response('x', { status: 401 })
        void response.text()
        return response
      },
    ],
  ])('%s, then the request settles', async (_name, answer) => {
    const world = new World()
    const tab = world.open({ fetch: async () => answer() as Response, renew: async () => 'declined' })
    const seen = watch(tab.get('/api/1'))
    await vi.waitFor(async () => {
      await world.advance(100)
      expect(seen.value).toBe(401)
    })
  })
})
