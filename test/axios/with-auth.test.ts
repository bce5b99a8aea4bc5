import { Agent } from 'node:http'
import { Readable } from 'node:stream'
import axios, { AxiosError, type AxiosRequestConfig, create, getAdapter, isAxiosError, isCancel } from 'axios'
import { describe, expect, it, vi } from 'vitest'
import { type AuthOptions, createAuth, verdictOf } from 'why401'
import { AuthError, isAuthError, withAuth } from 'why401/axios'
import { type Answer, attemptOf, type Hit, keyRefused, refusal, serve } from '../fetch/server.ts'
import { record, startBackend } from '../session/backend.ts'

async function start(answer: (hit: Hit) => Answer | Promise<Answer>, options: AuthOptions, config: AxiosRequestConfig) {
  const server = await serve(answer)
  const auth = createAuth({ origins: [server.url], ...options })
  return { server, auth, seen: record(auth), api: withAuth(create({ baseURL: server.url, ...config }), auth) }
}

/** A client of a real backend, whose token must be renewed first. */
async function joinBackend(adapter: string) {
  const backend = await startBackend()
  const auth = createAuth({
    origins: [backend.url],
    token: () => backend.token,
    renew: async () => backend.refresh(),
  })
  return { backend, api: withAuth(create({ baseURL: backend.url, adapter }), auth) }
}

const thrown = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => expect.fail(`resolved with ${String(value)}`),
    (error: unknown) => error,
  )

const page = '<!doctype html><title>Sign in</title><form action="/login"><input type="password"></form>'
const inspect: AuthOptions = { routes: [{ path: '/*', inspect: true }] }
const login: AuthOptions = { routes: [{ path: '/*', role: 'sign-in' }] }

describe.each(['fetch', 'http'])('axios with the adapter %s', (adapter) => {
  it.each<[string, Answer, AuthOptions, string]>([
    ['401', refusal, {}, 'reauthenticate'],
    ['403', { status: 403, body: { why: 'no' } }, {}, 'forbidden'],
    ['403 with the problem type', keyRefused('mail'), {}, 'third-party-key-invalid'],
    ['401 at the sign-in', { status: 401, body: { why: 'wrong' } }, login, 'credentials-rejected'],
  ])('given %s → axios’s error with the verdict, and its data', async (_name, answer, options, kind) => {
    const { api, server } = await start(() => answer, options, { adapter })
    const error = await thrown(api.post('/x?secret=1', { a: 1 }))
    expect(error).toBeInstanceOf(AuthError)
    expect(error).toBeInstanceOf(AxiosError)
    if (!isAuthError(error) || !isAxiosError(error)) return
    expect(error.verdict).toMatchObject({ kind, url: `${server.url}/x` })
    expect(verdictOf(error)).toBe(error.verdict)
    expect(error.response?.data).toEqual(answer.body)
    expect(error.message).toBe(`Request failed with status code ${answer.status}`)
    expect(server.hits).toHaveLength(1)
  })

  it.each<[string, Answer, AuthOptions]>([
    ['a login page', { headers: { 'content-type': 'text/html' }, body: page }, inspect],
    [
      'GraphQL',
      { body: { data: null, errors: [{ message: 'no', extensions: { code: 'UNAUTHENTICATED' } }] } },
      inspect,
    ],
  ])('given %s under 200 → thrown, unless axios may throw for no status', async (_name, answer, options) => {
    const { api } = await start(() => answer, options, { adapter })
    const error = await thrown(api.get('/x'))
    expect(isAuthError(error) && error.verdict).toMatchObject({ kind: 'reauthenticate', status: 200 })
    expect((await api.get('/x', { validateStatus: null })).status).toBe(200)
  })

  it.each([401, 403])(
    'given %i, and a caller that takes it for a success → resolves, as axios does',
    async (status) => {
      const { api } = await start(() => ({ status }), {}, { adapter })
      expect((await api.get('/x', { validateStatus: (code) => code < 500 })).status).toBe(status)
    },
  )

  it('given a redirect to a login page → thrown', async () => {
    const { api, server } = await start(
      ({ path }) =>
        path === '/login'
          ? { headers: { 'content-type': 'text/html' }, body: page }
          : { status: 302, headers: { location: '/login' } },
      {},
      { adapter },
    )
    const error = await thrown(api.get('/x'))
    expect(isAuthError(error) && error.verdict.kind).toBe('reauthenticate')
    expect(server.paths()).toEqual(['/x', '/login'])
  })

  it.each([400, 404, 500])('given %i, no matter of auth → axios’s own error', async (status) => {
    const { api } = await start(() => ({ status, body: { why: 'other' } }), {}, { adapter })
    const error = await thrown(api.get('/x'))
    expect(isAuthError(error)).toBe(false)
    expect(error).toMatchObject({ name: 'AxiosError', status, response: { data: { why: 'other' } } })
  })

  it('given 5 expired requests → one renewal, and each is sent again as it was', async () => {
    const backend = await startBackend()
    const renew = vi.fn(async () => backend.refresh())
    const auth = createAuth({ origins: [backend.url], token: () => backend.token, renew })
    const api = withAuth(create({ baseURL: backend.url, adapter }), auth)
    const form = new FormData()
    form.set('name', 'Ada')
    form.set('file', new Blob(['abc']), 'a.txt')
    const all = await Promise.all([
      api.get('/api', { params: { q: 'a b' } }),
      api.post('/api', { a: 1 }, { headers: { 'x-own': 'kept' } }),
      api.put('/api', form),
      api.post('/api', new URLSearchParams('a=1')),
      api.patch('/api', new TextEncoder().encode('bytes'), { headers: { 'content-type': 'application/octet-stream' } }),
    ])
    for (const { data, config } of all) {
      expect(data).toEqual({ ok: true })
      expect(JSON.stringify(config.headers)).not.toContain('Bearer')
    }
    expect(renew).toHaveBeenCalledOnce()
    const [first, second] = ['old', 'new'].map((token) =>
      backend.hits
        .filter(({ headers }) => headers.authorization === `Bearer ${token}`)
        .map(withoutCredential)
        .sort((a, b) => `${a.method} ${a.body}`.localeCompare(`${b.method} ${b.body}`)),
    )
    expect(second).toHaveLength(5)
    expect(second).toEqual(first)
  })

  it('with authorize, too, for every kind of body', async () => {
    const backend = await startBackend()
    const { authorize, refresh } = backend
    const auth = createAuth({ origins: [backend.url], authorize, renew: async () => refresh() })
    const api = withAuth(create({ baseURL: backend.url, adapter }), auth)
    const form = new FormData()
    form.set('a', '1')
    await api.post('/api', form)
    await api.post('/api', { b: 2 })
    await api.delete('/api', { data: { c: 3 } })
    expect(backend.hits.map(({ method, headers }) => `${method} ${headers.authorization}`)).toEqual([
      'POST Bearer old',
      'POST Bearer new',
      'POST Bearer new',
      'DELETE Bearer new',
    ])
    expect(String(backend.hits[1]?.body)).toContain('name="a"')
    // In node, axios's own fetch adapter gives a form the wrong type, with us and without.
    const type = adapter === 'http' ? 'multipart/form-data; boundary=' : 'application/x-www-form-urlencoded'
    expect(backend.hits[1]?.headers['content-type']).toContain(type)
    expect(backend.hits.slice(2).map(({ body }) => String(body))).toEqual(['{"b":2}', '{"c":3}'])
  })

  it('given a stream → it settles with its refusal, sent once, and says why', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const renew = vi.fn(async () => true)
    const { api, server } = await start(() => refusal, { renew }, { adapter })
    const stream = adapter === 'http' ? Readable.from(['abc']) : new Blob(['abc']).stream()
    expect(isAuthError(await thrown(api.post('/x', stream)))).toBe(true)
    expect(server.hits).toHaveLength(1)
    expect(warn.mock.calls.flat().join()).toContain('its body is a stream')
    warn.mockRestore()
  })

  it('upload and download progress are axios’s own, for each attempt', async () => {
    const { backend, api } = await joinBackend(adapter)
    const onUploadProgress = vi.fn()
    const onDownloadProgress = vi.fn()
    await api.post('/api', 'x'.repeat(100_000), { onUploadProgress, onDownloadProgress })
    expect(onUploadProgress).toHaveBeenCalled()
    expect(onUploadProgress.mock.lastCall?.[0]).toMatchObject({ loaded: 100_000, total: 100_000 })
    expect(onDownloadProgress).toHaveBeenCalled()
    expect(backend.hits.map(({ body }) => body.length)).toEqual([100_000, 100_000])
  })

  it.each<[string, (signal: AbortController, cancel: () => void) => void]>([
    ['signal', (controller) => controller.abort()],
    ['cancelToken', (_controller, cancel) => cancel()],
  ])('given an abort by %s while a renewal is under way → a CanceledError at once', async (_name, stop) => {
    const controller = new AbortController()
    // The type of the named export is a type only.
    // oxlint-disable-next-line import/no-named-as-default-member
    const source = axios.CancelToken.source()
    const renew = vi.fn(async () => {
      stop(controller, () => source.cancel('gone'))
      return new Promise<boolean>(() => {})
    })
    const { api, server } = await start(() => refusal, { renew }, { adapter })
    const error = await thrown(api.get('/x', { signal: controller.signal, cancelToken: source.token }))
    expect(isCancel(error)).toBe(true)
    expect(server.hits).toHaveLength(1)
  })

  it('given a signal that is none of the platform, beside a cancelToken → as axios takes it', async () => {
    const { api } = await start(() => ({}), {}, { adapter: 'http' })
    const signal = { aborted: false, addEventListener: () => {}, removeEventListener: () => {} }
    // oxlint-disable-next-line import/no-named-as-default-member
    const { token } = axios.CancelToken.source()
    expect((await api.get('/x', { signal, cancelToken: token })).status).toBe(200)
  })

  it('given a timeout → each attempt is bounded, and the person who signs in is not', async () => {
    const backend = await startBackend()
    const signIn = vi.fn(async () => {
      await new Promise((resolve) => {
        setTimeout(resolve, 600)
      })
      backend.refresh()
    })
    const auth = createAuth({ origins: [backend.url], token: () => backend.token, signIn })
    const api = withAuth(create({ baseURL: backend.url, adapter, timeout: 400 }), auth)
    expect((await api.get('/api')).data).toEqual({ ok: true })
    const slow = await start(() => new Promise<Answer>(() => {}), {}, { adapter, timeout: 50 })
    expect(await thrown(slow.api.get('/x'))).toMatchObject({ code: expect.stringMatching(/ECONNABORTED|ETIMEDOUT/) })
  })

  it('given no server → axios’s own error, whose config holds no token', async () => {
    const auth = createAuth({ origins: ['http://127.0.0.1:1'], token: () => 'hush' })
    const error = await thrown(withAuth(create({ adapter }), auth).get('http://127.0.0.1:1'))
    expect(isAxiosError(error)).toBe(true)
    expect(isAxiosError(error) && JSON.stringify(error.toJSON())).not.toContain('hush')
  })

  it('given another origin → no token, no verdict', async () => {
    const foreign = await serve(() => refusal)
    const { api, seen } = await start(() => ({}), { token: () => 'hush' }, { adapter })
    const error = await thrown(api.get(foreign.url))
    expect(isAxiosError(error) && isAuthError(error)).toBe(false)
    expect(foreign.hits[0]?.headers.authorization).toBeUndefined()
    expect(seen.events).toEqual([])
  })

  it('given axios’s own basic auth that is refused → what the user entered is wrong, and no token is sent', async () => {
    const basic: Answer = { status: 401, headers: { 'www-authenticate': 'Basic realm="app"' } }
    const { api, server } = await start(() => basic, { token: () => 'hush' }, { adapter })
    const error = await thrown(api.get('/x', { auth: { username: 'ada', password: 'pässword' } }))
    expect(isAuthError(error) && error.verdict.kind).toBe('credentials-rejected')
    expect(server.hits.map(({ headers }) => headers.authorization?.split(' ')[0])).toEqual(['Basic'])
  })

  it.each(['text', 'json', 'arraybuffer', 'stream'] as const)('responseType %s is kept', async (responseType) => {
    const { api } = await start(() => ({ body: { a: 1 } }), inspect, { adapter, responseType })
    const { data }: { data: unknown } = await api.get('/x')
    const kind = { text: 'Object', json: 'Object', arraybuffer: adapter === 'http' ? 'Buffer' : 'ArrayBuffer' }
    if (responseType === 'stream') expect(data).toHaveProperty(adapter === 'http' ? 'pipe' : 'getReader')
    else expect(data?.constructor.name).toBe(responseType === 'text' ? typeName(data) : kind[responseType])
  })
})

const withoutCredential = (hit: Hit) => {
  const { headers, body, ...attempt } = attemptOf(hit)
  // In node, axios's fetch adapter does not tell the boundary of a form.
  const text = body.replaceAll(/formdata-undici-\d+/g, 'BOUNDARY')
  return { ...attempt, body: text, headers: Object.entries(headers).filter(([name]) => name !== 'authorization') }
}

const typeName = (value: unknown): string => Object(value).constructor.name

describe('withAuth', () => {
  it('called twice → the session is asked once', async () => {
    const { api, auth, seen } = await start(() => refusal, {}, { adapter: 'http' })
    expect(withAuth(api, auth)).toBe(api)
    await thrown(api.get('/x'))
    expect(seen.verdicts).toHaveLength(1)
  })

  it('an app that sends error.config again → the request goes through the session once', async () => {
    const { api, seen, server } = await start(() => refusal, {}, { adapter: 'fetch' })
    api.interceptors.response.use(null, async (error: AxiosError) => {
      if (server.hits.length > 1 || error.config === undefined) throw error
      return api.request(error.config)
    })
    await thrown(api.get('/x'))
    expect(server.hits).toHaveLength(2)
    expect(seen.verdicts).toHaveLength(2)
  })

  it('an adapter and a fetch of the app’s own are used', async () => {
    const { server, auth } = await start(() => refusal, {}, {})
    const adapter = vi.fn((config: Parameters<ReturnType<typeof getAdapter>>[0]) => getAdapter('http')(config))
    const own = vi.fn<typeof fetch>((input, init) => fetch(input, init))
    const api = withAuth(create({ baseURL: server.url }), auth)
    expect(isAuthError(await thrown(api.get('/x', { adapter })))).toBe(true)
    const byFetch = withAuth(create({ baseURL: server.url, adapter: 'fetch', env: { fetch: own } }), auth)
    expect(isAuthError(await thrown(byFetch.get('/x')))).toBe(true)
    expect([adapter.mock.calls.length, own.mock.calls.length]).toEqual([1, 1])
  })

  it('given an adapter of the app’s own that hands over a header that no server can send → it is left out', async () => {
    const auth = createAuth({ origins: ['https://app.test'] })
    const headers = { 'a b': 'x', 'x-name': 'Zoë ✓', 'www-authenticate': 'Bearer error="invalid_token"' }
    const adapter: AxiosRequestConfig['adapter'] = async (config) => ({
      data: '',
      status: 401,
      statusText: '',
      headers,
      config,
    })
    const error = await thrown(withAuth(create({ adapter }), auth).get('https://app.test/x'))
    expect(isAuthError(error) && error.verdict.reason).toBe('token-invalid')
  })

  it.each(['fetch', 'http'])(
    '%s: a refused stream gives its connection back before the next attempt',
    async (adapter) => {
      const { api } = await joinBackend(adapter)
      const httpAgent = new Agent({ keepAlive: true, maxSockets: 1 })
      const { status } = await api.get('/api', { responseType: 'stream', httpAgent })
      expect(status).toBe(200)
      httpAgent.destroy()
    },
  )

  it('given an adapter of the app’s own that hands over what was parsed → its verdict', async () => {
    const auth = createAuth({ origins: ['https://app.test'] })
    const api = withAuth(create(), auth)
    const data = {
      type: 'https://app.test/problems/third-party-key-invalid',
      integration: 'mail',
      reason: 'key-revoked',
    }
    const headers = { 'content-type': 'application/problem+json' }
    const error = await thrown(
      api.get('https://app.test/x', {
        adapter: async (config) => ({ data, status: 403, statusText: '', headers, config }),
      }),
    )
    expect(isAuthError(error) && error.verdict).toMatchObject({ reason: 'key-revoked', integration: 'mail' })
  })

  it.each([[undefined], [{}], ['axios']])('%o is no instance → a TypeError', (value) => {
    expect(() => withAuth(value as never, createAuth())).toThrow(TypeError)
  })

  it('an auth that is none → a TypeError at once', () => {
    expect(() => withAuth(create(), {} as never)).toThrow(/createAuth/)
  })
})
