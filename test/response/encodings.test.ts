import { describe, expect, test } from 'vitest'
import { readBody } from 'why401/response'
import { judge } from '../conventions/exchange.ts'
import { expectLinearTime } from '../cpu-time.ts'

const of = (body: BodyInit, type?: string): Response => {
  const response = new Response(body, { status: 403, headers: type === undefined ? {} : { 'content-type': type } })
  if (type === undefined) response.headers.delete('content-type')
  return response
}
const bytes = (...list: readonly number[]): Uint8Array<ArrayBuffer> => Uint8Array.of(...list)
const latin = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const utf16 = (text: string, mark: readonly number[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.of(
    ...mark,
    ...Array.from(text).flatMap((letter) => (mark[0] === 0xff ? [letter.charCodeAt(0), 0] : [0, letter.charCodeAt(0)])),
  )

describe('charsets', () => {
  test.each<[string, Uint8Array<ArrayBuffer>, string, string]>([
    ['shift_jis', bytes(0x93, 0xfa, 0x96, 0x7b), 'text/plain; charset=Shift_JIS', '日本'],
    ['windows-1252', bytes(0x93, 0x68, 0x69, 0x94), 'text/plain; charset=windows-1252', '“hi”'],
    ['latin1 in single quotes', bytes(0x63, 0xe9), "text/plain; charset='latin1'", 'cé'],
    ['a byte order mark against the declared charset', utf16('no', [0xff, 0xfe]), 'text/plain; charset=utf-8', 'no'],
    ['UTF-16, big end first, without a charset', utf16('no', [0xfe, 0xff]), 'text/plain', 'no'],
    ['a charset that may not be decoded', latin('no'), 'text/plain; charset=replacement', 'no'],
    ['UTF-7, that no browser knows', latin('no'), 'text/plain; charset=utf-7', 'no'],
  ])('%s', async (_name, body, type, text) => {
    expect((await readBody(of(body, type))).text).toBe(text)
  })

  test.each<[string, string, string]>([
    ['XML', '<?xml version="1.0" encoding="ISO-8859-1"?><e>caf\u00e9</e>', 'text/xml'],
    ['HTML', '<html><meta charset=windows-1252><p>caf\u00e9', 'text/html'],
    [
      'HTML, older',
      '<html><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>caf\u00e9',
      'text/html',
    ],
  ])('%s that names its own', async (_name, text, type) => {
    expect((await readBody(of(latin(text), type))).text).toBe(text)
  })

  test('JSON in UTF-16 with a mark', async () => {
    expect((await readBody(of(utf16('{"code":"X"}', [0xff, 0xfe]), 'application/json'))).value).toEqual({ code: 'X' })
  })
})

describe('XML', () => {
  test.each<[string, string, readonly (readonly [string, string])[]]>([
    [
      'S3',
      '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>',
      [
        ['code', 'ExpiredToken'],
        ['message', 'The provided token has expired.'],
      ],
    ],
    [
      'prefixes and attributes',
      '<?xml version="1.0"?><m:error xmlns:m="http://x"><m:code a="1">E17</m:code><m:message xml:lang="en">no</m:message></m:error>',
      [
        ['code', 'E17'],
        ['message', 'no'],
        ['a', '1'],
      ],
    ],
    [
      'an error in attributes alone',
      '<?xml version="1.0" encoding="utf-8"?><rsp stat="fail"><err code="100" msg=\'no\' /></rsp>',
      [
        ['err', ''],
        ['stat', 'fail'],
        ['code', '100'],
        ['msg', 'no'],
      ],
    ],
    ['CDATA', '<?xml version="1.0"?><r><code><![CDATA[E17]]></code></r>', [['code', 'E17']]],
    ['the first of one name', '<?xml version="1.0"?><r><code>A</code><code>B</code></r>', [['code', 'A']]],
    ['__proto__', '<?xml version="1.0"?><r><__proto__>x</__proto__></r>', [['__proto__', 'x']]],
    ['none', '<?xml version="1.0"?><r/>', []],
  ])('%s', async (_name, text, leaves) => {
    expect((await readBody(of(text, 'application/xml'))).value).toEqual(new Map(leaves))
  })

  test('its codes reach the conventions', async () => {
    expect(
      await judge({
        status: 403,
        type: 'text/xml',
        body: '<?xml version="1.0"?><error><code>SESSION_EXPIRED</code></error>',
      }),
    ).toMatchObject({ reason: 'session-expired', certainty: 'certain' })
  })

  test('under a wrong type', async () => {
    expect((await readBody(of('<?xml version="1.0"?><Error><Code>X</Code></Error>', 'text/html'))).format).toBe('xml')
    expect(
      (await readBody(of('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x"><html><p>no</p></html>', 'text/html')))
        .format,
    ).toBe('html')
    expect((await readBody(of('<?xml version="1.0"?><!DOCTYPE html><html/>', 'application/xml'))).format).toBe('html')
  })

  describe.each(['<', '<a', '<a>', '<a b="', '<a:', '<a><![CDATA[', '<a>x</a>', '<a >'])(
    'of %s without end',
    (part) => {
      const make = (size: number): string => `<?xml version="1.0"?>${part.repeat(size / part.length)}`

      test('takes time in line with its length', () =>
        expectLinearTime((text) => readBody(of(text, 'text/xml')), make, 64_000))

      test('has at most 100 leaves', async () => {
        const { format, value } = await readBody(of(make(64_000), 'text/xml'))
        expect(format).toBe('xml')
        expect((value as ReadonlyMap<string, string>).size).toBeLessThanOrEqual(100)
      })
    },
  )
})

describe('odd ways to say it', () => {
  test.each<[string, string, string | undefined]>([
    ['a guard against script inclusion', ')]}\',\n{"code":"X"}', 'application/json'],
    ['another', 'while(1);{"code":"X"}', 'application/json'],
    ['one more', 'for (;;);{"code":"X"}', 'application/x-javascript'],
    ['a vendor’s type', '{"code":"X"}', 'application/x-amz-json-1.1'],
    ['text/plain', '{"code":"X"}', 'text/plain'],
    ['a byte order mark', '\uFEFF{"code":"X"}', 'application/json'],
  ])('JSON behind %s', async (_name, text, type) => {
    expect(await readBody(of(text, type))).toMatchObject({ format: 'json', value: { code: 'X' } })
  })

  test('a form, also under another type', async () => {
    for (const type of ['application/x-www-form-urlencoded; charset=utf-8', 'text/plain', 'text/html']) {
      expect(
        await readBody(of('error=bad_verification_code&error_description=The+code+passed+is+incorrect&error=2', type)),
      ).toMatchObject({
        format: 'form',
        value: new Map([
          ['error', '2'],
          ['error_description', 'The code passed is incorrect'],
        ]),
      })
    }
    expect((await readBody(of('error=what we say', 'text/plain'))).format).toBe('text')
  })
})
