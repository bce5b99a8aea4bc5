import ky from 'ky'
import { describe, expect, it, vi } from 'vitest'
import { isAuthError, type RenewResult, verdictOf } from 'why401'
import { withAuth } from 'why401/ky'
import { until } from '../session/gate.ts'
import { createAuth } from './login.ts'
import { guard, http, HttpResponse, useWorker, worker } from './worker.ts'

useWorker()

describe('the origins that count', () => {
  it('are the page’s own where the app does not say', async () => {
    guard('/api/mine')
    const auth = createAuth()
    expect(verdictOf(await auth.fetch('/api/mine'))).toMatchObject({
      kind: 'reauthenticate',
      url: `${location.origin}/api/mine`,
    })
  })

  it('are written with a scheme: a bare host is not a path of ours', () => {
    expect(() => createAuth({ origins: ['api.example.com'] })).toThrow(
      new TypeError('createAuth: `origins[0]` must be an http(s) origin, without a path'),
    )
    expect(createAuth({ origins: [location.origin, new URL(location.origin)] }).state.get().status).toBe('unknown')
  })
})

describe('two logins in one page', () => {
  it('of one name are warned of, until one is gone', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const first = createAuth({ tabs: 'shared' })
    await first.ready
    expect(warn).not.toHaveBeenCalled()
    await createAuth({ tabs: 'shared' }).ready
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      expect.stringContaining('two sessions of this page share the name "why401:shared"'),
    )
    first.dispose()
    await createAuth({ tabs: 'other' }).ready
    expect(warn).toHaveBeenCalledOnce()
    warn.mockRestore()
  })
})

describe('one sign-in for all', () => {
  it('five equal requests wait, and one of them is sent once more for all', async () => {
    const { got, open } = guard('/api/many')
    const signIn = vi.fn(async (): Promise<RenewResult> => {
      await until(() => expect(got).toHaveLength(5))
      open()
      return 'renewed'
    })
    const auth = createAuth({ signIn })
    const responses = await Promise.all(Array.from({ length: 5 }, () => auth.fetch('/api/many')))
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(signIn).toHaveBeenCalledOnce()
    expect(got).toHaveLength(6)
  })

  it('ky: the same through withAuth, longer than its timeout', async () => {
    const { got, open } = guard('/api/ky')
    const auth = createAuth({
      signIn: async () => {
        await new Promise((resolve) => {
          setTimeout(resolve, 600)
        })
        open()
        return 'renewed'
      },
    })
    const api = withAuth(ky.create({ prefix: '/api', timeout: 500, retry: 0 }), auth)
    expect(await api.post('ky', { json: { a: 1 } }).json()).toEqual({ ok: true })
    expect(got.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}'])
  })

  it('ky: what is thrown is an AuthError with readable data', async () => {
    worker.use(http.get('/api/secret', () => HttpResponse.json({ why: 'not yours' }, { status: 403 })))
    const api = withAuth(ky.create({ prefix: '/api', retry: 0 }), createAuth())
    const error: unknown = await api
      .get('secret')
      .json()
      .catch((reason: unknown) => reason)
    expect(isAuthError(error) && error.verdict.kind).toBe('forbidden')
    expect(isAuthError(error) && error.cause).toMatchObject({ name: 'HTTPError', data: { why: 'not yours' } })
  })
})

/** A browser chooses a boundary for each time that it sends a form. */
function withoutBoundary(request: unknown): unknown {
  return JSON.parse(JSON.stringify(request).replaceAll(/-{2,}(?:WebKitFormBoundary|geckoformboundary)\w+/g, '--'))
}

describe('what is sent again', () => {
  const form = () => {
    const data = new FormData()
    data.set('name', 'Zoë')
    data.set('file', new File(['\u0000ÿ'], 'a.bin', { type: 'application/x-own' }))
    return data
  }

  it.each<[string, () => BodyInit, RegExp]>([
    ['FormData', form, /filename="a\.bin"\r\nContent-Type: application\/x-own\r\n\r\n/],
    ['Blob', () => new Blob(['blob'], { type: 'text/x-own' }), /^blob$/],
    ['string', () => 'text', /^text$/],
    ['URLSearchParams', () => new URLSearchParams({ a: '1' }), /^a=1$/],
    ['Uint8Array', () => new Uint8Array([0, 255]), /^\0ÿ$/],
  ])('%s, in init and in a Request', async (_name, body, expected) => {
    for (const asRequest of [false, true]) {
      const { got, open } = guard('/api/upload')
      const auth = createAuth({
        renew: async () => {
          open()
          return 'renewed'
        },
      })
      const init: RequestInit = { method: 'PUT', body: body(), headers: { 'x-own': 'kept' } }
      const response = await (asRequest
        ? auth.fetch(new Request('/api/upload', init))
        : auth.fetch('/api/upload', init))
      expect(response.status).toBe(200)
      expect(got).toHaveLength(2)
      expect(withoutBoundary(got[1])).toEqual(withoutBoundary(got[0]))
      expect(got[0]).toMatchObject({
        method: 'PUT',
        headers: { 'x-own': 'kept' },
        body: expect.stringMatching(expected),
      })
      worker.resetHandlers()
    }
  })

  it('a form that the user goes on editing is sent as it was', async () => {
    const { got, open } = guard('/api/form')
    const data = form()
    const auth = createAuth({
      signIn: async () => {
        data.set('name', 'changed')
        open()
        return 'renewed'
      },
    })
    await auth.fetch('/api/form', { method: 'POST', body: data })
    expect(got).toHaveLength(2)
    expect(withoutBoundary(got[1])).toEqual(withoutBoundary(got[0]))
    expect(JSON.stringify(got[1])).not.toContain('changed')
  })

  it('mode, credentials, cache, referrer and the like are the same, with authorize too', async () => {
    const seen: object[] = []
    const read = ({
      mode,
      credentials,
      cache,
      redirect,
      referrer,
      referrerPolicy,
      integrity,
      keepalive,
      method,
    }: Request) => ({ mode, credentials, cache, redirect, referrer, referrerPolicy, integrity, keepalive, method })
    const init: RequestInit = {
      method: 'POST',
      body: form(),
      mode: 'same-origin',
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      referrer: '/here',
      referrerPolicy: 'origin',
      integrity: 'sha256-x',
      keepalive: true,
    }
    const auth = createAuth({
      authorize: (request) => request.headers.set('x-token', `t${seen.length}`),
      renew: async () => 'renewed',
      fetch: async (input, options) => {
        // Firefox drops `keepalive` from a Request that is made of another one.
        const keepalive = options?.keepalive ?? (input instanceof Request && input.keepalive)
        seen.push({ ...read(new Request(input, options)), keepalive })
        return new Response(null, { status: seen.length === 1 ? 401 : 200 })
      },
    })
    await auth.fetch('/api/settings', init)
    const expected = read(new Request('/api/settings', { ...init, body: form() }))
    expect(expected).toMatchObject({
      mode: 'same-origin',
      credentials: 'omit',
      referrerPolicy: 'origin',
      referrer: `${location.origin}/here`,
    })
    expect(seen).toEqual([expected, expected])
  })
})

describe('AbortSignal', () => {
  it('ends the wait for a sign-in, with its own reason, for this request only', async () => {
    const { open } = guard('/api/wait')
    const asked = Promise.withResolvers<(outcome: RenewResult) => void>()
    const auth = createAuth({ signIn: () => new Promise((resolve) => asked.resolve(resolve)) })
    const verdicts = vi.fn()
    auth.on('verdict', verdicts)
    const controller = new AbortController()
    const left = auth.fetch('/api/wait', { signal: controller.signal })
    const other = auth.fetch('/api/wait')
    await until(() => expect(verdicts).toHaveBeenCalledTimes(2))
    const reason = new DOMException('left', 'AbortError')
    controller.abort(reason)
    await expect(left).rejects.toBe(reason)
    const answer = await asked.promise
    open()
    answer('renewed')
    expect((await other).status).toBe(200)
  })
})

describe('errors of the app’s own code', () => {
  it('go to reportError, and harm nobody', async () => {
    worker.use(http.get('/api/secret', () => new HttpResponse(null, { status: 403 })))
    const report = vi.spyOn(globalThis, 'reportError').mockImplementation(() => {})
    const error = new Error('listener')
    const auth = createAuth()
    auth.on('forbidden', () => {
      throw error
    })
    expect((await auth.fetch('/api/secret')).status).toBe(403)
    expect(report).toHaveBeenCalledExactlyOnceWith(error)
    report.mockRestore()
  })
})
