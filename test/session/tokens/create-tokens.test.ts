import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Auth, createAuth, createTokens, type HandlerContext, type Tokens, type TokensOptions } from 'why401'
import { verdictFor } from 'why401/testing'
import { World } from '../world.ts'
import { createStorage, SECRET, startTokenBackend, type TokenBackend } from './token-server.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const MINUTE = 60_000
const HOUR = 3_600_000

const context: HandlerContext = {
  verdict: verdictFor('reauthenticate', { reason: 'token-expired' }),
  signal: new AbortController().signal,
  attempt: 1,
  fetch: () => Promise.reject(new Error('not to be called')),
}

/** What one tab of an app has. */
interface Tab {
  readonly tokens: Tokens
  readonly auth: Auth
  readonly get: (path?: string) => Promise<number>
}

function openTab({ server }: TokenBackend, more: Partial<TokensOptions> = {}, signIn?: () => Promise<boolean>): Tab {
  const tokens = createTokens({
    refresh: async ({ fetch, refreshToken: refresh_token }) =>
      refresh_token === undefined
        ? undefined
        : fetch(`${server.url}/token`, {
            method: 'POST',
            body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token }),
          }),
    ...more,
  })
  const auth = createAuth({
    origins: [server.url],
    ...tokens.options,
    ...(signIn && { signIn }),
    routes: [{ path: '/token', role: 'renewal' }],
  })
  auth.on('signed-out', tokens.clear)
  return { tokens, auth, get: async (path = '/api') => (await auth.fetch(server.url + path)).status }
}

describe('given tokens in memory', () => {
  it('of a sign-in → each request carries the access token, and an expired one is renewed once for all', async () => {
    const backend = await startTokenBackend()
    const tab = openTab(backend)
    expect(await tab.get()).toBe(401)
    tab.tokens.set(backend.issue())
    tab.auth.signedIn()
    expect(await tab.get()).toBe(200)
    backend.expire()
    expect(await Promise.all([tab.get('/1'), tab.get('/2'), tab.get('/3')])).toEqual([200, 200, 200])
    expect(backend.refreshes).toEqual({ asked: 1, granted: 1 })
  })

  it('no other tab sees them → tabs: false is among the options', () => {
    const refresh = async () => undefined
    vi.stubGlobal('sessionStorage', createStorage())
    expect(createTokens({ refresh }).options.tabs).toBe(false)
    expect(createTokens({ refresh, storage: sessionStorage }).options.tabs).toBe(false)
    expect(createTokens({ refresh, storage: createStorage() }).options).not.toHaveProperty('tabs')
  })

  it('cleared → no request carries one, and nothing is renewed', async () => {
    const backend = await startTokenBackend()
    const tab = openTab(backend)
    tab.tokens.set(backend.issue())
    tab.tokens.clear()
    expect(await tab.get()).toBe(401)
    expect(backend.server.hits[0]?.headers.authorization).toBeUndefined()
    expect(backend.refreshes.asked).toBe(0)
  })

  it('whose refresh token is kept by the server, in a cookie → refresh is called without one', async () => {
    const refresh = vi.fn(async () => ({ access_token: 'a1' }))
    const { options } = createTokens({ refresh })
    expect(await options.renew(context)).toBe('renewed')
    expect(options.token()).toBe('a1')
    expect(refresh).toHaveBeenCalledWith({ ...context, refreshToken: undefined })
  })

  it.each([[undefined], [null], [false]] as const)('refresh gives %s → declined', async (nothing) => {
    const { options } = createTokens({ refresh: async () => nothing })
    expect(await options.renew(context)).toBe('declined')
  })

  it('an answer without a refresh token → the one before is kept; a sign-in keeps none', async () => {
    const refresh = vi.fn(async () => ({ access_token: 'a2' }))
    const { options, set } = createTokens({ refresh })
    const renewed = async () => {
      options.token()
      await options.renew(context)
      return refresh.mock.lastCall as unknown
    }
    set({ access_token: 'a1', refresh_token: 'r1' })
    for (let time = 0; time < 2; time++) expect(await renewed()).toMatchObject([{ refreshToken: 'r1' }])
    set({ access_token: 'a3' })
    expect(await renewed()).toMatchObject([{ refreshToken: undefined }])
  })
})

describe('given the life of an access token', () => {
  it.each<[life: number | string | null | undefined, expected: number | undefined]>([
    [3600, HOUR - MINUTE],
    ['3600', HOUR - MINUTE],
    [300, 270_000],
    [10, 9_000],
    [0, undefined],
    [-5, undefined],
    [undefined, undefined],
    [null, undefined],
    ['soon', undefined],
    [Infinity, undefined],
  ])('of %s s → renewed after %s ms', (expires_in, expected) => {
    vi.useFakeTimers({ now: 1_800_000_000_000 })
    const { options, set } = createTokens({ refresh: async () => undefined })
    expect(options.renewAt()).toBeUndefined()
    set({ access_token: 'a', expires_in })
    expect(options.renewAt()).toBe(expected === undefined ? undefined : Date.now() + expected)
  })

  it('that runs out while no timer runs → the next request waits for fresh ones, and is refused nowhere', async () => {
    const backend = await startTokenBackend()
    vi.useFakeTimers({ toFake: ['Date'] })
    const tab = openTab(backend)
    await tab.auth.ready
    tab.tokens.set(backend.issue())
    vi.setSystemTime(Date.now() + 2 * HOUR)
    backend.expire()
    expect(await Promise.all([tab.get('/1'), tab.get('/2')])).toEqual([200, 200])
    expect(backend.server.paths()).toEqual(['/token', '/1', '/2'])
    tab.auth.dispose()
  })

  it('that runs out while the page is open → renewed ahead of time, again and again', async () => {
    vi.useFakeTimers()
    let count = 0
    const refresh = vi.fn(async () => ({ access_token: `a${++count}`, expires_in: 3600 }))
    const tokens = createTokens({ refresh })
    tokens.set({ access_token: 'a0', expires_in: 3600 })
    const auth = createAuth({ origins: ['https://app.example'], ...tokens.options })
    await vi.advanceTimersByTimeAsync(HOUR - MINUTE - 1)
    expect(refresh).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1_000)
    expect([refresh.mock.calls.length, tokens.options.token()]).toEqual([1, 'a1'])
    await vi.advanceTimersByTimeAsync(HOUR)
    expect(tokens.options.token()).toBe('a2')
    auth.dispose()
  })
})

describe('given two tabs with one storage, which do not hear of each other', () => {
  it('that both were refused → one renews, the other takes its tokens', async () => {
    const backend = await startTokenBackend()
    const storage = createStorage()
    const [first, second] = [openTab(backend, { storage }), openTab(backend, { storage })]
    first.tokens.set(backend.issue())
    expect([await first.get(), await second.get()]).toEqual([200, 200])
    backend.expire()
    expect(await first.get()).toBe(200)
    // The second one still has a request under way that carried the token of before.
    expect(await second.tokens.options.renew(context)).toBe('renewed')
    expect(await second.get()).toBe(200)
    expect(backend.refreshes).toEqual({ asked: 1, granted: 1 })
  })

  it('that renew at the same time → the one whose refresh token is used up takes what the other got', async () => {
    const backend = await startTokenBackend()
    const storage = createStorage()
    const [first, second] = [openTab(backend, { storage }), openTab(backend, { storage })]
    first.tokens.set(backend.issue())
    expect([await first.get(), await second.get()]).toEqual([200, 200])
    backend.expire()
    expect(await Promise.all([first.get(), second.get()])).toEqual([200, 200])
    expect(backend.refreshes.granted).toBe(1)
    expect([first.auth.state.get().status, second.auth.state.get().status]).toEqual(['signed-in', 'signed-in'])
  })

  it('one renewed, and its token is refused as well → the other renews', async () => {
    const backend = await startTokenBackend()
    const storage = createStorage()
    const [first, second] = [openTab(backend, { storage }), openTab(backend, { storage })]
    first.tokens.set(backend.issue())
    await second.get()
    first.tokens.set(backend.issue())
    backend.expire()
    expect(await second.get()).toBe(200)
    expect(backend.refreshes).toEqual({ asked: 1, granted: 1 })
  })

  it('one signs out while the other renews → nothing is written, and the renewal is declined', async () => {
    const backend = await startTokenBackend()
    const storage = createStorage()
    const [first, second] = [openTab(backend, { storage }), openTab(backend, { storage })]
    first.tokens.set(backend.issue())
    await first.get()
    backend.expire()
    backend.beforeAnswer = () => second.tokens.clear()
    expect(await first.get()).toBe(401)
    expect(storage.map.size).toBe(0)
    expect(first.tokens.options.token()).toBeUndefined()
  })

  it('another user signs in while the other renews → the new login stays', async () => {
    const backend = await startTokenBackend()
    const storage = createStorage()
    const [first, second] = [openTab(backend, { storage }), openTab(backend, { storage })]
    first.tokens.set(backend.issue())
    await first.get()
    backend.expire()
    let newest = ''
    backend.beforeAnswer = () => {
      const login = backend.issue()
      newest = login.access_token
      second.tokens.set(login)
    }
    expect(await first.get()).toBe(200)
    expect(first.tokens.options.token()).toBe(newest)
  })

  it('one with an expired token that this tab never sent → it is renewed, not taken', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const storage = createStorage()
    const refresh = vi.fn(async () => ({ access_token: 'a2', expires_in: 60 }))
    createTokens({ refresh, storage }).set({ access_token: 'a1', expires_in: 60 })
    vi.setSystemTime(Date.now() + HOUR)
    const { options } = createTokens({ refresh, storage })
    expect(await options.renew(context)).toBe('renewed')
    expect([refresh.mock.calls.length, options.token()]).toEqual([1, 'a2'])
  })

  it('two logins under two keys → neither sees the other', () => {
    const storage = createStorage()
    const refresh = async () => undefined
    const [shop, admin] = [createTokens({ refresh, storage, key: 'shop' }), createTokens({ refresh, storage })]
    shop.set({ access_token: 'a' })
    expect([shop.options.token(), admin.options.token(), [...storage.map.keys()]]).toEqual(['a', undefined, ['shop']])
  })
})

describe('given a storage that', () => {
  const refresh = async () => undefined

  it.each([
    'not json',
    '[]',
    'null',
    '7',
    '"x"',
    '{}',
    '{"accessToken":7}',
    '{"accessToken":""}',
    '{"accessToken":null,"renewAt":1}',
  ])('holds %s → there are no tokens', (text) => {
    const storage = createStorage()
    storage.setItem('why401:tokens', text)
    const { options } = createTokens({ refresh, storage })
    expect([options.token(), options.renewAt()]).toEqual([undefined, undefined])
  })

  it('holds members of other types → they are left out', async () => {
    const storage = createStorage()
    storage.setItem('why401:tokens', '{"accessToken":"a","refreshToken":{},"renewAt":"1","__proto__":{"x":1}}')
    const asked = vi.fn(async () => undefined)
    const { options } = createTokens({ refresh: asked, storage })
    expect([options.token(), options.renewAt()]).toEqual(['a', undefined])
    await options.renew(context)
    expect(asked).toHaveBeenCalledWith({ ...context, refreshToken: undefined })
  })

  it('is full → this tab keeps its tokens, and what was stored before is gone', () => {
    const storage = createStorage()
    const { options, set, clear } = createTokens({ refresh, storage })
    set({ access_token: 'a1' })
    vi.spyOn(storage, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    set({ access_token: 'a2' })
    expect([options.token(), storage.map.size]).toEqual(['a2', 0])
    clear()
    expect(options.token()).toBeUndefined()
  })

  it('is forbidden → memory', () => {
    const forbid = (): never => {
      throw new DOMException('no', 'SecurityError')
    }
    const { options, set, clear } = createTokens({
      refresh,
      storage: { getItem: forbid, setItem: forbid, removeItem: forbid },
    })
    expect(options.token()).toBeUndefined()
    set({ access_token: 'a' })
    expect(options.token()).toBe('a')
    clear()
    expect(options.token()).toBeUndefined()
  })
})

describe('given a refresh that fails', () => {
  it('for good → the user is asked, and the new tokens count', async () => {
    const backend = await startTokenBackend()
    const signIn = vi.fn(async () => {
      tab.tokens.set(backend.issue())
      return true
    })
    const tab = openTab(backend, {}, signIn)
    const warn = vi.spyOn(console, 'warn')
    tab.tokens.set(backend.issue())
    await tab.get()
    backend.end()
    expect(await tab.get()).toBe(200)
    expect(signIn).toHaveBeenCalledOnce()
    // A refused renewal is never sent again, and nobody expects it.
    expect(warn).not.toHaveBeenCalled()
    expect(backend.refreshes).toEqual({ asked: 1, granted: 0 })
  })

  it.each<[string, () => Promise<Response>]>([
    ['the server is down', async () => new Response('down', { status: 503 })],
    ['there is no network', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('for now (%s) → the request settles, nobody is asked, the tokens stay', async (_what, answer) => {
    const backend = await startTokenBackend()
    const signIn = vi.fn(async () => true)
    const tab = openTab(backend, { refresh: answer }, signIn)
    const tokens = backend.issue()
    tab.tokens.set(tokens)
    backend.expire()
    expect(await tab.get()).toBe(401)
    expect(signIn).not.toHaveBeenCalled()
    expect([tab.auth.state.get().status, tab.tokens.options.token()]).toEqual(['unknown', tokens.access_token])
  })

  const bodies = [
    `{"access_token":"${SECRET}`,
    SECRET,
    `<html>${SECRET}`,
    `{"accessToken":"${SECRET}"}`,
    `{"access_token":{"${SECRET}":1}}`,
    `["${SECRET}"]`,
    'null',
    '',
  ]
  it.each(bodies)('with a body that says nothing (%s) → declined, seen, and no secret in it', async (body) => {
    const errors = vi.spyOn(console, 'error').mockReturnValue()
    const backend = await startTokenBackend()
    const tab = openTab(backend, { refresh: async () => new Response(body) })
    tab.tokens.set(backend.issue())
    backend.expire()
    expect(await tab.get()).toBe(401)
    expect(errors).toHaveBeenCalledOnce()
    const printed = errors.mock.calls.flat().map((error) => (error instanceof Error ? error.stack : String(error)))
    expect(printed.join()).toContain('createTokens')
    expect(printed.join()).not.toContain(SECRET)
  })

  it('with a status → the error has the status, and nothing of the body', async () => {
    const { options } = createTokens({
      refresh: async () => new Response(`{"error":"invalid_grant","hint":"${SECRET}"}`, { status: 400 }),
    })
    const error: unknown = await options.renew(context).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ status: 400, message: 'createTokens: `refresh` was answered 400' })
  })

  it('with an error of the app’s own → that error', async () => {
    const mistake = new Error('mine')
    const { options } = createTokens({ refresh: () => Promise.reject(mistake) })
    await expect(options.renew(context)).rejects.toBe(mistake)
  })
})

describe('given a mistake', () => {
  const refresh = async () => undefined
  it.each<[string, unknown, string]>([
    ['no options', undefined, '`options` must be an object'],
    ['no refresh', {}, '`refresh` must be a function'],
    ['a storage that is none', { refresh, storage: { getItem: () => null } }, '`storage` must be a Storage'],
    ['an empty key', { refresh, key: '' }, '`key` must be a name'],
    ['an unknown option', { refresh, store: 1 }, 'unknown option `store`'],
  ])('%s → a TypeError that names the option', (_what, options, message) => {
    expect(() => createTokens(options as TokensOptions)).toThrow(new TypeError(`createTokens: ${message}`))
  })

  it.each([undefined, null, {}, { access_token: '' }, { access_token: 7 }, SECRET])(
    'set(%j) → a TypeError that names the member, and holds nothing of it; the tokens stay',
    (answer) => {
      const { options, set } = createTokens({ refresh })
      set({ access_token: 'a' })
      expect(() => set(answer as never)).toThrow(new TypeError('createTokens: `access_token` must be a string'))
      expect(options.token()).toBe('a')
    },
  )

  it('a token that no header can hold → the request rejects, and the token is not in the error', async () => {
    const backend = await startTokenBackend()
    const tab = openTab(backend)
    tab.tokens.set({ access_token: `${SECRET}\n${SECRET}` })
    const error: unknown = await tab.get().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(TypeError)
    expect(String(error)).not.toContain(SECRET)
  })
})

it('given a tab that slept through a sign-out and the next sign-in, then the new tokens stay', async () => {
  const world = new World()
  const storage = createStorage()
  const open = () => {
    const tokens = createTokens({ refresh: async () => undefined, storage })
    const tab = world.open({ token: tokens.options.token })
    tab.auth.on('signed-out', tokens.clear)
    return { tab, tokens }
  }
  const [awake, asleep] = [open(), open()]
  awake.tokens.set({ access_token: 'ada' })
  await world.settle()
  expect(asleep.tokens.options.token()).toBe('ada')
  asleep.tab.freeze()
  awake.tab.auth.signedOut()
  await world.advance(100)
  expect(storage.map.size).toBe(0)
  awake.tokens.set({ access_token: 'bob' })
  awake.tab.auth.signedIn()
  await world.advance(100)
  asleep.tab.thaw()
  await world.advance(1_000)
  expect([awake, asleep].map(({ tokens }) => tokens.options.token())).toEqual(['bob', 'bob'])
  expect(asleep.tab.status).toBe('signed-in')
})
