import { createServer } from 'node:http'
import ky, { isHTTPError, isTimeoutError, TimeoutError } from 'ky'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAuth, type RenewResult } from 'why401'
import { withAuth } from 'why401/ky'
import { listen, serve, urlOf } from '../fetch/server.ts'
import { until } from '../session/gate.ts'

const url = 'https://app.example/api'

/** Time is the subject: a carrier that answers when the test says so. */
function carrying(send: (request: Request, attempt: number) => Promise<Response>) {
  const attempts: AbortSignal[] = []
  const carrier: typeof fetch = (input, init) => {
    const request = new Request(input, init)
    attempts.push(request.signal)
    return send(request, attempts.length)
  }
  return { attempts, base: ky.create({ fetch: carrier, retry: 0 }) }
}

const never = () => new Promise<never>(() => {})
const refused = async () => new Response(null, { status: 401 })

/** How a promise stands, without waiting for it. */
function watch(promise: Promise<unknown>) {
  const seen: { state: string; error?: unknown } = { state: 'pending' }
  void promise.then(
    () => {
      seen.state = 'resolved'
    },
    (error: unknown) => {
      seen.state = 'rejected'
      seen.error = error
    },
  )
  return seen
}

describe('timeout', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it.each([
    [undefined, 10_000],
    [500, 500],
  ])('%s: a server that hangs times out as with ky, and the request is aborted', async (timeout, ms) => {
    const { base, attempts } = carrying(never)
    const api = withAuth(base, createAuth({ origins: [new URL(url).origin] }))
    const seen = watch(api.get(url, timeout === undefined ? {} : { timeout }))
    await vi.advanceTimersByTimeAsync(ms - 1)
    expect(seen.state).toBe('pending')
    await vi.advanceTimersByTimeAsync(1)
    expect(isTimeoutError(seen.error)).toBe(true)
    expect(seen.error).toBeInstanceOf(TimeoutError)
    expect(String(seen.error)).toContain(`Request timed out: GET ${url}`)
    expect(attempts.map(({ aborted }) => aborted)).toEqual([true])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('a carrier that throws at once: its error, and no timer is left', async () => {
    const failure = new Error('at once')
    const { base } = carrying(() => {
      throw failure
    })
    const api = withAuth(base, createAuth({ origins: [new URL(url).origin] }))
    await expect(api.get(url)).rejects.toBe(failure)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('does not count the wait for a person', async () => {
    const { base } = carrying(async (_request, attempt) => new Response('in', { status: attempt === 1 ? 401 : 200 }))
    const api = withAuth(
      base,
      createAuth({
        origins: [new URL(url).origin],
        signIn: () =>
          new Promise((resolve) => {
            setTimeout(resolve, 120_000, 'renewed')
          }),
      }),
    )
    const text = api.get(url, { timeout: 1_000 }).text()
    await vi.advanceTimersByTimeAsync(120_000)
    expect(await text).toBe('in')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is for each attempt: the replay has all of it', async () => {
    const { base } = carrying(
      (_request, attempt) =>
        new Promise((resolve) => {
          setTimeout(resolve, 900, new Response(null, { status: attempt === 1 ? 401 : 200 }))
        }),
    )
    const api = withAuth(base, createAuth({ origins: [new URL(url).origin], renew: async () => 'renewed' }))
    const seen = watch(api.get(url, { timeout: 1_000 }))
    await vi.advanceTimersByTimeAsync(1_800)
    expect(seen.state).toBe('resolved')
  })

  it('bounds the replay too', async () => {
    const { base } = carrying((_request, attempt) => (attempt === 1 ? refused() : never()))
    const api = withAuth(base, createAuth({ origins: [new URL(url).origin], renew: async () => 'renewed' }))
    const seen = watch(api.get(url, { timeout: 1_000 }))
    await vi.advanceTimersByTimeAsync(999)
    expect(seen.state).toBe('pending')
    await vi.advanceTimersByTimeAsync(1)
    expect(isTimeoutError(seen.error)).toBe(true)
  })

  it('holds for an origin that is not listed, too', async () => {
    const { base } = carrying(never)
    const seen = watch(withAuth(base, createAuth({ origins: [] })).get(url, { timeout: 1_000 }))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(isTimeoutError(seen.error)).toBe(true)
  })

  it.each([url, 'https://elsewhere.example/api'])('aborts the Request that a custom fetch got: %s', async (target) => {
    const requests: Request[] = []
    const own: typeof fetch = (input) => {
      requests.push(input as Request)
      return never()
    }
    const origins = [new URL(url).origin]
    const apis = [
      withAuth(ky.create({ fetch: own, retry: 0 }), createAuth({ origins })),
      withAuth(ky.create({ retry: 0 }), createAuth({ origins, fetch: own })),
    ]
    const seen = apis.map((api) => watch(api.get(target, { timeout: 1_000 })))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(seen.map(({ error }) => isTimeoutError(error))).toEqual([true, true])
    expect(requests.map(({ signal }) => signal.aborted)).toEqual([true, true])
  })

  it('given another timeout by an init hook that comes later → that one counts', async () => {
    const { base } = carrying(never)
    const api = withAuth(base, createAuth({ origins: [new URL(url).origin] })).extend({
      hooks: {
        init: [
          (options) => {
            options.timeout = 30_000
          },
        ],
      },
    })
    const seen = watch(api.get(url))
    await vi.advanceTimersByTimeAsync(29_999)
    expect(seen.state).toBe('pending')
    await vi.advanceTimersByTimeAsync(1)
    expect(isTimeoutError(seen.error)).toBe(true)
  })

  it('retryOnTimeout tries again', async () => {
    const { base, attempts } = carrying((_request, attempt) =>
      attempt === 1 ? never() : Promise.resolve(new Response()),
    )
    const api = withAuth(base, createAuth({ origins: [new URL(url).origin] }))
    const seen = watch(api.get(url, { timeout: 1_000, retry: { limit: 1, retryOnTimeout: true, delay: () => 10 } }))
    await vi.advanceTimersByTimeAsync(1_010)
    expect(seen.state).toBe('resolved')
    expect(attempts.map(({ aborted }) => aborted)).toEqual([true, false])
  })

  it('false: no limit', async () => {
    const { base } = carrying(never)
    const seen = watch(withAuth(base, createAuth({ origins: [new URL(url).origin] })).get(url, { timeout: false }))
    await vi.advanceTimersByTimeAsync(1_000_000)
    expect(seen.state).toBe('pending')
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each([2 ** 31, Infinity])('%d is ky’s RangeError, not a timeout at once', async (timeout) => {
    const { base } = carrying(async () => new Response())
    const api = withAuth(base, createAuth({ origins: [new URL(url).origin] }))
    await expect(api.get(url, { timeout })).rejects.toThrow(RangeError)
  })

  it('totalTimeout counts everything, the wait for a person included', async () => {
    const { base } = carrying(refused)
    const auth = createAuth({ origins: [new URL(url).origin], signIn: never })
    const seen = watch(withAuth(base, auth).get(url, { timeout: 1_000, totalTimeout: 5_000 }))
    await vi.advanceTimersByTimeAsync(4_999)
    expect(seen.state).toBe('pending')
    expect(auth.state.get().status).toBe('signing-in')
    await vi.advanceTimersByTimeAsync(1)
    expect(isTimeoutError(seen.error)).toBe(true)
  })

  it('an abort by the user ends the wait for a person', async () => {
    const { base } = carrying(refused)
    const controller = new AbortController()
    const auth = createAuth({ origins: [new URL(url).origin], signIn: (): Promise<RenewResult> => never() })
    const seen = watch(withAuth(base, auth).get(url, { signal: controller.signal }))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(seen.state).toBe('pending')
    controller.abort(new Error('left'))
    await vi.advanceTimersByTimeAsync(0)
    expect(seen).toEqual({ state: 'rejected', error: new Error('left') })
  })
})

it('an abort by the user reaches the request that is on its way', async () => {
  let closed = false
  const server = createServer(
    (request) =>
      void request.socket.on('close', () => {
        closed = true
      }),
  )
  await listen(server)
  const controller = new AbortController()
  server.on('request', () => controller.abort(new Error('left')))
  const api = withAuth(ky.create({ prefix: urlOf(server) }), createAuth({ origins: [urlOf(server)] }))
  await expect(api.get('api', { signal: controller.signal })).rejects.toThrow('left')
  await until(() => expect(closed).toBe(true))
})

describe('a body that stalls', () => {
  const stalling = async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"a":')
    })
    await listen(server)
    return urlOf(server)
  }

  const stalled = async () => new Response(new ReadableStream())

  it.each(['json', 'text', 'arrayBuffer', 'blob'] as const)('.%s() times out', async (method) => {
    const origin = await stalling()
    const api = withAuth(ky.create({ prefix: origin, retry: 0, timeout: 100 }), createAuth({ origins: [origin] }))
    const response = api.get('api')
    const error: unknown = await response[method]().catch((reason: unknown) => reason)
    expect(isTimeoutError(error)).toBe(true)
  })

  it('given an Accept header of the app, when the app reads the body itself → no timeout, as with ky', async () => {
    vi.useFakeTimers()
    try {
      let end = (): void => {}
      const body = new ReadableStream({
        start: (controller) => {
          end = () => {
            controller.enqueue(new TextEncoder().encode('a,b'))
            controller.close()
          }
        },
      })
      const base = ky.create({ timeout: 50, fetch: async () => new Response(body) })
      const response = await withAuth(base, createAuth({ origins: [new URL(url).origin] })).get(url, {
        headers: { accept: 'text/csv' },
      })
      const seen = watch(response.text())
      await vi.advanceTimersByTimeAsync(60_000)
      expect(seen.state).toBe('pending')
      end()
      await vi.advanceTimersByTimeAsync(0)
      expect(seen.state).toBe('resolved')
    } finally {
      vi.useRealTimers()
    }
  })

  it('when the response was awaited before → the shortcut of the promise is bounded all the same', async () => {
    const base = ky.create({ retry: 0, timeout: 100, fetch: stalled })
    const promise = withAuth(base, createAuth({ origins: [new URL(url).origin] })).get(url)
    await promise
    await expect(promise.text()).rejects.toThrow(TimeoutError)
  })

  it('its TimeoutError passes the beforeError hooks', async () => {
    const seen: string[] = []
    const base = ky.create({
      fetch: stalled,
      retry: 0,
      timeout: 100,
      hooks: {
        beforeError: [
          ({ error }) => {
            seen.push(error.name)
            return error
          },
        ],
      },
    })
    await expect(
      withAuth(base, createAuth({ origins: [new URL(url).origin] }))
        .get(url)
        .json(),
    ).rejects.toThrow(TimeoutError)
    expect(seen).toEqual(['TimeoutError'])
  })

  it.each([true, false])('of an error answer is left after `timeout`, origin listed: %s', async (isListed) => {
    vi.useFakeTimers()
    try {
      const stalls = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{')) })
      const own = async () => new Response(stalls, { status: 500, headers: { 'content-type': 'application/json' } })
      const api = withAuth(
        ky.create({ retry: 0, timeout: 100, fetch: own }),
        createAuth({ origins: isListed ? [new URL(url).origin] : [] }),
      )
      const seen = watch(api.get(url))
      // Once for the verdict, once for ky's own `data`.
      await vi.advanceTimersByTimeAsync(200)
      expect(isHTTPError(seen.error) && seen.error.data).toBeUndefined()
      expect(isHTTPError(seen.error)).toBe(true)
    } finally {
      vi.useRealTimers()
    }
  })

  it('totalTimeout bounds it as well', async () => {
    const origin = await stalling()
    const api = withAuth(
      ky.create({ prefix: origin, retry: 0, timeout: false, totalTimeout: 100 }),
      createAuth({ origins: [origin] }),
    )
    await expect(api.get('api').json()).rejects.toThrow(TimeoutError)
  })

  it('a body that comes in time is read as ever', async () => {
    const server = await serve(() => ({ body: { a: 1 } }))
    const api = withAuth(ky.create({ prefix: server.url, timeout: 5_000 }), createAuth({ origins: [server.url] }))
    expect(await api.get('api').json()).toEqual({ a: 1 })
    expect(await api.get('api').text()).toBe('{"a":1}')
    expect((await api.get('api').blob()).size).toBe(7)
    expect(new Uint8Array(await api.get('api').arrayBuffer())).toHaveLength(7)
  })
})
