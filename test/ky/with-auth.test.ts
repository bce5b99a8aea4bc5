import { inspect } from 'node:util'
import ky, { HTTPError, isHTTPError, type KyInstance, type Options } from 'ky'
import { describe, expect, it, vi } from 'vitest'
import { type AuthOptions, createAuth, type RenewResult, verdictOf } from 'why401'
import { AuthError, isAuthError, withAuth } from 'why401/ky'
import { type Answer, attemptOf, type Hit, keyRefused, refusal, serve } from '../fetch/server.ts'
import { record, startBackend } from '../session/backend.ts'

/** A server, and ky with an auth that knows it. */
async function start(
  answer: (hit: Hit) => Answer,
  { options, ky: own = ky }: { options?: AuthOptions; ky?: KyInstance } = {},
) {
  const server = await serve(answer)
  const auth = createAuth({ origins: [server.url], ...options })
  return { server, auth, seen: record(auth), api: withAuth(own.extend({ prefix: server.url }), auth) }
}

/** What a promise rejects with. */
function thrown(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => expect.fail(`resolved with ${String(value)}`),
    (error: unknown) => error,
  )
}

const form = new FormData()
form.set('a', '1')

const login: readonly Pick<AuthOptions, 'routes'>['routes'][] = [[{ path: '/login', role: 'sign-in' }]]

describe('what ky throws for a refusal', () => {
  it.each<[string, Answer, string]>([
    ['401', refusal, 'reauthenticate'],
    ['403', { status: 403, body: { why: 'secret' } }, 'forbidden'],
    ['403 with the problem type', keyRefused('mail'), 'third-party-key-invalid'],
    ['401 at the sign-in', { status: 401, body: { why: 'wrong' } }, 'credentials-rejected'],
  ])('%s is an AuthError whose cause is ky’s HTTPError, with readable data', async (_name, answer, kind) => {
    const { api } = await start(
      () => answer,
      kind === 'credentials-rejected' && login[0] ? { options: { routes: login[0] } } : {},
    )
    const error = await thrown(api.post('login').json())
    expect(error).toBeInstanceOf(AuthError)
    if (!isAuthError(error)) return
    expect(error.verdict.kind).toBe(kind)
    expect(error.cause).toBeInstanceOf(HTTPError)
    if (isHTTPError(error.cause)) expect(error.cause.data).toEqual(answer.body)
    expect(error.response?.status).toBe(answer.status)
    expect(isHTTPError(error) && error.data).toEqual(answer.body)
    expect(error).toBeInstanceOf(HTTPError)
    expect(verdictOf(error)).toBe(error.verdict)
    expect(error.message).not.toContain('secret')
  })

  it.each([400, 404, 418, 500])('%i, no matter of auth, stays an HTTPError', async (status) => {
    const { api } = await start(() => ({ status, body: { why: 'not auth' } }))
    const error = await thrown(api.get('api', { retry: 0 }))
    expect(error).toBeInstanceOf(HTTPError)
    expect(isAuthError(error)).toBe(false)
    if (isHTTPError(error)) expect(error.data).toEqual({ why: 'not auth' })
  })

  it('a refusal by an origin that is not listed stays an HTTPError', async () => {
    const foreign = await serve(() => refusal)
    const { api } = await start(() => ({}))
    const error = await thrown(api.extend({ prefix: foreign.url }).get('api'))
    expect(error).toBeInstanceOf(HTTPError)
  })

  const page = '<!doctype html><title>Sign in</title><form action="/login"><input type="password"></form>'
  const html = { 'content-type': 'text/html' }
  it.each<[string, (hit: Hit) => Answer]>([
    ['a login page on a route with inspect', () => ({ headers: html, body: page })],
    [
      'a redirect to a login page',
      ({ path }) =>
        path === '/login' ? { headers: html, body: page } : { status: 302, headers: { location: '/login' } },
    ],
    [
      'a refusal of GraphQL',
      () => ({ body: { data: null, errors: [{ message: 'no', extensions: { code: 'UNAUTHENTICATED' } }] } }),
    ],
  ])('given %s under 200 → an AuthError, sent once; its response can be read', async (name, answer) => {
    const routes = name.includes('redirect') ? [] : [{ path: '/api', inspect: true }]
    const { api, server } = await start(answer, { options: { routes } })
    const error = await thrown(api.get('api').json())
    expect(isAuthError(error) && error.verdict).toMatchObject({ kind: 'reauthenticate', status: 200 })
    expect(isHTTPError(error)).toBe(false)
    expect(server.paths().filter((path) => path === '/api')).toHaveLength(1)
    expect(isAuthError(error) && (await error.response?.text())).not.toBe('')
    for (const throwHttpErrors of [false, () => false]) {
      const handedBack = await api.get('api', { throwHttpErrors })
      expect(verdictOf(handedBack)?.kind).toBe('reauthenticate')
    }
  })

  it('given a success → ky’s response is not cloned for us', async () => {
    const { api } = await start(() => ({ body: { ok: true } }))
    const clone = vi.spyOn(Response.prototype, 'clone')
    expect(await api.get('api').json()).toEqual({ ok: true })
    expect(clone).not.toHaveBeenCalled()
    clone.mockRestore()
  })

  it('with throwHttpErrors: false there is the response, and its verdict', async () => {
    const { api } = await start(() => refusal)
    const response = await api.get('api', { throwHttpErrors: false })
    expect(response.status).toBe(401)
    expect(verdictOf(response)?.kind).toBe('reauthenticate')
    expect(await response.json()).toEqual(refusal.body)
  })
})

describe('one renewal, one replay', () => {
  it.each<[string, Options]>([
    ['as it comes', {}],
    ['retry: 0', { retry: 0 }],
    ['retry.limit: 5', { retry: { limit: 5, statusCodes: [503] } }],
  ])('%s: five at once', async (_name, options) => {
    const backend = await startBackend()
    const renew = vi.fn(async (): Promise<RenewResult> => {
      backend.refresh()
      return 'renewed'
    })
    const auth = createAuth({ origins: [backend.url], authorize: backend.authorize, renew })
    const api = withAuth(ky.create({ prefix: backend.url, ...options }), auth)
    const all = await Promise.all(['1', '2', '3', '4', '5'].map((path) => api.get(`api/${path}`).json()))
    expect(all).toEqual(Array.from({ length: 5 }, () => ({ ok: true })))
    expect(renew).toHaveBeenCalledOnce()
    expect(backend.hits).toHaveLength(10)
  })

  it.each([0, 2])('a permanent 401 is sent twice, whatever retry says (%i)', async (retry) => {
    const { api, server, seen } = await start(() => refusal, { options: { renew: async () => 'renewed' } })
    expect(isAuthError(await thrown(api.get('api', { retry })))).toBe(true)
    expect(server.hits).toHaveLength(2)
    expect(seen.types()).toEqual(['reauthenticate'])
  })

  it('ky’s own retry goes on as before, and each try has its own replay', async () => {
    const statuses = [401, 503, 401, 200]
    const { api, server } = await start(() => ({ status: statuses[server.hits.length - 1] ?? 200 }), {
      options: { renew: async () => 'renewed' },
    })
    const response = await api.get('api', { retry: { limit: 2, delay: () => 1 } })
    expect(response.status).toBe(200)
    expect(server.hits).toHaveLength(4)
  })

  it.each<[string, Options, RegExp]>([
    ['json', { json: { a: 'Zoë' } }, /^\{"a":"ZoÃ«"\}$/],
    ['text', { body: 'text' }, /^text$/],
    ['URLSearchParams', { body: new URLSearchParams({ a: '1' }) }, /^a=1$/],
    ['FormData', { body: form }, /name="a"\r\n\r\n1\r\n/],
    ['a buffer', { body: new Uint8Array([0, 255]) }, /^\0ÿ$/],
  ])('sends the same %s twice, with retry and without', async (_name, options, expected) => {
    for (const retry of [0, 2]) {
      const { api, server } = await start(() => (server.hits.length === 1 ? refusal : {}), {
        options: { renew: async () => 'renewed' },
      })
      await api.put('api?a=1', { ...options, headers: { 'x-own': 'kept' }, retry })
      const [first, second] = server.hits.map(attemptOf)
      expect(server.hits).toHaveLength(2)
      expect(second).toEqual(first)
      expect(first).toMatchObject({
        method: 'PUT',
        path: '/api?a=1',
        headers: { 'x-own': 'kept' },
        body: expect.stringMatching(expected),
      })
    }
  })
})

describe('the carrier', () => {
  /** A fetch of the app’s own that marks what it carries. */
  const marking = (mark: string) => {
    const carried: string[] = []
    const own: typeof fetch = (input, init) => {
      const request = new Request(input, init)
      carried.push(new URL(request.url).pathname)
      request.headers.set('x-carrier', mark)
      return fetch(request)
    }
    return { own, carried }
  }

  it.each<[string, (api: KyInstance, own: typeof fetch) => KyInstance, Options | 'own']>([
    ['ky.create', (api) => api, {}],
    ['extend after withAuth', (api, own) => api.extend({ fetch: own }), {}],
    ['one call', (api) => api, 'own'],
  ])('is the user’s own fetch, given to %s', async (where, extend, call) => {
    const { own, carried } = marking(where)
    const base = where === 'ky.create' ? ky.create({ fetch: own }) : ky
    const { api, server } = await start(() => (server.hits.length === 1 ? refusal : { body: { ok: true } }), {
      ky: base,
      options: { renew: async () => 'renewed' },
    })
    expect(
      await extend(api, own)
        .get('api', call === 'own' ? { fetch: own } : call)
        .json(),
    ).toEqual({ ok: true })
    expect(carried).toEqual(['/api', '/api'])
    expect(server.hits.map(({ headers }) => headers['x-carrier'])).toEqual([where, where])
  })

  it('is that of createAuth where ky has none of its own', async () => {
    const { own, carried } = marking('createAuth')
    const { api, server } = await start(() => (server.hits.length === 1 ? refusal : { body: { ok: true } }), {
      options: { fetch: own, renew: async () => 'renewed' },
    })
    expect(await api.get('api').json()).toEqual({ ok: true })
    expect(carried).toEqual(['/api', '/api'])
    expect(server.hits.map(({ headers }) => headers['x-carrier'])).toEqual(['createAuth', 'createAuth'])
  })

  it('comes before that of createAuth', async () => {
    const { own, carried } = marking('ky')
    const other = vi.fn<typeof fetch>()
    const { api } = await start(() => ({}), { ky: ky.create({ fetch: own }), options: { fetch: other } })
    await api.get('api')
    expect(carried).toEqual(['/api'])
    expect(other).not.toHaveBeenCalled()
  })

  it('gets the options that ky does not know, and none of ours', async () => {
    const inits: object[] = []
    const own = ky.create({
      fetch: (input, init) => {
        inits.push({ ...init })
        return fetch(input, init)
      },
    })
    const { api } = await start(() => ({}), { ky: own })
    await api.get('api', { next: { revalidate: 1 } } as Options)
    expect(inits).toEqual([{ next: { revalidate: 1 }, signal: expect.any(AbortSignal) }])
  })
})

it('given a token, a query and a body → a console that prints the error shows none of them', async () => {
  const { api } = await start(() => ({ status: 403, body: { why: 'BODY-SECRET' } }), {
    options: { token: () => 'TOKEN-SECRET' },
  })
  const headers = { 'x-api-key': 'KEY-SECRET' }
  const error = await thrown(api.post('api?key=QUERY-SECRET', { json: { a: 'SENT-SECRET' }, headers, retry: 0 }))
  expect(isAuthError(error)).toBe(true)
  expect(inspect(error, { depth: 10 })).not.toContain('SECRET')
  expect(JSON.stringify(error)).not.toContain('SECRET')
  // What the app looks for by name is there.
  const { cause } = error as { readonly cause: HTTPError }
  expect(cause.data).toEqual({ why: 'BODY-SECRET' })
  expect(cause.request.url).toContain('QUERY-SECRET')
})

describe('an upload', () => {
  it('given a Blob → the Request is not cloned for us, and the replay has the same bytes', async () => {
    const { api, server } = await start(() => (server.hits.length === 1 ? refusal : {}), {
      options: { renew: async () => 'renewed' },
    })
    const clone = vi.spyOn(Request.prototype, 'clone')
    try {
      await api.post('api', { body: new Blob(['blob'], { type: 'text/x-own' }), retry: 0 })
      expect(clone).not.toHaveBeenCalled()
    } finally {
      clone.mockRestore()
    }
    const [first, second] = server.hits.map(attemptOf)
    expect(second).toEqual(first)
    expect(second?.body).toBe('blob')
  })

  it.each<[string, Options]>([
    ['FormData', { body: form }],
    ['URLSearchParams', { body: new URLSearchParams({ a: '1' }) }],
    ['json', { json: { a: 1 } }],
    ['json by a stringifyJson of the app', { json: { a: 1 }, stringifyJson: () => 'own' }],
  ])('given %s → the replay equals the first attempt', async (_name, options) => {
    const { api, server } = await start(() => (server.hits.length === 1 ? refusal : {}), {
      options: { renew: async () => 'renewed' },
    })
    await api.post('api', options)
    const [first, second] = server.hits.map(attemptOf)
    expect(second).toEqual(first)
  })
})

describe('the success path', () => {
  it('adds no clone and no read to what ky does', async () => {
    const { api, server } = await start(() => ({ body: { ok: true } }))
    const clone = vi.spyOn(Response.prototype, 'clone')
    try {
      const response = await api.get('api')
      expect(clone).not.toHaveBeenCalled()
      expect(response.bodyUsed).toBe(false)
      expect(verdictOf(response)).toBeUndefined()
      expect(await api.get('api').json()).toEqual({ ok: true })
      expect(clone).not.toHaveBeenCalled()
      expect(server.hits).toHaveLength(2)
    } finally {
      clone.mockRestore()
    }
  })

  it('leaves the instance it was made of alone', async () => {
    const server = await serve(() => refusal)
    const plain = ky.create({ prefix: server.url })
    const auth = createAuth({ origins: [server.url] })
    const seen = record(auth)
    withAuth(plain, auth)
    expect(await thrown(plain.get('api'))).toBeInstanceOf(HTTPError)
    expect(seen.verdicts).toEqual([])
  })
})

describe('withAuth names what is wrong', () => {
  it.each([undefined, null, {}, () => {}])('ky: %o', (bad) => {
    expect(() => withAuth(bad as never, createAuth())).toThrow(new TypeError('withAuth: `ky` must be a ky instance'))
  })

  it.each([undefined, null, {}, 'auth'])('auth: %o', (bad) => {
    expect(() => withAuth(ky, bad as never)).toThrow(/`auth` must come from `createAuth`/)
  })
})

describe('given a fetch of the app', () => {
  it.each(['get', 'post'] as const)(
    'that puts a token on ky’s Request: %s is sent again with a fresh one',
    async (method) => {
      const backend = await startBackend()
      const auth = createAuth({ origins: [backend.url], renew: async () => backend.refresh() })
      const carrier: typeof fetch = (input, init) => {
        if (input instanceof Request) backend.authorize(input)
        return fetch(input, init)
      }
      const api = withAuth(ky.create({ fetch: carrier }), auth)
      expect(await api(`${backend.url}/api`, { method, ...(method === 'post' && { json: {} }) }).json()).toEqual({
        ok: true,
      })
      expect(backend.hits.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new'])
    },
  )
})
