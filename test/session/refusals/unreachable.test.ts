import { describe, expect, it } from 'vitest'
import { never, settled, watch } from '../watch.ts'
import { ORIGIN, type Tab, World } from '../world.ts'

/** A gateway that answers with a redirect to an identity provider, which `fetch` reports as a network error. */
function gateway(options: (tab: Tab) => object): { readonly world: World; readonly tab: Tab; readonly sent: string[] } {
  const world = new World()
  const sent: string[] = []
  const tab = world.open((self) => ({
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      const request = new Request(input, init)
      sent.push(`${request.method} ${new URL(request.url).pathname}`)
      if (world.jar === world.valid || request.url.endsWith('/login')) return self.carry(request)
      if (request.url.endsWith('/session')) return new Response(null, { status: 302 })
      throw new TypeError('Failed to fetch')
    },
    renew: async () => 'declined',
    signIn: () => self.signIn('/login', 1_000),
    ...options(self),
  }))
  world.end()
  return { world, tab, sent }
}

describe('given no answer from a listed origin', () => {
  it.each<[string, () => object]>([
    ['a function', () => ({ probe: async () => false })],
    ['a URL', () => ({ probe: `${ORIGIN}/session` })],
  ])(
    'and a probe (%s) that says signed out, then the user is asked, and a GET is sent again',
    async (_name, options) => {
      const { world, tab } = gateway(options)
      expect(await settled(world, tab.get('/api/1'), 10_000)).toBe(200)
      expect(tab.asks).toEqual(['signIn'])
    },
  )

  it('then a POST is never sent again: it may have had its effect', async () => {
    const { world, tab, sent } = gateway(() => ({ probe: async () => false }))
    expect(await settled(world, tab.get('/api/1', { method: 'POST', body: '{}' }), 10_000)).toContain('Failed to fetch')
    expect(sent.filter((line) => line === 'POST /api/1')).toHaveLength(1)
    // The user is asked all the same, so that the next try succeeds.
    expect(tab.asks).toEqual(['signIn'])
  })

  it.each<[string, () => object]>([
    ['no probe', () => ({})],
    ['a probe that says signed in', () => ({ probe: async () => true })],
    ['a probe that throws', () => ({ probe: () => Promise.reject(new Error('down')) })],
    ['a probe that hangs', () => ({ probe: never })],
    ['a probe by URL that gives no answer', () => ({ probe: `${ORIGIN}/down` })],
  ])('and %s, then it is a network error', async (_name, options) => {
    const { world, tab } = gateway(options)
    expect(await settled(world, tab.get('/api/1'), 10_000)).toContain('Failed to fetch')
    expect([tab.asks, tab.types()]).toEqual([[], []])
  })

  it('and a probe by URL that hangs, then it is a network error within 5 s, and at once when the caller aborts', async () => {
    const { world, tab } = gateway((self) => ({
      probe: `${ORIGIN}/session`,
      fetch: (input: RequestInfo | URL, init?: RequestInit) =>
        new Request(input, init).url.endsWith('/session')
          ? never()
          : Promise.reject(new TypeError(`down ${self.name}`)),
    }))
    const controller = new AbortController()
    const aborted = watch(tab.get('/api/1', { signal: controller.signal }))
    const waiting = watch(tab.get('/api/2'))
    await world.advance(100)
    controller.abort()
    await world.advance(100)
    expect([aborted.value, waiting.value]).toEqual([expect.stringContaining('AbortError'), undefined])
    await world.advance(5_000)
    expect(waiting.value).toContain('down')
  })

  it('again after a sign-in, then it settles, and nobody is asked twice', async () => {
    const { world, tab } = gateway((self) => ({
      probe: async () => false,
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
      signIn: async () => {
        self.asks.push('signIn')
        return 'renewed'
      },
    }))
    expect(await settled(world, tab.get('/api/1'), 60_000)).toContain('Failed to fetch')
    expect(tab.asks).toEqual(['signIn'])
  })

  it('for many requests, then one probe serves all', async () => {
    let probes = 0
    const { world, tab } = gateway(() => ({
      probe: async () => {
        probes += 1
        return true
      },
    }))
    for (let nth = 0; nth < 30; nth += 1) void tab.get(`/api/${nth}`)
    await world.advance(1_000)
    expect(probes).toBe(1)
  })

  it('after a sign-in, then the probe is asked anew: what it said before was about another login', async () => {
    let probes = 0
    const { world, tab } = gateway(() => ({
      probe: async () => {
        probes += 1
        return world.jar === world.valid
      },
      fetch: async (input: RequestInfo | URL) =>
        new Request(input).url.endsWith('/down') || world.jar !== world.valid
          ? Promise.reject(new TypeError('Failed to fetch'))
          : new Response('{}'),
    }))
    expect(await settled(world, tab.get('/api/1'), 4_000)).toBe(200)
    expect([tab.asks, probes]).toEqual([['signIn'], 1])
    expect(await settled(world, tab.get('/api/down'), 500)).toContain('Failed to fetch')
    expect([tab.asks, probes]).toEqual([['signIn'], 2])
  })
})
