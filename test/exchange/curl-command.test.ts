import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { isUnreadable, readExchanges } from 'why401/exchange'
import { readWords } from '../../src/exchange/shell-words.ts'

vi.setConfig({ testTimeout: 30_000 })

const printed = 'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer\n\nno'

function requestOf(command: string, output = printed): object {
  const read = readExchanges(`${command}\n${output}`)
  if (isUnreadable(read)) throw new Error(`${read.line}: ${read.problem}`)
  const [exchange] = read.exchanges
  expect(exchange?.status).toBe(401)
  return Object.fromEntries(Object.entries(exchange?.request ?? {}).filter(([, value]) => value !== undefined))
}

describe('a curl command before what it printed → the request', () => {
  test.each<[string, object]>([
    ['curl -i https://app.example/api?key=s3cret', { url: 'https://app.example/api', method: 'GET', sent: 'nothing' }],
    ['$ curl -i https://app.example/api', { url: 'https://app.example/api' }],
    ['ada@host:~/app $ curl -i https://app.example/api', { url: 'https://app.example/api' }],
    ['[ada@host app]$ curl -i https://app.example/api', { url: 'https://app.example/api' }],
    ['```sh\n$ curl -i https://app.example/api', { url: 'https://app.example/api' }],
    ['C:\\Users\\ada>curl.exe -i https://app.example/api', { url: 'https://app.example/api' }],
    ['PS C:\\> curl -i https://app.example/api', { url: 'https://app.example/api' }],
    ['\uFEFFcurl -i https://app.example/api', { url: 'https://app.example/api' }],
    ['curl -i app.example:8080/api', { url: 'http://app.example:8080/api' }],
    ['curl -si -H "Authorization: Bearer s3cret" https://a.example/', { sent: 'bearer' }],
    ["curl https://a.example/ -H'authorization: DPoP s3cret' -i", { sent: 'dpop' }],
    ["curl 'https://a.example/' \\\n  -H 'cookie: sid=s3cret' \\\r\n  --compressed -i", { sent: 'cookie' }],
    ['curl -iu ada:s3cret https://a.example/', { sent: 'basic' }],
    ['curl -i --digest --user ada:s3cret https://a.example/', { sent: 'digest' }],
    ['curl -i --anyauth -u ada:s3cret https://a.example/', { sent: 'nothing' }],
    ['curl -i --oauth2-bearer s3cret https://a.example/', { sent: 'bearer' }],
    ['curl -i -b sid=s3cret https://a.example/', { sent: 'cookie' }],
    ['curl -i -d password=s3cret https://a.example/login', { method: 'POST' }],
    [
      'curl -i --json \'{"password":"s3cret"}\' https://a.example/login',
      { method: 'POST', accept: 'application/json' },
    ],
    ['curl --json \'{"a":"it is \\\\"b\\\\""}\' https://a.example/login -i', { method: 'POST' }],
    ['curl https://a.example/ -H "Authorization: Bearer $TOKEN" -i', { url: 'https://a.example/', sent: 'bearer' }],
    ['curl -x http://proxy.example:3128 -o out.html -i https://a.example/', { url: 'https://a.example/' }],
    ['curl --connect-to a:1:b:2 --unix-socket /x --pass s3cret -i https://a.example/', { url: 'https://a.example/' }],
    [
      `curl 'https://a.example/x' \\\n  -H 'accept: */*' \\\n  -H 'authorization: Bearer s3cret' \\\n  --data-raw $'{"a":"it\\'s"}' \\\n  --compressed`,
      { url: 'https://a.example/x', method: 'POST', sent: 'bearer', accept: '*/*' },
    ],
    [
      `curl ^"https://a.example/x?q=^%^20s3cret^" ^\r\n  -H ^"accept: */*^" ^\r\n  -H ^"authorization: Bearer s3cret^" ^\r\n  --data-raw ^"^{^\\^"a^\\^":^\\^"-H^\\^"^}^"`,
      { url: 'https://a.example/x', method: 'POST', sent: 'bearer', accept: '*/*' },
    ],
    [
      'curl "https://a.example/x" ^\n  -H "authorization: Bearer s3cret" ^\n  -X PUT',
      { url: 'https://a.example/x', method: 'PUT', sent: 'bearer' },
    ],
    ['curl -i -G -d q=1 https://a.example/', { method: 'GET' }],
    ['curl -I https://a.example/', { method: 'HEAD' }],
    ['curl -iXDELETE https://a.example/x', { method: 'DELETE' }],
    ['curl -i --request put https://a.example/x', { method: 'PUT' }],
    ['curl -i -T file https://a.example/x', { method: 'PUT' }],
    ["curl -i https://a.example/ -H $'X-Note: it\\'s' -H 'Accept: text/html'", { accept: 'text/html' }],
    ['curl -i -H "Origin: https://page.example" https://a.example/', { pageOrigin: 'https://page.example' }],
    [
      'curl -i -e https://page.example/x -H "Sec-Fetch-Mode: cors" https://a.example/',
      { pageOrigin: 'https://page.example' },
    ],
    ['curl --some-new-option value https://a.example/x -i', { url: 'https://a.example/x' }],
    ['curl -o out.txt -w "%{http_code}" -i https://a.example/x', { url: 'https://a.example/x' }],
    ['curl -i https://a.example/x | tee https://b.example/', { url: 'https://a.example/x' }],
    ['curl -i https://a.example/x 2>/dev/null', { url: 'https://a.example/x' }],
    ['curl -i --url https://a.example/x', { url: 'https://a.example/x' }],
  ])('%s', (command, expected) => {
    const request = requestOf(command)
    expect(request).toMatchObject(expected)
    expect(JSON.stringify(request)).not.toContain('s3cret')
  })

  test('given what curl -v says was sent → that counts', () => {
    const output = `> GET /b HTTP/1.1\n> Host: a.example\n> Authorization: Bearer s3cret\n> \n< HTTP/1.1 401 x\n< \nno`
    expect(requestOf('curl -v -u ada:s3cret https://a.example/b', output)).toMatchObject({
      url: 'https://a.example/b',
      sent: 'bearer',
    })
  })

  test('given a fault below it → the line is counted from the top', () => {
    expect(readExchanges('curl -i \\\n https://a.example/x\nHTTP/1.1 401 x\nFoo Bar: x')).toMatchObject({
      line: 4,
      request: { url: 'https://a.example/x' },
    })
  })

  test('alone → says what is missing, and what the request is', () => {
    expect(readExchanges('curl https://a.example/ -H "authorization: Bearer s3cret"')).toEqual({
      problem: expect.stringContaining('what came back is missing: run it with -i'),
      missing: 'response',
      request: { url: 'https://a.example/', method: 'GET', sent: 'bearer', accept: '*/*', pageOrigin: undefined },
      line: 1,
      column: 1,
    })
  })

  test('with a quote that is not closed → says so, and quotes nothing', () => {
    expect(readExchanges(`curl 'https://a.example/?s3cret\n${printed}`)).toEqual({
      problem: 'a quote of this command is not closed',
      line: 1,
      column: 1,
    })
  })

  test('text that only mentions curl is none', () => {
    expect(readExchanges('curling: yes\n\nx', { status: 401 })).toMatchObject({ exchanges: [{ status: 401 }] })
  })
})

describe('words of a shell', () => {
  test.each<[string, string[]]>([
    ['a  b\tc', ['a', 'b', 'c']],
    [`a'b c'"d e"f`, ['ab cd ef']],
    [String.raw`"a\"b\\c\$d\e"`, [String.raw`a"b\c$d\e`]],
    [String.raw`a\ b \'c`, ['a b', "'c"]],
    [String.raw`$'it\'s\n' $x`, ["it's\n", '$x']],
    ['a \\\n b \\\r\n c', ['a', 'b', 'c']],
    [`'' ""`, ['', '']],
    [String.raw`^"a ^\^"b^\^" ^%^20 ^& c^"d ^"^\^\^"`, [String.raw`a "b" %20 & cd`, '\\']],
    ['a ^\n b ^\r\n c', ['a', 'b', 'c']],
    ['a^&b "^"', ['a&b', '^']],
    ['a\nb', ['a']],
    ['a;b c', ['a']],
  ])('%j', (text, words) => expect(readWords(text, 0).words).toEqual(words))

  test('given words in single quotes → the same words', () => {
    const word = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll("'", ''))
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        const text = words.map((one) => `'${one}'`).join(' ')
        expect(readWords(text, 0)).toEqual({ words, end: text.length })
      }),
    )
  })

  test('given any text → never throws, and the end lies within it', () => {
    const piece = fc.oneof(
      fc.constantFrom("'", '"', '^"', '^', '\\', '\n', "$'", ' ', '|', '$', '\r\n', '\\\n'),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('')
        expect(readWords(text, 0).end ?? 0).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})
