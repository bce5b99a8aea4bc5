import { afterEach, describe, expect, it, vi } from 'vitest'
import { type AuthEvents, createAuth, type RenewResult, verdictOf } from 'why401'
import { type Answer, keyRefused, refusal, serve } from '../fetch/server.ts'
import { record } from './backend.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** A server that answers as its path is listed, and an auth that listens to it. */
async function start(answers: Record<string, Answer>, signIn?: () => Promise<RenewResult>) {
  const server = await serve(({ path }) => answers[path.split('?', 1)[0] ?? ''] ?? {})
  const auth = createAuth({
    origins: [server.url],
    routes: [{ path: '/login', role: 'sign-in' }],
    ...(signIn && { signIn }),
  })
  return {
    auth,
    server,
    seen: record(auth),
    get: (path: string, init?: RequestInit) => auth.fetch(server.url + path, init),
  }
}

describe('what is no matter of sign-in settles at once', () => {
  const answers: Record<string, Answer> = {
    '/secret': { status: 403 },
    '/login': refusal,
    '/mail': keyRefused('mail'),
    '/none': { status: 404 },
  }

  it.each([
    ['/secret', 'forbidden'],
    ['/login', 'credentials-rejected'],
    ['/mail', 'third-party-key-invalid'],
  ] as const)('%s with its event %s', async (path, type) => {
    const signIn = vi.fn(async (): Promise<RenewResult> => 'renewed')
    const { auth, server, seen, get } = await start(answers, signIn)
    const response = await get(`${path}?secret=1`)
    expect(verdictOf(response)?.kind).toBe(type)
    expect(seen.events).toEqual([
      { type, verdict: verdictOf(response), request: { method: 'GET', url: server.url + path }, count: 1 },
    ])
    expect(seen.verdicts).toEqual([
      { type: 'verdict', verdict: verdictOf(response), request: { method: 'GET', url: server.url + path }, count: 1 },
    ])
    expect(signIn).not.toHaveBeenCalled()
    expect(server.hits).toHaveLength(1)
    expect(auth.state.get().status).toBe('unknown')
    expect(await response.text()).toBe(JSON.stringify(answers[path]?.body) ?? '')
  })

  it('what is none of it is a verdict only', async () => {
    const { seen, get } = await start(answers)
    expect((await get('/none')).status).toBe(404)
    expect(seen.types()).toEqual([])
    expect(seen.verdicts).toMatchObject([{ verdict: { kind: 'none', reason: 'not-found' } }])
  })

  it('credentials that are rejected twice are two events: each is something that a person submitted', async () => {
    const { seen, get } = await start(answers)
    await get('/login', { method: 'POST' })
    await get('/login', { method: 'POST' })
    expect(seen.types()).toEqual(['credentials-rejected', 'credentials-rejected'])
  })

  it('no event holds a query, a token or a body', async () => {
    const { seen, get } = await start(answers)
    await get('/secret?key=hush', { method: 'POST', body: 'hush', headers: { authorization: 'Bearer hush' } })
    expect(JSON.stringify([seen.events, seen.verdicts])).not.toContain('hush')
  })
})

describe('one cause is one event', () => {
  it('forbidden: for each method, path and reason, until a GET was not refused for 5 s', async () => {
    const { server, seen, get } = await start({ '/a': { status: 403 }, '/b': { status: 403 } })
    vi.useFakeTimers({ toFake: ['performance'] })
    await Promise.all([get('/a'), get('/a?again'), get('/a', { method: 'POST' }), get('/b')])
    const names = seen.events.map((event) => ('request' in event ? `${event.request.method} ${event.request.url}` : ''))
    expect(names.toSorted()).toEqual([`GET ${server.url}/a`, `GET ${server.url}/b`, `POST ${server.url}/a`])
    const first = seen.events.find((_, index) => names[index] === `GET ${server.url}/a`)
    expect(first).toMatchObject({ count: 2 })
    vi.advanceTimersByTime(4_999)
    await get('/a')
    expect(seen.events).toHaveLength(3)
    // Whoever kept the event sees the later hits.
    expect(first).toMatchObject({ count: 3 })
    vi.advanceTimersByTime(5_000)
    await get('/a')
    expect(seen.events).toHaveLength(4)
    expect(seen.events[3]).toMatchObject({ count: 1 })
    expect(first).toMatchObject({ count: 3 })
    // What the user tries again is a new cause.
    await get('/a', { method: 'POST' })
    expect(seen.events).toHaveLength(5)
  })

  it('forbidden for another reason is another cause', async () => {
    const problem = (type: string): Answer => ({
      status: 403,
      headers: { 'content-type': 'application/problem+json' },
      body: { type: `https://app.example/problems/${type}` },
    })
    const server = await serve(({ path }) => problem(new URL(path, 'http://x').searchParams.get('type') ?? ''))
    const auth = createAuth({ origins: [server.url] })
    const seen = record(auth)
    for (const type of ['permission-denied', 'insufficient-scope', 'permission-denied']) {
      await auth.fetch(`${server.url}/?type=${type}`)
    }
    expect(seen.events.map((event) => ('verdict' in event ? event.verdict?.reason : ''))).toEqual([
      'permission',
      'insufficient-scope',
    ])
  })

  it('third-party-key-invalid: for each integration until it is fixed', async () => {
    const { auth, seen, get } = await start({
      '/mail/1': keyRefused('mail'),
      '/mail/2': keyRefused('mail'),
      '/maps': keyRefused('maps'),
    })
    const stored: string[][] = []
    auth.integrations.subscribe((broken) => stored.push([...broken.keys()]))
    await get('/mail/1')
    await get('/mail/2')
    await get('/maps')
    expect(seen.types()).toEqual(['third-party-key-invalid', 'third-party-key-invalid'])
    expect(seen.events[0]).toMatchObject({ count: 2, verdict: { integration: 'mail', reason: 'key-revoked' } })
    expect(auth.integrations.get().get('mail')).toMatchObject({ reason: 'key-revoked', remedy: 'reconnect' })
    auth.integrationFixed('mail')
    expect([...auth.integrations.get().keys()]).toEqual(['maps'])
    expect(seen.events[2]).toEqual({ type: 'integration-fixed', integration: 'mail' })
    await get('/mail/1')
    expect(seen.types().slice(3)).toEqual(['third-party-key-invalid'])
    expect(stored).toEqual([['mail'], ['mail', 'maps'], ['maps'], ['maps', 'mail']])
  })

  it('fixing what was not broken is no event', async () => {
    const { auth, seen } = await start({})
    auth.integrationFixed('mail')
    expect(seen.events).toEqual([])
    expect(() => auth.integrationFixed(undefined as never)).toThrow(
      new TypeError('integrationFixed: `name` must be a string'),
    )
  })

  it('signed-out: once, however often it is said', async () => {
    const { auth, seen, get } = await start({ '/': refusal })
    await Promise.all([get('/'), get('/')])
    auth.signedOut()
    expect(seen.types().filter((type) => type === 'signed-out')).toHaveLength(1)
  })
})

describe('on', () => {
  it('types and undoes', async () => {
    const { auth } = await start({})
    await auth.ready
    const listener = vi.fn<(event: AuthEvents['signed-in']) => void>()
    const off = auth.on('signed-in', listener)
    auth.signedIn()
    off()
    auth.signedIn()
    expect(listener).toHaveBeenCalledExactlyOnceWith({ type: 'signed-in' })
  })

  it('once: true listens once; signal ends it', async () => {
    const { auth } = await start({})
    await auth.ready
    const once = vi.fn()
    const ended = vi.fn()
    const never = vi.fn()
    const controller = new AbortController()
    auth.on('signed-in', once, { once: true })
    auth.on('signed-in', ended, { signal: controller.signal })
    auth.on('signed-in', never, { signal: AbortSignal.abort() })
    auth.signedIn()
    controller.abort()
    auth.signedIn()
    expect(once).toHaveBeenCalledOnce()
    expect(ended).toHaveBeenCalledOnce()
    expect(never).not.toHaveBeenCalled()
  })

  it('the same function may listen twice, and each undo is its own', async () => {
    const { auth } = await start({})
    await auth.ready
    const listener = vi.fn()
    const off = auth.on('signed-in', listener)
    auth.on('signed-in', listener)
    auth.signedIn()
    off()
    auth.signedIn()
    expect(listener).toHaveBeenCalledTimes(3)
  })

  it('a listener that adds a listener does not meet it in the same round', async () => {
    const { auth } = await start({})
    await auth.ready
    const inner = vi.fn()
    auth.on('signed-in', () => auth.on('signed-in', inner), { once: true })
    auth.signedIn()
    expect(inner).not.toHaveBeenCalled()
    auth.signedIn()
    expect(inner).toHaveBeenCalledOnce()
  })

  it('names an unknown type and what is no function', async () => {
    const { auth } = await start({})
    await auth.ready
    expect(() => auth.on('login' as never, () => {})).toThrow(
      /^on: unknown event type `login`; known are reauthenticate, /,
    )
    expect(() => auth.on('toString' as never, () => {})).toThrow(TypeError)
    expect(() => auth.on('signed-in', undefined as never)).toThrow(new TypeError('on: `listener` must be a function'))
  })

  it('listeners and subscribers that throw harm nobody, and are reported', async () => {
    const { auth, get } = await start({ '/secret': { status: 403 } })
    const reported: unknown[] = []
    vi.spyOn(console, 'error').mockImplementation((error: unknown) => void reported.push(error))
    const after = vi.fn()
    const errors = [new Error('listener'), new Error('verdict'), new Error('subscriber')] as const
    auth.on('forbidden', () => {
      throw errors[0]
    })
    auth.on('forbidden', after)
    auth.on('verdict', () => {
      throw errors[1]
    })
    auth.state.subscribe(() => {
      throw errors[2]
    })
    auth.state.subscribe(after)
    expect((await get('/secret')).status).toBe(403)
    auth.signedIn()
    expect(after).toHaveBeenCalledTimes(2)
    expect(reported).toEqual([errors[1], errors[0], errors[2]])
  })

  it('dispose() forgets the listeners', async () => {
    const { auth } = await start({})
    const listener = vi.fn()
    auth.on('signed-in', listener)
    auth.dispose()
    auth.signedIn()
    expect(listener).not.toHaveBeenCalled()
  })

  it('after dispose() nothing is heard, by listeners that come later neither', async () => {
    const { auth, get } = await start({ '/secret': { status: 403 } })
    await auth.ready
    auth.dispose()
    const listener = vi.fn()
    auth.on('forbidden', listener)
    auth.on('verdict', listener)
    await get('/secret')
    expect(listener).not.toHaveBeenCalled()
  })
})

describe('state', () => {
  it('tells every change in order, until unsubscribed', async () => {
    const { auth, get } = await start({ '/': refusal }, async () => 'declined')
    const statuses: string[] = []
    const off = auth.state.subscribe(({ status }) => statuses.push(status))
    expect(auth.state.get()).toEqual({ status: 'unknown', generation: 0 })
    await get('/')
    auth.signedIn()
    off()
    auth.signedOut()
    expect(statuses).toEqual(['signing-in', 'signed-out', 'signed-in'])
    expect(() => auth.state.subscribe(undefined as never)).toThrow(
      new TypeError('subscribe: `listener` must be a function'),
    )
  })

  it('a subscriber that is there twice is called twice, and goes once at a time', async () => {
    const auth = createAuth({ origins: ['https://app.example'] })
    await auth.ready
    const told = vi.fn()
    const offs = [auth.state.subscribe(told), auth.state.subscribe(told)]
    auth.signedOut()
    expect(told).toHaveBeenCalledTimes(2)
    offs[0]?.()
    offs[0]?.()
    auth.signedIn()
    expect(told).toHaveBeenCalledTimes(3)
  })

  it('a subscriber that changes it leaves the later ones with the newest, not with the oldest', async () => {
    const { auth } = await start({})
    await auth.ready
    const statuses: string[] = []
    auth.state.subscribe(({ status }) => {
      if (status === 'signed-out') auth.signedIn()
    })
    auth.state.subscribe(({ status }) => statuses.push(status))
    auth.signedOut()
    expect(auth.state.get().status).toBe('signed-in')
    expect(statuses.at(-1)).toBe('signed-in')
  })
})
