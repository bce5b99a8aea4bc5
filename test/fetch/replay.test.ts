import { afterEach, describe, expect, it, vi } from 'vitest'
import { createAuth, type RenewResult, verdictOf } from 'why401'
import { until } from '../session/gate.ts'
import { attemptOf, type Hit, refusal, serve } from './server.ts'

afterEach(() => vi.restoreAllMocks())

/** A server that refuses first; `before` is what the app does while its request waits. */
async function start(before: () => void = () => {}) {
  const server = await serve(() => (server.hits.length === 1 ? refusal : {}))
  const renew = vi.fn(async (): Promise<RenewResult> => {
    before()
    return 'renewed'
  })
  const auth = createAuth({ origins: [server.url], renew })
  return { server, auth, renew }
}

/** Both attempts as the server got them. */
function attempts(hits: readonly Hit[]) {
  expect(hits).toHaveLength(2)
  return hits.map(attemptOf)
}

function form(): FormData {
  const data = new FormData()
  data.set('name', 'Zoë')
  data.set('file', new Blob([new Uint8Array([0, 255, 10])], { type: 'image/png' }), 'a.png')
  return data
}

const buffer = (): ArrayBuffer => new Uint8Array([0, 65, 254, 255]).buffer

const bodies: readonly (readonly [string, () => NonNullable<RequestInit['body']>, expected: RegExp])[] = [
  ['string', () => 'text: Zoë', /^text: ZoÃ«$/],
  ['an empty string', () => '', /^$/],
  ['Blob', () => new Blob(['blob'], { type: 'text/x-own' }), /^blob$/],
  ['FormData', form, /name="name"\r\n\r\nZoÃ«\r\n[^]*filename="a\.png"\r\nContent-Type: image\/png\r\n\r\n\0ÿ\n\r\n/],
  ['URLSearchParams', () => new URLSearchParams({ a: 'b c' }), /^a=b\+c$/],
  ['ArrayBuffer', buffer, /^\0Aþÿ$/],
  ['Uint8Array', () => new Uint8Array(buffer(), 1, 2), /^Aþ$/],
  ['DataView', () => new DataView(buffer(), 2), /^þÿ$/],
]

describe('the second attempt equals the first', () => {
  it.each(bodies)('%s', async (_name, body, expected) => {
    const { server, auth } = await start()
    const response = await auth.fetch(`${server.url}/api?a=1`, {
      method: 'PATCH',
      headers: [
        ['x-own', 'kept'],
        ['accept', 'text/plain'],
      ],
      body: body(),
    })
    expect(response.status).toBe(200)
    const [first, second] = attempts(server.hits)
    expect(second).toEqual(first)
    expect(first).toMatchObject({
      method: 'PATCH',
      path: '/api?a=1',
      headers: { 'x-own': 'kept', accept: 'text/plain' },
      body: expect.stringMatching(expected),
    })
  })

  it.each(bodies)('a Request with %s', async (_name, body, expected) => {
    const { server, auth } = await start()
    expect(
      (await auth.fetch(new Request(server.url, { method: 'PUT', headers: { 'x-own': 'kept' }, body: body() }))).status,
    ).toBe(200)
    const [first, second] = attempts(server.hits)
    expect(second).toEqual(first)
    expect(first).toMatchObject({ method: 'PUT', headers: { 'x-own': 'kept' }, body: expect.stringMatching(expected) })
  })

  it('a Request without a body, and one that init overrides', async () => {
    const plain = await start()
    await plain.auth.fetch(new Request(plain.server.url, { method: 'DELETE', headers: { a: '1' } }))
    expect(attempts(plain.server.hits)[1]).toMatchObject({ method: 'DELETE', headers: { a: '1' } })
    const overridden = await start()
    await overridden.auth.fetch(
      new Request(overridden.server.url, { method: 'POST', headers: { a: '1' }, body: 'own' }),
      { method: 'PUT', headers: { b: '2' } },
    )
    const [first, second] = attempts(overridden.server.hits)
    expect(second).toEqual(first)
    expect(second).toMatchObject({ method: 'PUT', headers: { b: '2' }, body: 'own' })
    expect(second?.headers).not.toHaveProperty('a')
  })

  it('with mode, credentials, cache, referrer, integrity and keepalive as they were', async () => {
    const seen: object[] = []
    const auth = createAuth({
      origins: ['https://app.example'],
      renew: async () => 'renewed',
      fetch: async (input, init) => {
        const request = new Request(input, init)
        const { mode, credentials, cache, redirect, referrerPolicy, integrity, keepalive, signal } = request
        seen.push({ mode, credentials, cache, redirect, referrerPolicy, integrity, keepalive, aborted: signal.aborted })
        return new Response(null, { status: seen.length === 1 ? 401 : 200 })
      },
    })
    const options: RequestInit = {
      method: 'POST',
      body: form(),
      mode: 'same-origin',
      credentials: 'include',
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'origin',
      integrity: 'sha256-x',
      keepalive: true,
    }
    await auth.fetch('https://app.example', options)
    const { method: _, body: __, ...rest } = options
    expect(seen).toEqual([
      { ...rest, aborted: false },
      { ...rest, aborted: false },
    ])
  })
})

it('the refusal that nobody sees is cancelled, so that it does not hold a connection', async () => {
  const cancelled = vi.fn()
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(70_000)),
    cancel: cancelled,
  })
  const answers = [
    new Response(endless, { status: 401, headers: { 'content-type': 'text/plain' } }),
    new Response('in'),
  ]
  const auth = createAuth({
    origins: ['https://app.example'],
    fetch: async () => answers.shift() ?? Response.error(),
    renew: async () => 'renewed',
  })
  expect(await (await auth.fetch('https://app.example')).text()).toBe('in')
  await until(() => expect(cancelled).toHaveBeenCalledOnce())
})

describe('what the app changes meanwhile does not change the second attempt', () => {
  const data = form()
  const params = new URLSearchParams({ a: '1' })
  const bytes = new Uint8Array([1, 2, 3])
  const headers = new Headers({ 'x-own': 'first' })
  const record: Record<string, string> = { 'x-own': 'first' }
  const init: RequestInit = { method: 'POST', body: 'first' }

  it.each<[string, RequestInit | (() => RequestInit), () => void]>([
    ['FormData', { method: 'POST', body: data }, () => data.set('name', 'changed')],
    ['URLSearchParams', { method: 'POST', body: params }, () => params.set('a', 'changed')],
    ['a buffer', { method: 'POST', body: bytes }, () => bytes.fill(9)],
    ['Headers', { headers }, () => headers.set('x-own', 'changed')],
    [
      'a record of headers',
      { headers: record },
      () => {
        record['x-own'] = 'changed'
      },
    ],
    ['init itself', init, () => Object.assign(init, { method: 'PUT', body: 'changed' })],
  ])('%s', async (_name, options, change) => {
    const { server, auth } = await start(change)
    expect((await auth.fetch(server.url, options as RequestInit)).status).toBe(200)
    const [first, second] = attempts(server.hits)
    expect(second).toEqual(first)
  })

  it('headers in init beside a Request with a body', async () => {
    const changing = new Headers({ 'x-own': 'first' })
    const { server, auth } = await start(() => changing.set('x-own', 'changed'))
    await auth.fetch(new Request(server.url, { method: 'POST', body: 'x' }), { headers: changing })
    const [first, second] = attempts(server.hits)
    expect(second).toEqual(first)
  })
})

describe('a stream cannot be sent twice', () => {
  async function* generate(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode('one ')
    yield new TextEncoder().encode('shot')
  }
  const streams: readonly (readonly [string, () => unknown])[] = [
    ['ReadableStream', () => new Blob(['one shot']).stream()],
    ['async iterable', generate],
  ]

  it.each(streams)(
    '%s: the first refusal is returned with a warning at once; the renewal happens',
    async (_name, stream) => {
      const { server, auth, renew } = await start()
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
      const response = await auth.fetch(`${server.url}/upload?key=hush`, {
        method: 'POST',
        body: stream() as ReadableStream,
        duplex: 'half',
      } as RequestInit)
      expect(response.status).toBe(401)
      expect(await response.json()).toEqual(refusal.body)
      expect(verdictOf(response)?.kind).toBe('reauthenticate')
      expect(server.hits.map(({ body }) => String(body))).toEqual(['one shot'])
      await until(() => expect(auth.state.get()).toEqual({ status: 'signed-in', generation: 1 }))
      expect(renew).toHaveBeenCalledOnce()
      expect(warn).toHaveBeenCalledExactlyOnceWith(
        `why401: POST ${server.url}/upload was not sent again: its body is a stream, which is gone once it was sent`,
      )
    },
  )

  it('that is not refused is sent as it is, without a warning', async () => {
    const server = await serve(({ body }) => ({ body: String(body) }))
    const warn = vi.spyOn(console, 'warn')
    const auth = createAuth({
      origins: [server.url],
      authorize: (request) => request.headers.set('authorization', 'Bearer t'),
    })
    const response = await auth.fetch(server.url, {
      method: 'POST',
      body: new Blob(['one shot']).stream(),
      duplex: 'half',
    } as RequestInit)
    expect(await response.text()).toBe('one shot')
    expect(server.hits[0]?.headers.authorization).toBe('Bearer t')
    expect(warn).not.toHaveBeenCalled()
  })
})

describe('a renewal that is refused with 400', () => {
  it.each([
    ['by the fetch of its context', undefined],
    ['on a renewal route', 'renewal'],
  ] as const)('%s: no warning says that it was not sent again', async (_name, role) => {
    const server = await serve(({ path }) =>
      path === '/token' ? { status: 400, body: { error: 'invalid_grant' } } : refusal,
    )
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const auth = createAuth({
      origins: [server.url],
      routes: role === undefined ? [] : [{ path: '/token', role }],
      renew: async ({ fetch }) => {
        const send = role === undefined ? fetch : auth.fetch
        return (await send(`${server.url}/token`, { method: 'POST' })).ok
      },
    })
    expect((await auth.fetch(`${server.url}/reports`)).status).toBe(401)
    expect(server.paths()).toEqual(['/reports', '/token'])
    expect(warn).not.toHaveBeenCalled()
  })
})
