import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classifyExchange, isUnreadable } from 'why401/exchange'
import { type Har, readHar } from '../../src/exchange/har.ts'
import { jsonFault, placeOf } from '../../src/exchange/json-fault.ts'

const entry = (response: object = {}, request: object = {}): unknown => ({
  request: {
    method: 'GET',
    url: 'https://app.example/api?key=s3cret',
    httpVersion: 'HTTP/1.1',
    headers: [],
    cookies: [],
    ...request,
  },
  response: {
    status: 401,
    statusText: 'Unauthorized',
    headers: [{ name: 'WWW-Authenticate', value: 'Bearer' }],
    content: { size: 0, mimeType: 'text/plain' },
    ...response,
  },
})

const harOf = (...entries: unknown[]): string =>
  JSON.stringify({ log: { version: '1.2', creator: { name: 'WebInspector', version: '1' }, entries } })

function read(text: string): Har {
  const har = readHar(text)
  if (isUnreadable(har)) throw new Error(har.problem)
  return har
}

describe('a HAR', () => {
  test('becomes exchanges, in order, without what is secret', () => {
    const har = read(
      harOf(
        entry(
          {},
          {
            headers: [
              { name: 'Authorization', value: 'Bearer s3cret' },
              { name: ':authority', value: 'app.example' },
            ],
            postData: { text: 's3cret' },
          },
        ),
        entry({ status: 200, content: { text: 'hi' } }, { headers: [{ name: 'Accept', value: '*/*' }] }),
      ),
    )
    expect(har.creator).toBe('WebInspector')
    expect(har.exchanges.map(({ status, request, body }) => [status, request.url, request.sent, body])).toEqual([
      [401, 'https://app.example/api', 'bearer', ''],
      [200, 'https://app.example/api', 'nothing', 'hi'],
    ])
    expect(JSON.stringify(har)).not.toContain('s3cret')
  })

  test('that was written without credentials does not say that none were sent', () => {
    expect(
      read(harOf(entry({}, { headers: [{ name: 'Accept', value: '*/*' }] }))).exchanges[0]?.request.sent,
    ).toBeUndefined()
  })

  test('tells cookies by its list of them too', () => {
    expect(
      read(
        harOf(entry({}, { headers: [{ name: 'Accept', value: '*/*' }], cookies: [{ name: 'sid', value: 's3cret' }] })),
      ).exchanges[0]?.request.sent,
    ).toBe('cookie')
  })

  test('may hold bodies in base64, which are decoded as the library does', async () => {
    const content = {
      text: Buffer.from('{"error":"invalid_token","error_description":"Über"}').toString('base64'),
      encoding: 'base64',
      mimeType: 'application/json',
    }
    const [exchange] = read(
      harOf(entry({ content, headers: [{ name: 'content-type', value: 'application/json' }] })),
    ).exchanges
    const { verdict } = await classifyExchange(exchange!)
    expect([verdict.kind, verdict.reason, verdict.message]).toEqual(['reauthenticate', 'token-invalid', 'Über'])
  })

  test('keeps lines of one field that Chrome wrote as one', () => {
    expect(
      read(harOf(entry({ headers: [{ name: 'www-authenticate', value: 'Basic\nNegotiate' }] }))).exchanges[0]?.headers,
    ).toEqual([
      ['www-authenticate', 'Basic'],
      ['www-authenticate', 'Negotiate'],
    ])
  })

  test('may have no content, no headers, and requests that were never answered', () => {
    const { exchanges } = read(
      harOf(entry({ status: 0, content: undefined, headers: undefined }), entry({ status: -1 })),
    )
    expect(exchanges.map(({ status, headers }) => [status, headers.length])).toEqual([
      [0, 0],
      [0, 1],
    ])
  })

  test('may begin with a byte order mark', () => {
    expect(read(`\uFEFF${harOf()}`).exchanges).toEqual([])
  })

  test('of a thousand entries is read and judged', async () => {
    const { exchanges } = read(
      harOf(...Array.from({ length: 1000 }, (_, index) => entry({ status: index % 10 === 0 ? 401 : 200 }))),
    )
    const verdicts = await Promise.all(exchanges.map((exchange) => classifyExchange(exchange)))
    expect(verdicts.filter(({ verdict }) => verdict.kind === 'reauthenticate')).toHaveLength(100)
  })
})

describe('where it stops being one', () => {
  test.each<[string, string]>([
    ['[]', 'the file is not an object'],
    ['{}', 'log is missing'],
    ['{"log":[]}', 'log is not an object'],
    ['{"log":{}}', 'log.entries is missing'],
    ['{"log":{"entries":{}}}', 'log.entries is not an array'],
    [harOf(entry(), null), 'log.entries[1] is not an object'],
    [harOf({ request: { method: 'GET', url: '/' } }), 'log.entries[0].response is missing'],
    [harOf(entry({}, { url: 3 })), 'log.entries[0].request.url is not a string'],
    [harOf(entry(), entry(), entry(), entry({ status: '401' })), 'log.entries[3].response.status is not a number'],
    [harOf(entry({ status: 1e9 })), 'log.entries[0].response.status is not a status'],
    [harOf(entry({ headers: {} })), 'log.entries[0].response.headers is not an array'],
    [harOf(entry({ headers: [{ name: 'a' }] })), 'log.entries[0].response.headers[0].value is missing'],
    [
      harOf(entry({ headers: [{ name: 'a b', value: '' }] })),
      'log.entries[0].response.headers[0].name is not the name of a header',
    ],
    [
      harOf(entry({ headers: [{ name: 'a', value: 'b\0' }] })),
      'log.entries[0].response.headers[0].value is not the value of a header',
    ],
    [
      harOf(entry({ content: { text: '%', encoding: 'base64' } })),
      'log.entries[0].response.content.text is not base64',
    ],
  ])('%#: $1', (text, problem) => expect(readHar(text)).toEqual({ problem }))

  test('names line and column where it is no JSON, and quotes nothing', () => {
    expect(readHar('{\n  "log": {\n    "entries": [s3cret]\n  }\n}')).toEqual({
      problem: 'this is not JSON: a value or ] should be here',
      line: 3,
      column: 17,
    })
    expect(readHar('{"log": {"entries": [')).toEqual({
      problem: 'this is not JSON: a value or ] should be here',
      line: 1,
      column: 22,
    })
  })

  test('the fault is found exactly when JSON.parse refuses', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"\\u00e',
        '"\\x"',
        '1',
        '-0.5e+3',
        '01',
        'true',
        'nul',
        ' ',
        '\n',
        '"',
        '\\',
      ),
      fc.string({ maxLength: 3 }),
    )
    const spoilt = fc
      .tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 }))
      .map(([json, at, junk]) => json.slice(0, at % (json.length + 1)) + junk + json.slice(at % (json.length + 1)))
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
          fc.json(),
          spoilt,
        ),
        (text) => {
          const fault = jsonFault(text)
          expect(fault === undefined).toBe(isJson(text))
          if (fault === undefined) return
          expect(fault.at).toBeLessThanOrEqual(text.length)
          expect(placeOf(text, fault.at).line).toBe(text.slice(0, fault.at).split('\n').length)
        },
      ),
      { numRuns: 5000 },
    )
  }, 30_000)

  test('anything at all is read or refused, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.anything().map((value) => harOf(value)),
          fc.record({ request: fc.anything(), response: fc.anything() }).map((value) => harOf(value)),
          hostile.map((value) => harOf(value)),
        ),
        async (text) => {
          const har = readHar(text)
          if (!isUnreadable(har)) for (const exchange of har.exchanges) await classifyExchange(exchange)
        },
      ),
      { numRuns: 1000 },
    )
  }, 30_000)
})

const field = fc.record({
  name: fc.constantFrom('content-type', 'www-authenticate', 'location', 'set-cookie', 'x'),
  value: fc.string(),
})
const hostile = fc.record({
  request: fc.record({
    method: fc.string(),
    url: fc.oneof(fc.webUrl(), fc.string()),
    headers: fc.array(field),
    cookies: fc.anything(),
  }),
  response: fc.record({
    status: fc.oneof(fc.integer({ min: -1, max: 999 }), fc.constantFrom(101, 204, 304, 0, 200, 401)),
    statusText: fc.anything(),
    headers: fc.array(field),
    content: fc.record({ text: fc.string({ unit: 'binary' }), encoding: fc.constantFrom('base64', '', undefined) }),
  }),
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('redirects of a HAR', () => {
  const step = (status: number, url: string, location?: string, request: object = {}): unknown =>
    entry(
      {
        status,
        headers: location === undefined ? [] : [{ name: 'Location', value: location }],
        content: { text: 'x' },
      },
      { url, ...request },
    )

  test('given an answer after two redirects, then they are one exchange, at the place of the first', () => {
    const har = read(
      harOf(
        step(302, 'https://app.example/a?x=1', '/login?next=%2Fa'),
        step(401, 'https://app.example/other'),
        step(307, 'https://app.example/login?next=%2Fa', 'https://id.example/'),
        step(200, 'https://id.example/#top'),
      ),
    )
    expect(
      har.exchanges.map(({ status, request, earlier }) => [status, request.url, earlier.map((each) => each.status)]),
    ).toEqual([
      [200, 'https://app.example/a', [302, 307]],
      [401, 'https://app.example/other', []],
    ])
    expect(har.exchanges[0]?.notes).toEqual(['It was redirected: 302, 307, then 200.'])
  })

  test('given a request of a page, then its origin is the first one’s: a redirect to another origin sends `null`', () => {
    const from = (origin: string): object => ({ headers: [{ name: 'Origin', value: origin }] })
    const har = read(
      harOf(
        step(302, 'https://app.example/a', 'https://id.example/', from('https://page.example')),
        step(200, 'https://id.example/', undefined, from('null')),
      ),
    )
    expect(har.exchanges.map(({ request }) => request.pageOrigin)).toEqual(['https://page.example'])
  })

  test('given the same redirect twice, then each has its own answer', () => {
    const har = read(
      harOf(
        step(302, 'https://app.example/a', '/b'),
        step(302, 'https://app.example/a', '/b'),
        step(200, 'https://app.example/b'),
        step(403, 'https://app.example/b'),
      ),
    )
    expect(har.exchanges.map(({ status, earlier }) => [status, earlier.length])).toEqual([
      [200, 1],
      [403, 1],
    ])
  })

  test('given a redirect that nothing answers, or another query, then entries stay apart', () => {
    const har = read(
      harOf(
        step(200, 'https://app.example/b?q=1'),
        step(302, 'https://app.example/a', '/b?q=1'),
        step(200, 'https://app.example/b?q=2'),
        step(304, 'https://app.example/c', '/d'),
      ),
    )
    expect(har.exchanges.map(({ status }) => status)).toEqual([200, 302, 200, 304])
  })

  test('given a redirect in a circle, then it ends', () => {
    const har = read(harOf(step(302, 'https://app.example/a', '/a'), step(302, 'https://app.example/a', '/a')))
    expect(har.exchanges.map(({ status, earlier }) => [status, earlier.length])).toEqual([[302, 1]])
  })
})
