import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAuth } from 'why401'

/** `npm run fuzz` style: more calls than a test run can afford. */
const numRuns = Number(process.env['WHY401_RUNS'] ?? 500)
const timeout = 120_000

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}))
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** One call, and what its owner does to its objects afterwards. */
interface Generated {
  readonly input: RequestInfo | URL
  readonly init: RequestInit | undefined
  readonly change: () => void
}

const word = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom('a', 'b', 'x', 'Y', '0', '9') })
const bytes = fc.uint8Array({ maxLength: 20 }).map((array) => Uint8Array.from(array))

type Part<T> = fc.Arbitrary<readonly [value: T, change: () => void]>
const fixed = <T>(value: T): readonly [T, () => void] => [value, () => {}]

const body: Part<RequestInit['body']> = fc.oneof(
  fc.constant(undefined).map(fixed<RequestInit['body']>),
  word.map(fixed<RequestInit['body']>),
  word.map((text) => fixed<RequestInit['body']>(new Blob([text], { type: 'text/x-own' }))),
  bytes.map((array): readonly [RequestInit['body'], () => void] => [array, () => array.fill(7)]),
  bytes.map((array): readonly [RequestInit['body'], () => void] => [array.buffer, () => array.fill(7)]),
  word.map((text): readonly [RequestInit['body'], () => void] => {
    const params = new URLSearchParams({ a: text })
    return [params, () => params.append('b', 'changed')]
  }),
  fc.tuple(word, bytes).map(([text, array]): readonly [RequestInit['body'], () => void] => {
    const form = new FormData()
    form.append('text', text)
    form.append('file', new Blob([array]), 'a.bin')
    return [form, () => form.set('text', 'changed')]
  }),
)

const headers: Part<HeadersInit | undefined> = fc.oneof(
  fc.constant(undefined).map(fixed<HeadersInit | undefined>),
  word.map((value): readonly [HeadersInit, () => void] => {
    const record: Record<string, string> = { 'X-Own': value }
    return [record, () => void Object.assign(record, { 'X-Own': 'changed', 'x-more': '1' })]
  }),
  word.map((value): readonly [HeadersInit, () => void] => {
    const pair: [string, string] = ['x-own', value]
    const pairs = [pair]
    return [
      pairs,
      () => {
        pair[1] = 'changed'
        pairs.push(['x-more', '1'])
      },
    ]
  }),
  word.map((value): readonly [HeadersInit, () => void] => {
    const own = new Headers({ 'x-own': value })
    return [own, () => own.set('x-own', 'changed')]
  }),
)

const call: fc.Arbitrary<Generated> = fc
  .record({
    kind: fc.constantFrom('text', 'URL', 'Request', 'Request and options'),
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'patch'),
    path: fc.webPath(),
    headers,
    body,
    more: fc.constantFrom<RequestInit>({}, { cache: 'no-store' }, { credentials: 'include' }, { keepalive: true }),
  })
  .map(({ kind, method, path, headers: [own, changeHeaders], body: [sent, changeBody], more }): Generated => {
    const href = `https://app.example/${path}`
    const init: RequestInit = {
      method,
      ...more,
      ...(own && { headers: own }),
      ...(method !== 'GET' && { body: sent ?? null }),
    }
    const change = (): void => {
      changeHeaders()
      changeBody()
      Object.assign(init, { method: 'OPTIONS', headers: { 'x-own': 'changed' }, body: undefined })
    }
    if (kind === 'text') return { input: href, init, change }
    if (kind === 'URL') {
      const url = new URL(href)
      return {
        input: url,
        init,
        change: () => {
          change()
          url.href = 'https://app.example/changed'
        },
      }
    }
    const request = new Request(href, init)
    const all = (): void => {
      change()
      request.headers.set('x-own', 'changed')
    }
    return { input: request, init: kind === 'Request' ? undefined : { ...more }, change: all }
  })

/** What a server would get, without the boundary of a form, which is new for each attempt. */
async function onTheWire(input: RequestInfo | URL, init: RequestInit | undefined) {
  const request = new Request(input, init)
  const type = request.headers.get('content-type') ?? ''
  const boundary = /boundary=([\w-]+)/.exec(type)?.[1]
  const text = Buffer.from(await request.arrayBuffer()).toString('latin1')
  const strip = (part: string): string => (boundary === undefined ? part : part.replaceAll(boundary, ''))
  const { method, url, cache, credentials, keepalive } = request
  const sent = [...request.headers].map(([name, value]) => [
    name,
    name === 'authorization' ? 'credential' : strip(value),
  ])
  return { method, url, cache, credentials, keepalive, headers: sent, body: strip(text) }
}

describe('every replay', () => {
  it(
    'equals the first attempt in all but the credential, whatever the caller does to its objects',
    { timeout },
    async () => {
      const authorizations = fc.constantFrom('none', 'token', 'authorize')
      await fc.assert(
        fc.asyncProperty(call, authorizations, fc.boolean(), async ({ input, init, change }, how, isAtOnce) => {
          const attempts: Promise<unknown>[] = []
          let credential = 0
          const auth = createAuth({
            origins: ['https://app.example'],
            conventions: [],
            tabs: false,
            ...(how === 'token' && { token: async () => String(credential++) }),
            ...(how === 'authorize' && {
              authorize: ({ headers: own }) => own.set('authorization', String(credential++)),
            }),
            fetch: (given, options) => {
              attempts.push(onTheWire(given, options))
              return Promise.resolve(new Response(null, { status: attempts.length === 1 ? 401 : 200 }))
            },
            renew: async () => {
              change()
              return 'renewed'
            },
          })
          const settled = auth.fetch(input, init)
          if (isAtOnce) change()
          expect((await settled).status).toBe(200)
          const [first, second] = await Promise.all(attempts)
          expect(second).toEqual(first)
          auth.dispose()
        }),
        { numRuns },
      )
    },
  )
})

const listed = ['https://app.example', 'http://app.example:8080', 'https://xn--bcher-kva.example']
const hosts = [
  'app.example',
  'APP.example',
  'app.example.',
  'app.example:443',
  'app.example:8080',
  'app.example:80',
  'user@app.example',
  'app.example@evil.example',
  'evil.example',
  'evil.example#@app.example',
  'evil.example\\@app.example',
  'app.example.evil.example',
  'bücher.example',
  'app。example',
  'app.example%2eevil.example',
]
const spelling = fc
  .tuple(
    fc.constantFrom(
      'https://',
      'http://',
      'HTTPS://',
      'https:',
      'https:\\\\',
      '//',
      '///',
      ' https://',
      'blob:https://',
      'ht\ntps://',
      'ftp://',
      'data:',
      '',
    ),
    fc.constantFrom(...hosts, '', '.', '..', '/'),
    fc.constantFrom('', '/', '/a', '?q=https://app.example/', '#f', '\\x', '/..//evil.example', '/a\n', ':80'),
  )
  .map((parts) => parts.join(''))
const base = fc.constantFrom(
  undefined,
  'https://app.example/page/1',
  'https://evil.example/base/',
  'http://app.example:8080/',
  'about:blank',
)

/** Whether a URL goes to a listed origin, by the URL standard alone. */
function isListed(text: string, from: string | undefined): boolean {
  if (!URL.canParse(text, from)) return false
  const { protocol, origin } = new URL(text, from)
  return /^https?:$/.test(protocol) && listed.includes(origin)
}

describe('token and authorize', () => {
  it('are asked exactly for requests whose own URL has a listed origin', { timeout }, async () => {
    const kinds = fc.constantFrom('text', 'URL', 'Request')
    await fc.assert(
      fc.asyncProperty(
        fc.array(spelling, { minLength: 1, maxLength: 3 }),
        base,
        kinds,
        async (spellings, from, kind) => {
          const asked: string[] = []
          const sent: Request[] = []
          const token = vi.fn(() => 'SECRET')
          const auth = createAuth({
            origins: listed,
            conventions: [],
            tabs: false,
            token,
            authorize: ({ url }) => void asked.push(url),
            fetch: async (input, init) => {
              // As a page would: a relative URL that reaches the carrier is resolved against the base.
              const absolute = typeof input === 'string' && URL.canParse(input, from) ? new URL(input, from) : input
              sent.push(new Request(absolute, init))
              return new Response()
            },
          })
          // After the auth, which takes a document for a page with all that a page has.
          vi.stubGlobal('document', from === undefined ? undefined : { baseURI: from })
          for (const text of spellings) {
            if (kind !== 'text' && !URL.canParse(text, from)) continue
            let input: RequestInfo | URL = text
            if (kind === 'URL') input = new URL(text, from)
            else if (kind === 'Request') {
              const { username } = new URL(text, from)
              if (username !== '') continue
              input = new Request(new URL(text, from))
            }
            asked.length = 0
            sent.length = 0
            token.mockClear()
            const isSent = await auth.fetch(input).then(
              () => true,
              () => false,
            )
            const isOurs = isListed(text, from)
            if (isSent) expect([asked.length, token.mock.calls.length]).toEqual(isOurs ? [1, 1] : [0, 0])
            for (const url of asked) expect(isListed(url, undefined)).toBe(true)
            for (const request of sent) {
              if (request.headers.has('authorization')) expect(isListed(request.url, undefined)).toBe(true)
            }
          }
          vi.unstubAllGlobals()
          auth.dispose()
        },
      ),
      { numRuns },
    )
  })

  it('are asked again only where the answer came from a listed origin', { timeout }, async () => {
    const from = fc.constantFrom(
      '',
      'https://app.example/x',
      'https://evil.example/x',
      'http://app.example:8080/',
      'https://app.example.evil.example/',
    )
    await fc.assert(
      fc.asyncProperty(from, fc.boolean(), async (url, redirected) => {
        const token = vi.fn(() => String(token.mock.calls.length))
        let sent = 0
        const auth = createAuth({
          origins: listed,
          conventions: [],
          tabs: false,
          token,
          renew: async () => 'renewed',
          fetch: async () => {
            sent += 1
            const response = new Response(null, { status: sent === 1 ? 401 : 200 })
            return Object.defineProperties(response, { url: { value: url }, redirected: { value: redirected } })
          },
        })
        await auth.fetch('https://app.example/api')
        expect(token).toHaveBeenCalledTimes(url === '' || isListed(url, undefined) ? 2 : 1)
        auth.dispose()
      }),
      { numRuns: Math.min(numRuns, 100) },
    )
  })
})
