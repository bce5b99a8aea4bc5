import { afterEach, describe, expect, it, vi } from 'vitest'
import { createAuth } from 'why401'
import { startBackend } from '../session/backend.ts'
import { refusal, serve } from './server.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const url = 'https://app.example/api'

/** A carrier that keeps what it was given, as the Request that `fetch` would make of it. */
function keeping(answer: (request: Request) => Response = () => new Response()) {
  const requests: Request[] = []
  const carrier: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    requests.push(request)
    return answer(request)
  }
  return { requests, carrier, bearers: () => requests.map(({ headers }) => headers.get('authorization')) }
}

describe('token', () => {
  it('given a renewal → the replay carries the token of then', async () => {
    const backend = await startBackend()
    let token = 'old'
    const auth = createAuth({
      origins: [backend.url],
      token: async () => token,
      renew: async () => {
        token = 'new'
        backend.refresh()
        return 'renewed'
      },
    })
    expect((await auth.fetch(`${backend.url}/api`, { method: 'PUT', body: 'same' })).status).toBe(200)
    expect(backend.hits.map(({ headers, body }) => [headers.authorization, String(body)])).toEqual([
      ['Bearer old', 'same'],
      ['Bearer new', 'same'],
    ])
  })

  it.each<[string, RequestInfo, RequestInit | undefined]>([
    ['in options', url, { headers: { Authorization: 'Basic YTpi' } }],
    ['in pairs', url, { headers: [['AUTHORIZATION', 'Basic YTpi']] }],
    ['in a Request', new Request(url, { headers: { authorization: 'Basic YTpi' } }), undefined],
  ])('given an Authorization of the caller %s → it stays, and nothing is asked', async (_name, input, init) => {
    const { carrier, bearers } = keeping()
    const token = vi.fn(() => 't')
    await createAuth({ origins: [new URL(url).origin], token, fetch: carrier }).fetch(input, init)
    expect(bearers()).toEqual(['Basic YTpi'])
    expect(token).not.toHaveBeenCalled()
  })

  it('given a signal that is none, and a token that takes its time → a TypeError, and no timer that throws later', async () => {
    vi.useFakeTimers()
    const { carrier, requests } = keeping()
    const auth = createAuth({ origins: [new URL(url).origin], token: () => new Promise(() => {}), fetch: carrier })
    const timers = vi.getTimerCount()
    await expect(auth.fetch(url, { signal: {} as AbortSignal })).rejects.toBeInstanceOf(TypeError)
    expect([vi.getTimerCount(), requests]).toEqual([timers, []])
    auth.dispose()
  })

  it.each([undefined, '', null, 7])('given %o → no header', async (value) => {
    const { carrier, bearers } = keeping()
    await createAuth({ origins: [new URL(url).origin], token: () => value as string, fetch: carrier }).fetch(url)
    expect(bearers()).toEqual([null])
  })

  it('goes on before authorize, which may look at it or replace it', async () => {
    const { carrier, requests } = keeping()
    const auth = createAuth({
      origins: [new URL(url).origin],
      token: () => 't',
      authorize: ({ headers }) => headers.set('x-seen', headers.get('authorization') ?? ''),
      fetch: carrier,
    })
    await auth.fetch(url)
    expect(requests[0]?.headers.get('x-seen')).toBe('Bearer t')
  })

  it('given what no header can hold → a TypeError that does not hold it either', async () => {
    const auth = createAuth({ origins: [new URL(url).origin], token: () => 'SEC\nRET', fetch: keeping().carrier })
    const error: unknown = await auth.fetch(url).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(TypeError)
    expect(String(error)).toContain('token')
    expect(String(error)).not.toContain('RET')
  })

  it('never goes to an origin that is not listed', async () => {
    const { carrier, bearers } = keeping()
    const token = vi.fn(() => 't')
    await createAuth({ origins: [new URL(url).origin], token, fetch: carrier }).fetch(
      'https://app.example.evil.test/api',
    )
    expect(token).not.toHaveBeenCalled()
    expect(bearers()).toEqual([null])
  })
})

describe.each(['token', 'authorize'] as const)('%s', (name) => {
  const never = () => new Promise<undefined>(() => {})

  it('that never settles → rejects after 10 s, and nothing is sent', async () => {
    vi.useFakeTimers()
    const { carrier, requests } = keeping()
    const call = createAuth({ origins: [new URL(url).origin], [name]: never, fetch: carrier }).fetch(url)
    const settled = expect(call).rejects.toMatchObject({ name: 'TimeoutError', message: expect.stringContaining(name) })
    await vi.advanceTimersByTimeAsync(10_000)
    await settled
    expect(requests).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('when the caller aborts → rejects at once with the caller’s reason', async () => {
    vi.useFakeTimers()
    const controller = new AbortController()
    const auth = createAuth({ origins: [new URL(url).origin], [name]: never, fetch: keeping().carrier })
    const call = auth.fetch(url, { signal: controller.signal })
    const settled = expect(call).rejects.toThrow('left')
    controller.abort(new Error('left'))
    await settled
    expect(vi.getTimerCount()).toBe(0)
  })

  it('when the auth is disposed → rejects at once', async () => {
    const auth = createAuth({ origins: [new URL(url).origin], [name]: never, fetch: keeping().carrier })
    const call = auth.fetch(url)
    auth.dispose()
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('that throws → its error, and nothing is sent', async () => {
    const { carrier, requests } = keeping()
    const fail = () => {
      throw new Error('no store')
    }
    await expect(
      createAuth({ origins: [new URL(url).origin], [name]: fail, fetch: carrier }).fetch(url),
    ).rejects.toThrow('no store')
    expect(requests).toEqual([])
  })

  it('that sends a request through the same auth → that one goes out without, with one warning', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { carrier, requests } = keeping()
    const ask = vi.fn(async () => {
      await auth.fetch(`${url}/token`)
      return undefined
    })
    const auth = createAuth({ origins: [new URL(url).origin], [name]: ask, fetch: carrier })
    await auth.fetch(url)
    await auth.fetch(url)
    expect(requests.map((request) => request.url)).toEqual([`${url}/token`, url, `${url}/token`, url])
    expect(ask).toHaveBeenCalledTimes(2)
    expect(warn).toHaveBeenCalledOnce()
  })

  it('that sends one after it waited → a TypeError that names it, and no endless chain', async () => {
    const { carrier, requests } = keeping()
    const ask = async (): Promise<undefined> => {
      await Promise.resolve()
      await auth.fetch(`${url}/token`)
      return undefined
    }
    const auth = createAuth({ origins: [new URL(url).origin], [name]: ask, fetch: carrier })
    await expect(auth.fetch(url)).rejects.toThrow(new RegExp(`^${name}: `))
    expect(requests).toEqual([])
  })
})

describe('authorize', () => {
  it('learns which attempt it is, and gets a signal that ends with the call', async () => {
    const server = await serve(() => (server.hits.length === 1 ? refusal : {}))
    const seen: [boolean, boolean][] = []
    const auth = createAuth({
      origins: [server.url],
      authorize: (_request, { replay, signal }) => void seen.push([replay, signal.aborted]),
      renew: async () => 'renewed',
    })
    await auth.fetch(server.url)
    expect(seen).toEqual([
      [false, false],
      [true, false],
    ])
  })

  it('when the caller aborts → its signal aborts with the same reason', async () => {
    const controller = new AbortController()
    const signals: AbortSignal[] = []
    const auth = createAuth({
      origins: [new URL(url).origin],
      fetch: keeping().carrier,
      authorize: (_request, { signal }) => {
        signals.push(signal)
        return new Promise(() => {})
      },
    })
    const call = auth.fetch(url, { signal: controller.signal }).catch((reason: unknown) => reason)
    controller.abort(new Error('left'))
    await call
    expect(signals[0]?.reason).toEqual(new Error('left'))
  })

  it('keeps keepalive, which an engine may drop from a Request made of another', async () => {
    const inits: (RequestInit | undefined)[] = []
    const auth = createAuth({
      origins: [new URL(url).origin],
      authorize: () => {},
      fetch: async (input, init) => {
        inits.push(init, { keepalive: new Request(input, init).keepalive })
        return new Response()
      },
    })
    await auth.fetch(new Request(url, { method: 'POST', body: 'x', keepalive: true }))
    await auth.fetch(url, { method: 'POST', body: 'x', keepalive: true })
    expect(inits[1]).toEqual({ keepalive: true })
    expect(inits[3]).toEqual({ keepalive: true })
  })

  it('given a Request that the caller uses again at once → fetch’s own error, as for any used Request', async () => {
    const { carrier, requests } = keeping()
    const auth = createAuth({ origins: [new URL(url).origin], authorize: async () => {}, fetch: carrier })
    const request = new Request(url, { method: 'POST', body: 'x' })
    const first = auth.fetch(request)
    expect(request.bodyUsed).toBe(true)
    await expect(auth.fetch(request)).rejects.toThrow(TypeError)
    await first
    expect(requests).toHaveLength(1)
  })
})

describe('a replay that would carry the credential that was refused', () => {
  it('given a header of the caller → the refusal, and nothing is sent again', async () => {
    const server = await serve(() => refusal)
    const auth = createAuth({ origins: [server.url], renew: async () => 'renewed' })
    const response = await auth.fetch(server.url, { headers: { authorization: 'Bearer old' } })
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual(refusal.body)
    expect(server.hits).toHaveLength(1)
  })

  it.each([{}, { 'x-api-key': 'tenant' }, { 'x-csrf-token': 'c' }])(
    'given %o, which does not change with a login → sent again',
    async (headers) => {
      const server = await serve(() => (server.hits.length === 1 ? refusal : {}))
      const auth = createAuth({ origins: [server.url], renew: async () => 'renewed' })
      expect((await auth.fetch(server.url, { headers })).status).toBe(200)
    },
  )
})
