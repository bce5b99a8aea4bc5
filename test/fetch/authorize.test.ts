import { describe, expect, it, vi } from 'vitest'
import { createAuth, verdictOf } from 'why401'
import { startBackend } from '../session/backend.ts'
import { serve } from './server.ts'

describe('authorize', () => {
  it('is asked for each attempt, so that the replay has fresh credentials', async () => {
    const backend = await startBackend()
    const authorize = vi.fn(async (request: Request) => backend.authorize(request))
    const auth = createAuth({
      origins: [backend.url],
      authorize,
      renew: async () => {
        backend.refresh()
        return 'renewed'
      },
    })
    const response = await auth.fetch(`${backend.url}/api`, {
      method: 'PUT',
      body: 'same',
      headers: { 'x-own': 'kept', authorization: 'Bearer stale' },
    })
    expect(response.status).toBe(200)
    expect(backend.hits.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new'])
    expect(backend.hits.map(({ method, headers, body }) => [method, headers['x-own'], String(body)])).toEqual([
      ['PUT', 'kept', 'same'],
      ['PUT', 'kept', 'same'],
    ])
    expect(authorize).toHaveBeenCalledTimes(2)
    expect(authorize.mock.calls[0]?.[0]).not.toBe(authorize.mock.calls[1]?.[0])
  })

  it('never sees a request to an origin that is not listed', async () => {
    const own = await serve(() => ({}))
    const foreign = await serve(() => ({}))
    const authorize = vi.fn((request: Request) => request.headers.set('authorization', 'Bearer secret'))
    const auth = createAuth({ origins: [own.url], authorize })
    await auth.fetch(own.url)
    await auth.fetch(foreign.url)
    expect(authorize).toHaveBeenCalledOnce()
    expect(own.hits[0]?.headers.authorization).toBe('Bearer secret')
    expect(foreign.hits[0]?.headers.authorization).toBeUndefined()
  })

  it('does not touch the caller’s own Request or headers', async () => {
    const server = await serve(() => ({}))
    const headers = new Headers({ 'x-own': 'kept' })
    const request = new Request(server.url)
    const auth = createAuth({
      origins: [server.url],
      authorize: (asked) => asked.headers.set('authorization', 'Bearer secret'),
    })
    await auth.fetch(server.url, { headers })
    await auth.fetch(request)
    expect(headers.has('authorization')).toBe(false)
    expect(request.headers.has('authorization')).toBe(false)
    expect(server.hits.map(({ headers: sent }) => sent.authorization)).toEqual(['Bearer secret', 'Bearer secret'])
  })

  it('what it throws is the caller’s, and nothing is sent', async () => {
    const server = await serve(() => ({}))
    const error = new Error('no token store')
    const auth = createAuth({ origins: [server.url], authorize: () => Promise.reject(error) })
    await expect(auth.fetch(server.url)).rejects.toBe(error)
    expect(server.hits).toHaveLength(0)
  })

  it('options that a Request does not hold still reach the carrier, and only those', async () => {
    const inits: (RequestInit | undefined)[] = []
    const auth = createAuth({
      origins: ['https://app.example'],
      authorize: () => {},
      fetch: async (_input, init) => {
        inits.push(init)
        return new Response()
      },
    })
    await auth.fetch('https://app.example', {
      headers: { a: 'b' },
      method: 'POST',
      body: 'x',
      next: { revalidate: 1 },
    } as RequestInit)
    await auth.fetch('https://app.example', { headers: { a: 'b' } })
    expect(inits).toEqual([{ next: { revalidate: 1 } }, undefined])
  })
})

describe('the Authorization that was sent', () => {
  const bare = { status: 401, headers: { 'www-authenticate': 'Custom realm="app"' } }

  it.each([
    ['Basic YTpi', 'credentials-rejected', 'wrong-credentials'],
    ['Bearer t', 'reauthenticate', 'token-invalid'],
    ['DPoP t', 'reauthenticate', 'token-invalid'],
    [undefined, 'reauthenticate', 'no-credentials'],
  ] as const)('%s: %s, %s, wherever it was set', async (authorization, kind, reason) => {
    const server = await serve(() => bare)
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
    const plain = createAuth({ origins: [server.url] })
    const authorized = createAuth({
      origins: [server.url],
      authorize: (request) => {
        if (authorization !== undefined) request.headers.set('authorization', authorization)
      },
    })
    const responses = [
      await plain.fetch(server.url, { headers }),
      await plain.fetch(new Request(server.url, { headers })),
      await plain.fetch(new Request(server.url, { headers: { authorization: 'Other x' } }), { headers }),
      await authorized.fetch(server.url),
    ]
    for (const response of responses) expect(verdictOf(response)).toMatchObject({ kind, reason })
  })

  it('wrong Basic credentials are for the form: no renewal, no replay', async () => {
    const server = await serve(() => ({ status: 401, headers: { 'www-authenticate': 'Basic realm="app"' } }))
    const renew = vi.fn(async () => 'renewed' as const)
    const auth = createAuth({ origins: [server.url], renew })
    await auth.fetch(server.url, { headers: { authorization: 'Basic YTpi' } })
    expect(renew).not.toHaveBeenCalled()
    expect(server.hits).toHaveLength(1)
  })
})
