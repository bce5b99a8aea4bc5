import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAuth } from 'why401'

const url = 'https://app.example/graphql'
const unauthenticated = { message: 'Not authenticated', extensions: { code: 'UNAUTHENTICATED' } }
const rpcError = { jsonrpc: '2.0', id: 2, error: { code: -32001, message: 'Unauthorized' } }

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}))
afterEach(() => void vi.restoreAllMocks())

/** How often a call is sent when the first answer is `status` with `body`. */
async function timesSent(status: number, body: unknown, init: RequestInit, redirected = false): Promise<number> {
  let sent = 0
  const auth = createAuth({
    origins: [new URL(url).origin],
    routes: [{ path: '/*', role: 'resource', inspect: true }],
    tabs: false,
    renew: async () => 'renewed',
    fetch: async () => {
      sent += 1
      if (sent > 1) return new Response('{}')
      const response = new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
      return redirected ? Object.defineProperty(response, 'redirected', { value: true }) : response
    },
  })
  await auth.fetch(url, init)
  return sent
}

const pay: RequestInit = { method: 'POST', body: '{"query":"mutation { pay { id } me { name } }"}' }

describe('an unsafe request that was refused', () => {
  it.each([401, 403, 419, 440, 498])('given %i → sent again', async (status) => {
    expect(await timesSent(status, { code: 'SESSION_EXPIRED' }, pay)).toBe(2)
  })

  it.each([400, 404, 409, 410, 422, 424, 500, 502, 503])('given %i → not sent again', async (status) => {
    expect(await timesSent(status, { code: 'SESSION_EXPIRED' }, pay)).toBe(1)
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'post', 'PROPFIND'])(
    'given %s and a redirect → not sent again',
    async (method) => {
      expect(await timesSent(401, { code: 'SESSION_EXPIRED' }, { method }, true)).toBe(1)
    },
  )

  it.each(['GET', 'HEAD', 'OPTIONS'])('given %s and a redirect → sent again', async (method) => {
    expect(await timesSent(401, { code: 'SESSION_EXPIRED' }, { method }, true)).toBe(2)
  })

  it.each<[string, number, unknown]>([
    ['a GraphQL field that was done', 200, { data: { pay: { id: 1 }, me: null }, errors: [unauthenticated] }],
    ['the same under 401', 401, { data: { pay: { id: 1 } }, errors: [unauthenticated] }],
    ['a null that may hide a field', 200, { data: null, errors: [{ ...unauthenticated, path: ['me'] }] }],
    ['a GraphQL batch', 200, [{ data: { pay: 1 } }, { data: null, errors: [unauthenticated] }]],
    ['a JSON-RPC batch', 200, [{ jsonrpc: '2.0', id: 1, result: 1 }, rpcError]],
    ['a tRPC batch', 207, [{ result: { data: 1 } }, { error: { data: { code: 'UNAUTHORIZED', httpStatus: 401 } } }]],
    ['207 without a success', 207, [{ error: { data: { code: 'UNAUTHORIZED', httpStatus: 401 } } }]],
    ['a batch with a part of no known shape', 200, [{ ok: 1 }, rpcError]],
    ['a shape that says nothing of the effect', 200, { authenticated: false }],
  ])('given %s → not sent again', async (_name, status, body) => {
    expect(await timesSent(status, body, pay)).toBe(1)
  })

  it.each<[string, unknown]>([
    ['GraphQL refused before execution', { errors: [unauthenticated] }],
    ['the same with data: null', { data: null, errors: [unauthenticated] }],
    ['JSON-RPC', rpcError],
    ['a batch of refusals', [rpcError, rpcError]],
  ])('given 200 and %s → sent again', async (_name, body) => {
    expect(await timesSent(200, body, pay)).toBe(2)
  })
})

describe('a GraphQL query, which changes nothing', () => {
  const partial = { data: { a: 1, me: null }, errors: [{ ...unauthenticated, path: ['me'] }] }

  it.each([
    '{ a me }',
    'query Q($mutation: ID) { a } ',
    '# a mutation\nquery { a(text: "mutation { x }") }',
    'fragment F on T { a } query { ...F }',
  ])('%s → sent again', async (query) => {
    const expected = query.includes('$mutation') ? 1 : 2
    expect(await timesSent(200, partial, { method: 'POST', body: JSON.stringify({ query }) })).toBe(expected)
    expect(await timesSent(200, partial, { method: 'POST', body: JSON.stringify([{ query }]) })).toBe(expected)
  })

  it.each(['mutation { a }', 'query { a } mutation M { b }', 'subscription { a }', 'shoes', '', '{ a'])(
    '%s is none → not sent again',
    async (query) => {
      expect(await timesSent(200, partial, { method: 'POST', body: JSON.stringify({ query }) })).toBe(1)
    },
  )
})

describe('a GET that is sent again', () => {
  const cached = { 'cache-control': 'max-age=60' }

  it.each<[Record<string, string>, RequestInit | undefined, RequestCache]>([
    [cached, undefined, 'reload'],
    [{ expires: 'Thu, 01 Jan 2099 00:00:00 GMT' }, { method: 'GET' }, 'reload'],
    [cached, { cache: 'force-cache' }, 'force-cache'],
    [{ ...cached, 'cache-control': 'no-store' }, undefined, 'default'],
    [{}, undefined, 'default'],
  ])('given a refusal with %o and options %o → cache: %s', async (headers, init, cache) => {
    for (const input of [url, new Request(url, init)]) {
      const requests: Request[] = []
      const auth = createAuth({
        origins: [new URL(url).origin],
        renew: async () => 'renewed',
        fetch: async (given, options) => {
          requests.push(new Request(given, options))
          return new Response(null, { status: requests.length === 1 ? 401 : 200, headers })
        },
      })
      await auth.fetch(input, typeof input === 'string' ? init : undefined)
      expect(requests.map((request) => request.cache)).toEqual([init?.cache ?? 'default', cache])
    }
  })
})

describe('what the caller asked for', () => {
  it('given credentials: omit and no credential of ours → handed back', async () => {
    expect(await timesSent(401, {}, { credentials: 'omit' })).toBe(1)
  })

  it('given credentials: omit and a token of ours → as every refusal', async () => {
    let token = 'old'
    const requests: Request[] = []
    const auth = createAuth({
      origins: [new URL(url).origin],
      token: () => token,
      renew: async () => {
        token = 'new'
        return 'renewed'
      },
      fetch: async (input, init) => {
        requests.push(new Request(input, init))
        return new Response(null, { status: requests.length === 1 ? 401 : 200 })
      },
    })
    expect((await auth.fetch(url, { credentials: 'omit' })).status).toBe(200)
  })
})
