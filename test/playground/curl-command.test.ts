import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCurlCommand } from '../../examples/playground/curl-command.ts'
import { isProblem } from '../../examples/playground/exchange.ts'
import { readRawResponse } from '../../examples/playground/raw-response.ts'

const SECRET = 's3cret-of-the-command'
const url = 'https://app.example/api/reports'

const requestOf = (command: string) => readCurlCommand(command)?.request

describe('given a curl command, then its request', () => {
  test.each<[name: string, command: string, expected: object]>([
    ['a URL alone', `curl ${url}`, { url, method: 'GET', sent: 'nothing' }],
    ['a prompt before it', `$ curl ${url}`, { url, method: 'GET' }],
    ['a URL without a scheme', 'curl localhost:8080/api', { url: 'http://localhost:8080/api' }],
    ['a query', `curl '${url}?token=${SECRET}'`, { url }],
    ['a bearer token', `curl -H 'Authorization: Bearer ${SECRET}' ${url}`, { url, sent: 'bearer' }],
    ['a token in a variable', `curl ${url} -H "Authorization: Bearer $TOKEN"`, { url, sent: 'bearer' }],
    ['a user', `curl -u ada:${SECRET} ${url}`, { url, sent: 'basic' }],
    ['a user for Digest', `curl --digest --user ada:${SECRET} ${url}`, { url, sent: 'digest' }],
    ['an OAuth token', `curl --oauth2-bearer ${SECRET} ${url}`, { url, sent: 'bearer' }],
    ['a cookie', `curl -b 'sid=${SECRET}' ${url}`, { url, sent: 'cookie' }],
    ['a body', `curl ${url} -d 'key=${SECRET}'`, { url, method: 'POST' }],
    ['a body and --get', `curl -G ${url} -d a=b`, { url, method: 'GET' }],
    ['JSON', `curl --json '{"a":"it is \\"b\\""}' ${url}`, { url, method: 'POST' }],
    ['a method', `curl -X DELETE ${url}`, { url, method: 'DELETE' }],
    ['short options in one word', `curl -sSikXPUT ${url}`, { url, method: 'PUT' }],
    ['a value attached to its option', `curl -H'Accept: application/json' ${url}`, { url, accept: 'application/json' }],
    ['a head', `curl -I ${url}`, { url, method: 'HEAD' }],
    ['an upload', `curl -T file.txt ${url}`, { url, method: 'PUT' }],
    ['an option whose value looks like a URL', `curl -x http://proxy.example:3128 -o out.html ${url}`, { url }],
    ['--url', `curl --compressed --url ${url}`, { url }],
    ['an origin', `curl ${url} -H 'Origin: https://page.example'`, { url, pageOrigin: 'https://page.example' }],
    [
      'several lines (Chrome, bash)',
      `curl '${url}' \\\n  -H 'accept: */*' \\\n  -H 'authorization: Bearer ${SECRET}' \\\n  --data-raw $'{"a":"it\\'s"}' \\\n  --compressed`,
      { url, method: 'POST', sent: 'bearer', accept: '*/*' },
    ],
    [
      'several lines (Chrome, cmd)',
      `curl ^"${url}^" ^\r\n  -H ^"accept: */*^" ^\r\n  -H ^"authorization: Bearer ${SECRET}^" ^\r\n  --data-raw ^"^{^\\^"a^\\^":1^}^"`,
      { url, method: 'POST', sent: 'bearer', accept: '*/*' },
    ],
  ])('%s', (_, command, expected) => {
    const request = requestOf(command)
    expect(request).toMatchObject(expected)
    expect(JSON.stringify(request)).not.toContain(SECRET)
  })
})

test.each(['', 'HTTP/1.1 401 Unauthorized', 'curling is a sport', '> GET / HTTP/1.1', '{"log":{}}'])(
  'given a text that begins with %j, then it is no command',
  (text) => {
    expect(readCurlCommand(text)).toBeUndefined()
  },
)

describe('given a command', () => {
  test('alone, then the answer is asked for, and the request is known', () => {
    const read = readRawResponse(`curl -H 'Authorization: Bearer ${SECRET}' ${url}`)
    expect(read).toMatchObject({ problem: expect.stringContaining('-i'), request: { url, sent: 'bearer' } })
  })

  test('with its output below, then both are read', () => {
    const text = `$ curl -i -X PATCH -u ada:x \\\n  ${url}\nHTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm="a"\n\n{"a":1}`
    expect(readRawResponse(text)).toMatchObject({
      status: 401,
      request: { url, method: 'PATCH', sent: 'basic' },
      headers: [['www-authenticate', 'Basic realm="a"']],
      body: '{"a":1}',
    })
  })

  test('with the output of -v, then what was sent counts', () => {
    const text = `curl -v -d a=b ${url}\n> POST /other HTTP/1.1\n> Host: app.example\n> Authorization: Bearer x\n>\n< HTTP/1.1 403 Forbidden\n<\n`
    expect(readRawResponse(text)).toMatchObject({
      status: 403,
      request: { url: 'https://app.example/other', method: 'POST', sent: 'bearer' },
    })
  })

  test('with a fault below, then the line is that of the whole text', () => {
    expect(readRawResponse(`curl \\\n ${url}\nHTTP/1.1 401 Unauthorized\nno header at all\n`)).toMatchObject({
      line: 4,
    })
  })
})

test('given any text after curl, then it never throws', { timeout: 60_000 }, () => {
  const part = fc.constantFrom(
    '-H',
    "'Authorization: Bearer ",
    SECRET,
    "'",
    '"',
    '\\',
    '^',
    '\n',
    ' ',
    '-u',
    'ada:',
    "$'",
    url,
    '-d',
    '-sX',
    '--x',
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      const read = readRawResponse(`curl ${parts.join(' ')}`)
      return isProblem(read) || read.status > 0
    }),
  )
})
