import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { classifyExchange, type Exchange, isUnreadable, readExchanges } from 'why401/exchange'
import { expectLinearTime } from '../cpu-time.ts'

vi.setConfig({ testTimeout: 30_000 })

function read(text: string): readonly Exchange[] {
  const found = readExchanges(text)
  if (isUnreadable(found)) throw new Error(found.problem)
  return found.exchanges
}

interface Step {
  readonly url: string
  readonly status: number
  readonly location?: string
  readonly method?: string
}

const harOf = (...steps: readonly Step[]): string =>
  JSON.stringify({
    log: {
      entries: steps.map(({ url, status, location, method = 'GET' }) => ({
        request: { method, url, headers: [{ name: 'Cookie', value: 'a=b' }] },
        response: {
          status,
          headers: location === undefined ? [] : [{ name: 'Location', value: location }],
          content: { text: `at ${url}` },
        },
      })),
    },
  })

describe('a redirect in a HAR', () => {
  test('given one that was followed → one exchange, asked as the first and answered as the last', () => {
    const exchanges = read(
      harOf(
        { url: 'https://a.example/api?x=1', status: 302, location: '/login?next=s3cret#frag', method: 'POST' },
        { url: 'https://a.example/style.css', status: 200 },
        {
          url: 'https://a.example/login?next=s3cret',
          status: 307,
          location: 'https://u:s3cret@id.example/in?code=s3cret',
        },
        { url: 'https://u:s3cret@id.example/in?code=s3cret', status: 403 },
      ),
    )
    expect(exchanges.map(({ request, status, earlier }) => [request.method, request.url, status, earlier])).toEqual([
      [
        'POST',
        'https://a.example/api',
        403,
        [
          { status: 302, location: '/login' },
          { status: 307, location: 'https://id.example/in' },
        ],
      ],
      ['GET', 'https://a.example/style.css', 200, []],
    ])
    expect(JSON.stringify(exchanges.map(({ body: _body, headers: _headers, ...rest }) => rest))).not.toContain('s3cret')
  })

  test('given one that leads to a login page → the verdict says so, of the address that was asked', async () => {
    const [exchange] = read(
      harOf(
        { url: 'https://a.example/api/orders', status: 302, location: 'https://id.example/login' },
        { url: 'https://id.example/login', status: 200 },
      ),
    )
    const { verdict } = await classifyExchange({
      ...exchange!,
      headers: [['content-type', 'text/html']],
      body: '<form action="/login"><input type="password" name="p"></form>',
    })
    expect([verdict.kind, verdict.url]).toEqual(['reauthenticate', 'https://a.example/api/orders'])
  })

  test.each<[string, Step[], number]>([
    ['was not followed', [{ url: 'https://a.example/', status: 302, location: '/b' }], 1],
    [
      'leads elsewhere than the next entry',
      [
        { url: 'https://a.example/', status: 302, location: '/b' },
        { url: 'https://a.example/c', status: 200 },
      ],
      2,
    ],
    [
      'is none (304)',
      [
        { url: 'https://a.example/', status: 304, location: '/b' },
        { url: 'https://a.example/b', status: 200 },
      ],
      2,
    ],
    [
      'came after what it leads to',
      [
        { url: 'https://a.example/b', status: 200 },
        { url: 'https://a.example/', status: 302, location: '/b' },
      ],
      2,
    ],
    [
      'is one of two that lead to one address',
      [
        { url: 'https://a.example/1', status: 302, location: '/b' },
        { url: 'https://a.example/2', status: 302, location: '/b' },
        { url: 'https://a.example/b', status: 200 },
        { url: 'https://a.example/b', status: 403 },
      ],
      2,
    ],
    ['has an address that is none', [{ url: '::', status: 302, location: ':://' }], 1],
  ])('given one that %s → as many exchanges as there were', (_what, steps, count) => {
    expect(read(harOf(...steps))).toHaveLength(count)
  })

  test('given any chain → no entry is lost or told twice', () => {
    const path = fc.constantFrom('/a', '/b', '/c')
    const step = fc.record({
      url: path.map((end) => `https://a.example${end}`),
      status: fc.constantFrom(302, 302, 307, 200, 401),
      location: path,
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const exchanges = read(harOf(...steps))
        expect(exchanges.reduce((sum, { earlier }) => sum + 1 + earlier.length, 0)).toBe(steps.length)
        for (const { earlier } of exchanges) expect(earlier.length).toBeLessThanOrEqual(20)
      }),
    )
  })
})

describe('what a text is', () => {
  test('a HAR, a raw response or a command: found by how it begins', () => {
    expect(read(harOf({ url: 'https://a.example/', status: 401 }))).toHaveLength(1)
    expect(read('HTTP/1.1 403 x\n\n{"a":1}')[0]).toMatchObject({ status: 403, body: '{"a":1}' })
    expect(read('$ curl -i https://a.example/\nHTTP/1.1 403 x\n\nno')[0]).toMatchObject({
      status: 403,
      request: { url: 'https://a.example/' },
    })
    expect(readExchanges(harOf())).toEqual({ format: 'har', exchanges: [], creator: undefined })
    expect(readExchanges('HTTP/1.1 403 x')).toMatchObject({ format: 'message' })
    expect(readExchanges('[]')).toEqual({ problem: 'the file is not an object' })
    expect(readExchanges(' \n')).toMatchObject({ problem: 'there is nothing here' })
  })

  test('cookies that are set lose their values', () => {
    const fields = read('HTTP/1.1 401 x\nSet-Cookie: sid=s3cret; HttpOnly\nSet-Cookie: s3cret\nSet-Cookie: b=\n')[0]
      ?.headers
    expect(fields).toEqual([
      ['set-cookie', 'sid=…'],
      ['set-cookie', '…'],
      ['set-cookie', 'b=…'],
    ])
  })

  test('any text at all is read or refused, and never throws', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'curl ',
        "'",
        '"',
        '\\\n',
        '-H ',
        'https://a.example/',
        '\n',
        'HTTP/1.1 401 x\n',
        '{"log":',
        '$ ',
        '-',
        ': ',
      ),
      fc.string({ maxLength: 6 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 24 }), async (pieces) => {
        const found = readExchanges(pieces.join(''))
        if (isUnreadable(found)) expect(found.problem).not.toBe('')
        else for (const exchange of found.exchanges) await classifyExchange(exchange)
      }),
      { numRuns: 1000 },
    )
  }, 30_000)

  test.each<[name: string, make: (size: number) => string]>([
    ['quotes', (size) => `curl ${'"'.repeat(size)}`],
    ['backslashes in quotes', (size) => `curl '${'\\'.repeat(size + 1)}`],
    ['escapes in quotes', (size) => `curl "${'\\a'.repeat(size / 2)}" \nHTTP/1.1 401 x\n`],
    ['carets', (size) => `curl ^"${'^\\'.repeat(size / 2)}`],
    ['carets behind each other', (size) => `curl ${'^"'.repeat(size / 2)}`],
    ['hyphens', (size) => `curl ${'-'.repeat(size)}`],
    ['options', (size) => `curl ${'-H '.repeat(size / 3)}`],
    ['spaces before it', (size) => `${' '.repeat(size)}curl x`],
    ['what looks like a prompt', (size) => `${'a:\\ '.repeat(size / 4)}curl x`],
    ['fences', (size) => `${'```\n'.repeat(size / 4)}curl x`],
    ['JSON that goes deeper', (size) => '{"log":{"entries":['.repeat(size / 19)],
    ['a value in UTF-8', (size) => `HTTP/1.1 401 x\nx: ${'é'.repeat(size)}日`],
    [
      'redirects to one address',
      (size) => harOf(...Array.from({ length: size / 100 }, () => ({ url: 'https://a/', status: 302, location: '/' }))),
    ],
  ])('takes time in line with its length: %s', (_, make) => expectLinearTime(readExchanges, make))
})
