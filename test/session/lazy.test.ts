import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AuthOptions, verdictOf } from 'why401'
import { oauth2 } from 'why401/conventions'
import { type Auth, createAuthWith, type FetchEngine } from 'why401/fetch'
import type { LazyParts, StartEngine } from 'why401/session'
import { startEngine } from '../../src/fetch/engine.ts'
import { gate } from './gate.ts'
import { settled as outcomeOf } from './watch.ts'
import { World } from './world.ts'

type Parts = LazyParts<StartEngine<FetchEngine>>

const origin = 'https://app.example'
const refused = async (): Promise<Response> =>
  new Response('{}', { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } })
const missing = async (): Promise<never> => {
  throw new TypeError('Failed to fetch dynamically imported module')
}

function open(parts: Partial<Parts>, options: AuthOptions = {}): Auth {
  const all = { engine: async () => startEngine, conventions: async () => [oauth2()], ...parts }
  return createAuthWith({ origins: [origin], fetch: refused, ...options }, all)
}

const reported: unknown[] = []
beforeEach(() => {
  reported.length = 0
  vi.spyOn(console, 'error').mockImplementation((error: unknown) => void reported.push(error))
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('while the engine is on its way', () => {
  it('calls wait, and take effect in order', async () => {
    const { opened, open: come } = gate()
    const auth = open({ engine: () => opened.then(() => startEngine) })
    const seen: string[] = []
    auth.on('signed-in', () => seen.push('signed-in'))
    auth.on('signed-out', () => seen.push('signed-out'))
    auth.on('integration-fixed', ({ integration }) => seen.push(integration))
    auth.signedIn()
    auth.integrationFixed('mail')
    auth.signedOut()
    auth.signedIn()
    expect(seen).toEqual([])
    expect(auth.state.get()).toEqual({ status: 'unknown', generation: 0 })
    come()
    await auth.ready
    expect(seen).toEqual(['signed-in', 'signed-out', 'signed-in'])
    expect(auth.state.get()).toEqual({ status: 'signed-in', generation: 2 })
  })

  it('a call of a listener comes after those that wait', async () => {
    const auth = open({})
    const seen: string[] = []
    auth.state.subscribe(({ status }) => seen.push(status))
    auth.on('signed-in', () => auth.signedOut(), { once: true })
    auth.signedIn()
    auth.signedIn()
    await auth.ready
    expect(seen).toEqual(['signed-in', 'signed-in', 'signed-out'])
  })

  it('a request that was sent before a sign-out is not sent again, and one that was sent after it is', async () => {
    const { opened, open: come } = gate()
    const sent: string[] = []
    const carrier: typeof fetch = async (input) => {
      sent.push(new URL(new Request(input).url).pathname)
      return refused()
    }
    const auth = open(
      { engine: () => opened.then(() => startEngine) },
      { fetch: carrier, renew: async () => 'renewed' },
    )
    const before = auth.fetch(`${origin}/before`)
    auth.signedOut()
    auth.signedIn()
    const after = auth.fetch(`${origin}/after`)
    come()
    await Promise.all([before, after])
    expect(sent.filter((path) => path === '/before')).toHaveLength(1)
    expect(sent.filter((path) => path === '/after')).toHaveLength(2)
  })

  it('a page that is left says its newest change of the login again, and only that one', async () => {
    const world = new World()
    world.loading = -1
    const listeners = new Set<() => void>()
    const onHide = (act: () => void): (() => void) => {
      listeners.add(act)
      return () => void listeners.delete(act)
    }
    const { auth } = world.open({}, [], { onHide })
    for (let count = 0; count < 5; count += 1) {
      auth.signedIn()
      auth.signedOut()
    }
    expect(listeners.size).toBe(1)
    const before = world.messages().length
    for (const act of listeners) act()
    expect(world.messages().slice(before)).toEqual([world.messages()[before - 1]])
  })

  it('when it is disposed → a sign-out of after that is not broadcast, and leaves no listener', async () => {
    const world = new World()
    world.loading = 1_000
    const listeners = new Set<() => void>()
    const onHide = (act: () => void) => {
      listeners.add(act)
      return () => void listeners.delete(act)
    }
    const { auth } = world.open({}, [], { onHide })
    auth.dispose()
    auth.signedOut()
    auth.integrationFixed('mail')
    expect(await outcomeOf(world, auth.renew(), 2_000)).toBe(false)
    expect([listeners.size, world.messages()]).toEqual([0, []])
  })

  it('a request waits for its token, and the user signs out and in → it is not sent', async () => {
    const { opened, open: give } = gate<string>()
    const carrier = vi.fn(refused)
    const auth = open({ engine: () => new Promise(() => {}) }, { fetch: carrier, token: () => opened })
    const response = auth.fetch(`${origin}/api`)
    auth.signedOut()
    auth.signedIn()
    give('t1')
    await expect(response).rejects.toMatchObject({ name: 'AbortError' })
    expect(carrier).not.toHaveBeenCalled()
    auth.dispose()
  })

  it('a request waits for its token, and another tab signs the user out and in → it is not sent', async () => {
    const world = new World()
    world.loading = -1
    const { opened, open: give } = gate<string>()
    const { auth } = world.open({ token: () => opened })
    const response = auth.fetch(`${origin}/api`)
    await world.settle()
    world.shout('why401', { type: 'signed-out', id: 'a' })
    world.shout('why401', { type: 'renewed', id: 'b~a', byUser: true, level: 1 })
    give('t1')
    await expect(response).rejects.toMatchObject({ name: 'AbortError' })
    expect(world.hits).toEqual([])
  })

  it('a request waits for its token, and the user was signed out before it → it is sent', async () => {
    const { opened, open: give } = gate<string>()
    const carrier = vi.fn(async () => new Response('{}'))
    const auth = open({ engine: () => new Promise(() => {}) }, { fetch: carrier, token: () => opened })
    auth.signedOut()
    auth.signedIn()
    const response = auth.fetch(`${origin}/api`)
    auth.signedIn()
    give('t1')
    expect((await response).status).toBe(200)
    auth.dispose()
  })

  it('when the caller aborts → the request rejects with the reason; when it is disposed → the request settles', async () => {
    const auth = open({ engine: () => new Promise(() => {}) })
    const controller = new AbortController()
    const aborted = auth.fetch(`${origin}/api`, { signal: controller.signal })
    const settled = auth.fetch(`${origin}/api`)
    await vi.waitFor(() => expect(auth.state.get().status).toBe('unknown'))
    const reason = new Error('left')
    setTimeout(() => {
      controller.abort(reason)
      auth.dispose()
    }, 10)
    await expect(aborted).rejects.toBe(reason)
    expect((await settled).status).toBe(401)
  })

  it('when it does not come within 10 s → the request settles with its refusal, and renew() is false', async () => {
    vi.useFakeTimers()
    const auth = open({ engine: () => new Promise(() => {}) }, { renew: async () => 'renewed' })
    const response = auth.fetch(`${origin}/api`)
    const renewed = auth.renew()
    await vi.advanceTimersByTimeAsync(10_000)
    expect((await response).status).toBe(401)
    expect(await renewed).toBe(false)
    auth.dispose()
  })
})

describe('when a part is missing', () => {
  it('the engine → each of 50 requests settles with its own refusal, one report, and the next tries again', async () => {
    let isThere = false
    const engine = vi.fn(async () => (isThere ? startEngine : missing()))
    const auth = open({ engine })
    const responses = await Promise.all(Array.from({ length: 50 }, () => auth.fetch(`${origin}/api`)))
    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 401))
    expect(responses.every((response) => !response.bodyUsed && verdictOf(response) === undefined)).toBe(true)
    expect(reported).toHaveLength(1)
    await auth.fetch(`${origin}/api`)
    expect(reported).toHaveLength(1)
    isThere = true
    expect(verdictOf(await auth.fetch(`${origin}/api`))).toMatchObject({ reason: 'token-invalid' })
    expect(engine).toHaveBeenCalledTimes(3)
  })

  it('the conventions → HTTP’s own rules judge, and the next refusal tries again', async () => {
    let isThere = false
    const auth = open({ conventions: async () => (isThere ? [oauth2()] : missing()) })
    expect(verdictOf(await auth.fetch(`${origin}/api`))?.kind).toBe('reauthenticate')
    expect(reported).toHaveLength(1)
    isThere = true
    const verdict = verdictOf(await auth.fetch(`${origin}/api`))
    expect(verdict?.because[0]?.rule).toMatch(/^oauth2/)
  })

  it('ready rejects, and is no unhandled rejection', async () => {
    const auth = open({ engine: missing })
    void { ...auth }
    await expect(auth.ready).rejects.toThrow('Failed to fetch dynamically imported module')
  })

  it('what waits is not forgotten', async () => {
    vi.useFakeTimers()
    let isThere = false
    const auth = open({ engine: async () => (isThere ? startEngine : missing()) })
    auth.signedIn()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(auth.state.get().status).toBe('unknown')
    isThere = true
    await vi.advanceTimersByTimeAsync(30_000)
    expect(auth.state.get().status).toBe('signed-in')
  })
})

describe('preload', () => {
  const loads = (options: AuthOptions): { readonly engine: ReturnType<typeof vi.fn> } => {
    const engine = vi.fn(async () => startEngine)
    open({ engine }, options)
    return { engine }
  }

  it.each(['idle', 'eager', 'never'] as const)('%s without a document → nothing is loaded ahead', async (preload) => {
    vi.useFakeTimers()
    const { engine } = loads({ preload })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(engine).not.toHaveBeenCalled()
  })

  it('idle in a page → when the page is idle; eager → at once; never → not', async () => {
    vi.useFakeTimers()
    const idle: (() => void)[] = []
    vi.stubGlobal('document', new EventTarget())
    vi.stubGlobal('addEventListener', () => {})
    vi.stubGlobal('requestIdleCallback', (act: () => void) => idle.push(act))
    const tabs = false
    expect(loads({ tabs, preload: 'eager' }).engine).toHaveBeenCalledOnce()
    expect(loads({ tabs, preload: 'never' }).engine).not.toHaveBeenCalled()
    const { engine } = loads({ tabs })
    expect(engine).not.toHaveBeenCalled()
    for (const act of idle) act()
    expect(engine).toHaveBeenCalledOnce()
  })

  it('idle where the browser does not tell when it is idle → 2 s later', async () => {
    vi.useFakeTimers()
    vi.stubGlobal('document', new EventTarget())
    vi.stubGlobal('addEventListener', () => {})
    const { engine } = loads({ tabs: false })
    expect(engine).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(engine).toHaveBeenCalledOnce()
  })

  it('a part that nobody waits for yet is missing → no report; a refusal that waits for it → one', async () => {
    const idle: (() => void)[] = []
    vi.stubGlobal('document', new EventTarget())
    vi.stubGlobal('addEventListener', () => {})
    vi.stubGlobal('requestIdleCallback', (act: () => void) => idle.push(act))
    const engine = vi.fn(missing)
    const auth = open({ engine }, { tabs: false })
    // The second load shows that the first has failed.
    await vi.waitFor(() => {
      for (const act of idle) act()
      expect(engine).toHaveBeenCalledTimes(2)
    })
    expect(reported).toEqual([])
    expect((await auth.fetch(`${origin}/api`)).status).toBe(401)
    expect(reported).toHaveLength(1)
  })

  it('with a time to renew, or a broken integration in the storage → at once', () => {
    const storage = { getItem: () => '[]', setItem: () => {}, removeItem: () => {} }
    expect(loads({ storage }).engine).toHaveBeenCalledOnce()
    expect(loads({ renew: async () => 'renewed', renewAt: Date.now() + 60_000 }).engine).toHaveBeenCalledOnce()
  })

  it('another value → a TypeError that names the option', () => {
    expect(() => open({}, { preload: 'soon' as never })).toThrow(/^createAuth: `preload` must be 'idle'/)
  })
})
