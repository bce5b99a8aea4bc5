import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classifyExchange, type Exchange, isUnreadable } from 'why401/exchange'
import { readRawResponse } from '../../src/exchange/raw-response.ts'
import { expectLinearTime } from '../cpu-time.ts'

function read(text: string, status?: number): Exchange {
  const found = readRawResponse(text, status)
  if (isUnreadable(found)) throw new Error(`line ${found.line}: ${found.problem}`)
  return found
}

describe('a raw response', () => {
  test('is a status line, header lines, a blank line, a body', () => {
    const { status, statusText, headers, body } = read(
      'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nX-Empty:\r\nContent-Type: text/plain\r\n\r\nline one\r\n\r\nline: two\r\n',
    )
    expect([status, statusText]).toEqual([401, 'Unauthorized'])
    expect(headers).toEqual([
      ['www-authenticate', 'Bearer'],
      ['x-empty', ''],
      ['content-type', 'text/plain'],
    ])
    expect(body).toBe('line one\n\nline: two')
  })

  test('may be HTTP/2, with lower-case names and no reason', () => {
    const { status, statusText, headers } = read('HTTP/2 403 \nserver: nginx\n')
    expect([status, statusText, headers]).toEqual([403, '', [['server', 'nginx']]])
  })

  test('keeps field lines of one name apart, in order', () => {
    expect(read('HTTP/1.1 401\nWWW-Authenticate: Basic\nWWW-Authenticate: Negotiate').headers).toEqual([
      ['www-authenticate', 'Basic'],
      ['www-authenticate', 'Negotiate'],
    ])
  })

  test('may fold a header over several lines', () => {
    expect(read('HTTP/1.1 401 x\nWWW-Authenticate: Bearer\n  realm="a",\n\terror="b"\n').headers).toEqual([
      ['www-authenticate', 'Bearer realm="a", error="b"'],
    ])
  })

  test('may be indented, in a fence of Markdown, and begin with the status alone', () => {
    expect(read('    HTTP/1.1 401 x\n    a: b\n\n    body\n      more').body).toBe('body\n  more')
    expect(read('```http\nHTTP/1.1 401 x\na: b\n\nbody\n```\n').body).toBe('body')
    expect(read('401 Unauthorized\nWWW-Authenticate: Basic').headers).toEqual([['www-authenticate', 'Basic']])
  })

  test('may come with its request, of whose credentials nothing but the scheme is kept', () => {
    const exchange = read(
      'GET /api/reports?key=s3cret HTTP/1.1\nHost: app.example\nAuthorization: Bearer s3cret\nCookie: sid=s3cret\nOrigin: https://page.example\nAccept: text/html\n\nHTTP/1.1 401 x\n\n',
    )
    expect(exchange.request).toEqual({
      url: 'https://app.example/api/reports',
      method: 'GET',
      sent: 'bearer',
      accept: 'text/html',
      pageOrigin: 'https://page.example',
    })
    expect(JSON.stringify(exchange)).not.toContain('s3cret')
  })

  test('keeps no part of a credential that has no scheme, or one that nobody knows', () => {
    for (const credential of ['s3cret', 's3cret with words', 'MyScheme s3cret']) {
      const exchange = read(`GET / HTTP/1.1\nHost: a.example\nAuthorization: ${credential}\n\nHTTP/1.1 401 x\n`)
      expect(exchange.request.sent).toBe('other')
      expect(JSON.stringify(exchange)).not.toMatch(/s3cret|myscheme/i)
    }
  })

  test('does not end its body at a status line that no blank line precedes', () => {
    expect(read('HTTP/1.1 200 OK\n\nlog:\nHTTP/1.1 401 Unauthorized\n').status).toBe(200)
  })
})

describe('several responses', () => {
  test('count by the last, which is said', () => {
    const { status, earlier, notes, body } = read(
      'HTTP/1.1 302 Found\nLocation: /login\n\nHTTP/1.1 302 Found\nLocation: https://id.example/\n\nHTTP/2 401\nx: y\n\nno',
    )
    expect([status, body]).toEqual([401, 'no'])
    expect(earlier).toEqual([
      { status: 302, location: '/login' },
      { status: 302, location: 'https://id.example/' },
    ])
    expect(notes).toEqual(['There are 3 responses; the last one counts. Before it: 302, 302.'])
  })

  test('may begin with 100 Continue, or the answer of a proxy', () => {
    expect(
      read('HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 403 x\r\na: b\r\n\r\n')
        .status,
    ).toBe(403)
  })

  test('that redirected tell the verdict where they ended', async () => {
    const exchange = read(
      'GET /api/orders HTTP/1.1\nHost: app.example\n\nHTTP/1.1 302 Found\nLocation: /login\n\nHTTP/1.1 200 OK\nContent-Type: text/html\n\n<form action="/login" method="post"><input type="password" name="p"></form>',
    )
    const { verdict } = await classifyExchange(exchange)
    expect([verdict.kind, verdict.url]).toEqual(['reauthenticate', 'https://app.example/api/orders'])
  })
})

describe('what curl -v prints', () => {
  const printed = `* Host app.example:443 was resolved.
* Connected to app.example (192.0.2.1) port 443
* ALPN: server accepted h2
> GET /api/me?token=s3cret HTTP/2
> Host: app.example
> User-Agent: curl/8.5.0
> Accept: */*
> Authorization: Basic YWRhOmxvdmVsYWNl
>${' '}
{ [5 bytes data]
< HTTP/2 401${' '}
< www-authenticate: Basic realm="app"
< content-type: application/json
<${' '}
{ [27 bytes data]
{"error":"no"}
* Connection #0 to host app.example left intact
`

  test('is read without its marks and remarks', () => {
    const { status, headers, body, request } = read(printed)
    expect([status, body]).toEqual([401, '{"error":"no"}'])
    expect(headers).toEqual([
      ['www-authenticate', 'Basic realm="app"'],
      ['content-type', 'application/json'],
    ])
    expect(request).toMatchObject({ url: 'https://app.example/api/me', method: 'GET', sent: 'basic' })
  })

  test('may show its progress', () => {
    const progress = '  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0'
    const done = '100   101  100   101    0     0  92490      0  0:00:01  0:00:01 --:--:--   98k'
    expect(
      read(
        `${progress}* Trying 192.0.2.1\n> GET / HTTP/1.1\n> Host: a.example\n>\n${progress}\n< HTTP/1.1 401 x\n< \n{ [9 bytes data]\n\r${done}\n{"a":"b"}\n`,
      ).body,
    ).toBe('{"a":"b"}')
  })

  test('keeps lines of a body that look like marks', () => {
    expect(read('> GET / HTTP/1.1\n> Host: a.example\n>\n< HTTP/1.1 401 x\n<\n> quoted\n* item\n< less').body).toBe(
      '> quoted\n* item\n< less',
    )
  })

  test('may follow redirects', () => {
    const followed =
      '> GET /a HTTP/1.1\n> Host: a.example\n> \n< HTTP/1.1 302 Found\n< Location: /b\n< \n* Ignoring the response-body\n* Issue another request to this URL: x\n> GET /b HTTP/1.1\n> Host: a.example\n> \n< HTTP/1.1 403 Forbidden\n< \nno'
    const { status, body, request, earlier } = read(followed)
    expect([status, body, request.url]).toEqual([403, 'no', 'https://a.example/a'])
    expect(earlier).toEqual([{ status: 302, location: '/b' }])
  })
})

describe('what browsers copy', () => {
  test('Chrome, with names and values on lines of their own', () => {
    for (const colon of [':', '']) {
      const copied = [
        'General',
        `Request URL${colon}`,
        'https://app.example/api/me?x=s3cret',
        `Request Method${colon}`,
        'GET',
        `Status Code${colon}`,
        '401 Unauthorized',
        `Remote Address${colon}`,
        '192.0.2.1:443',
        `Referrer Policy${colon}`,
        'same-origin',
        'Response Headers',
        `content-type${colon}`,
        'application/json',
        `date${colon}`,
        'Sat, 21 Nov 2026 10:00:00 GMT',
        `location${colon}`,
        'https://x.example/',
        `www-authenticate${colon}`,
        'Bearer realm="a"',
        'Request Headers',
        `:authority${colon}`,
        'app.example',
        `accept${colon}`,
        '*/*',
        `authorization${colon}`,
        'Bearer s3cret',
        `user-agent${colon}`,
        'Mozilla/5.0 (X11; Linux x86_64)',
      ].join('\n')
      const exchange = read(copied)
      expect(exchange).toMatchObject({
        status: 401,
        statusText: 'Unauthorized',
        body: '',
        request: { url: 'https://app.example/api/me', method: 'GET', sent: 'bearer', accept: '*/*' },
      })
      expect(exchange.headers.map(([name]) => name)).toEqual(['content-type', 'date', 'location', 'www-authenticate'])
      expect(JSON.stringify(exchange)).not.toContain('s3cret')
    }
  })

  test('Chrome, two lines each below a status line', () => {
    expect(
      read('HTTP/1.1 401 Unauthorized\ncontent-type:\ntext/html; charset=utf-8\nwww-authenticate:\nBearer\n\n<p>')
        .headers,
    ).toEqual([
      ['content-type', 'text/html; charset=utf-8'],
      ['www-authenticate', 'Bearer'],
    ])
  })

  test('Chrome, rows on one line and raw headers', () => {
    const exchange = read(
      'Request URL: https://app.example/api\nRequest Method: PUT\nStatus Code: 403 Forbidden (from service worker)\n\nResponse Headers (2)\nRaw\nHTTP/1.1 403 Forbidden\nServer: x\n\nRequest Headers\nPUT /api HTTP/1.1\nHost: app.example\nCookie: a=b\n',
    )
    expect(exchange).toMatchObject({
      status: 403,
      headers: [['server', 'x']],
      body: '',
      request: { url: 'https://app.example/api', method: 'PUT', sent: 'cookie' },
    })
  })

  test('headers alone, with the status from the field', () => {
    expect(read('content-type: application/json\nwww-authenticate: Bearer\n\n{"a":1}', 401)).toMatchObject({
      status: 401,
      body: '{"a":1}',
      headers: [
        ['content-type', 'application/json'],
        ['www-authenticate', 'Bearer'],
      ],
    })
    expect(readRawResponse('content-type: application/json\nwww-authenticate: Bearer')).toMatchObject({
      problem: expect.stringContaining('no status'),
      line: 1,
    })
  })

  test('Firefox, raw', () => {
    expect(
      read(
        'HTTP/2 401 \r\ndate: Sat, 21 Nov 2026 10:00:00 GMT\r\nwww-authenticate: Bearer\r\nX-Firefox-Spdy: h2\r\n\r\n',
      ),
    ).toMatchObject({ status: 401, statusText: '' })
  })

  test('Safari, HTTP/1.1', () => {
    const copied =
      'Summary\nURL: https://app.example/api/me\nStatus: 401 Unauthorized\nSource: Network\nAddress: 192.0.2.1:443\nInitiator: \nmain.js:3\n\nRequest\nGET /api/me HTTP/1.1\nAccept: */*\nCookie: a=b\n\nResponse\nHTTP/1.1 401 Unauthorized\nContent-Type: text/plain\n'
    expect(read(copied)).toMatchObject({
      status: 401,
      headers: [['content-type', 'text/plain']],
      request: { url: 'https://app.example/api/me', method: 'GET', sent: 'cookie' },
    })
  })

  test('Safari, HTTP/2', () => {
    const copied =
      'Summary\nURL: https://app.example/api/me\nStatus: 401\nSource: Network\n\nRequest\n:method: GET\n:scheme: https\n:authority: app.example\n:path: /api/me\nAuthorization: DPoP s3cret\n\nResponse\n:status: 401\nContent-Type: text/plain\nWWW-Authenticate: DPoP\n'
    expect(read(copied)).toMatchObject({
      status: 401,
      headers: [
        ['content-type', 'text/plain'],
        ['www-authenticate', 'DPoP'],
      ],
      request: { url: 'https://app.example/api/me', sent: 'dpop', method: 'GET' },
    })
  })
})

describe('what cannot be read', () => {
  test.each([
    ['', 'nothing', 1, 1],
    ['\n\nhello world', 'no colon', 3, 1],
    ['HTTP/1.1 401 x\na: b\nUnauthorized\n', 'no colon', 3, 1],
    ['HTTP/1.1 401 x\n  \n', undefined, 0, 0],
    ['HTTP/1.1 401 x\nFoo Bar: x', 'name of a header', 2, 4],
    ['  HTTP/1.1 401 x\n  Foo(: x', 'name of a header', 2, 6],
    ['HTTP/1.1 401 x\n: x', 'no name', 2, 1],
    ['HTTP/1.1 401 x\na: b\0c', 'NUL', 2, 5],
    ['GET / HTTP/1.1\nHost: a.example\n\n', 'what came back is missing', 1, 1],
  ])('%j says why, and where', (text, why, line, column) => {
    const found = readRawResponse(text)
    if (why === undefined) expect(isUnreadable(found)).toBe(false)
    else expect(found).toMatchObject({ problem: expect.stringContaining(why), line, column })
  })

  test('never throws, points into the text, and quotes nothing of it', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'HTTP/1.1 401 x\n',
        'HTTP/2 200\r\n',
        '\n',
        '\r\n\r\n',
        ': ',
        '> ',
        '< ',
        '* ',
        '< HTTP/1.1 401\n',
        'Status Code\n',
        'General\n',
        'Request Headers\n',
        'www-authenticate',
        'GET / HTTP/1.1\n',
        ' ',
        '\t',
        'Basic realm="',
        '```\n',
        '\0',
        ':status: 403\n',
      ),
      fc.string({ maxLength: 8 }),
      fc.string({ unit: 'binary', maxLength: 4 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (pieces) => {
        const text = pieces.join('')
        const found = readRawResponse(text, 401)
        if (isUnreadable(found)) {
          expect(found.line).toBeGreaterThanOrEqual(1)
          expect(found.line).toBeLessThanOrEqual(text.split(/\r\n|\n|\r/).length)
          expect(found.column).toBeGreaterThanOrEqual(1)
        } else expect((await classifyExchange(found)).verdict.status).toBe(found.status)
      }),
      { numRuns: 1000 },
    )
  }, 30_000)

  test.each<[name: string, make: (size: number) => string]>([
    ['empty lines', (size) => '\n'.repeat(size)],
    ['headers', (size) => 'a: b\n'.repeat(size / 5)],
    ['headings', (size) => 'General\n\n'.repeat(size / 10)],
    ['spaces', (size) => ' '.repeat(size)],
    ['one long line', (size) => `HTTP/1.1 401 x\n${'a'.repeat(size)}`],
    ['spaces in a header', (size) => `HTTP/1.1 401 x\na:${' '.repeat(size)}b`],
  ])('takes time in line with its length: %s', (_, make) => expectLinearTime(readRawResponse, make))
})
