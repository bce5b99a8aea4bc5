import { describe, expect, test } from 'vitest'
import { parseAuthenticationInfo, parseChallenges } from 'why401/challenge'

const plain = (header: string): unknown => JSON.parse(JSON.stringify(parseChallenges(header).challenges))

describe('input', () => {
  test('given headers, then one field of them is read', () => {
    const headers = new Headers({ 'WWW-Authenticate': 'Basic realm="a"', 'Authentication-Info': 'nc=1' })
    expect(parseChallenges(headers).challenges[0]?.get('realm')).toBe('a')
    expect(parseAuthenticationInfo(headers).parameters).toEqual([{ name: 'nc', value: '1', quoted: false, at: 0 }])
  })

  test.each([[null], [undefined], [''], [[]], [new Headers()]])(
    'given nothing (%s), then there are no challenges',
    (input) => {
      expect(parseChallenges(input)).toEqual({ challenges: [], issues: [] })
    },
  )

  test.each([[1], [{}], [[1]], [['Basic', null]]])('given %j, then a TypeError names the argument', (input) => {
    expect(() => parseChallenges(input as never)).toThrow(
      new TypeError('why401/challenge: `input` must be a string, strings, or Headers'),
    )
  })
})

describe('offsets', () => {
  test('given field lines, then offsets count in the joined text', () => {
    const { challenges, issues } = parseChallenges(['Basic realm="a"', 'Bearer x="y" z=1'])
    expect(challenges[1]?.parameters.map(({ at }) => at)).toEqual([24, 30])
    expect(issues).toEqual([{ code: 'missing-comma', at: 30 }])
  })
})

describe('field lines', () => {
  test.each([
    [
      ['A b="\\', 'C d=e'],
      ['\\', 'e'],
    ],
    [
      ['A b="c', 'C d=e'],
      ['c', 'e'],
    ],
    [
      ['A b=c ', 'C d=e'],
      ['c', 'e'],
    ],
    [
      ['A b=c, d=', 'C d=e'],
      ['c', '', 'e'],
    ],
  ])('given something open at the end of a line, then it ends there: %j', (lines, values) => {
    expect(parseChallenges(lines).challenges.flatMap(({ parameters }) => parameters.map(({ value }) => value))).toEqual(
      values,
    )
  })
})

describe('issues', () => {
  test('given one broken challenge, then the other has no issue', () => {
    const { challenges } = parseChallenges('Basic realm=a b, Bearer realm="c"')
    expect(challenges.map(({ issues }) => issues.map(({ code }) => code))).toEqual([['unquoted'], []])
  })

  test('given quotes that do not match, then every later challenge of the line has the issue', () => {
    const { challenges } = parseChallenges('Basic realm="a, Bearer resource_metadata="https://evil.example"')
    expect(challenges.map(({ scheme, issues }) => [scheme, issues.length > 0])).toEqual([
      ['basic', true],
      ['bearer', true],
    ])
  })

  test('given a text that is too long, then an issue says so and what fits is read', () => {
    const { challenges, issues } = parseChallenges(`Basic realm="a", Bearer realm="${'b'.repeat(0x200000)}"`)
    expect(challenges.map(({ scheme }) => scheme)).toEqual(['basic', 'bearer'])
    expect(issues.map(({ code }) => code)).toEqual(['unterminated', 'too-long'])
    expect(issues[1]?.at).toBe(0x200000)
    expect(challenges.map((challenge) => challenge.issues.length)).toEqual([0, 2])
  })
})

describe('recovery', () => {
  test.each([
    ['Basic realm=', [{ scheme: 'basic', parameters: [['realm', '']] }], ['empty']],
    [
      'Digest qop=, nonce="x"',
      [
        {
          scheme: 'digest',
          parameters: [
            ['qop', ''],
            ['nonce', 'x'],
          ],
        },
      ],
      ['empty'],
    ],
    [
      'Digest realm= nonce="x"',
      [
        {
          scheme: 'digest',
          parameters: [
            ['realm', ''],
            ['nonce', 'x'],
          ],
        },
      ],
      ['empty', 'missing-comma'],
    ],
    [
      'Negotiate YIIabA=, realm="x"',
      [{ scheme: 'negotiate', token68: 'YIIabA=', parameters: [['realm', 'x']] }],
      ['token68'],
    ],
    [
      'Negotiate Basic realm="x"',
      [
        { scheme: 'negotiate', parameters: [] },
        { scheme: 'basic', parameters: [['realm', 'x']] },
      ],
      ['missing-comma'],
    ],
    [
      'A b="c" D e="f"',
      [
        { scheme: 'a', parameters: [['b', 'c']] },
        { scheme: 'd', parameters: [['e', 'f']] },
      ],
      ['missing-comma'],
    ],
    [
      'A b="c"; d=e',
      [
        {
          scheme: 'a',
          parameters: [
            ['b', 'c'],
            ['d', 'e'],
          ],
        },
      ],
      ['semicolon'],
    ],
    [
      'A b=c;d, e=f',
      [
        {
          scheme: 'a',
          parameters: [
            ['b', 'c;d'],
            ['e', 'f'],
          ],
        },
      ],
      ['unquoted'],
    ],
    ['A; b=c', [{ scheme: 'a', parameters: [['b', 'c']] }], ['semicolon', 'comma-after-scheme']],
    [
      'A b="c" junk, D',
      [
        { scheme: 'a', parameters: [['b', 'c']] },
        { scheme: 'd', parameters: [] },
      ],
      ['quote', 'junk'],
    ],
    [
      'A b="{"c":1,"d":2}", e=f',
      [
        {
          scheme: 'a',
          parameters: [
            ['b', '{"c":1,"d":2}'],
            ['e', 'f'],
          ],
        },
      ],
      ['quote', 'quote', 'quote', 'quote'],
    ],
    ['A b=c, @ d=e, f=g', [{ scheme: 'a', parameters: [['b', 'c']] }], ['junk', 'no-scheme']],
    ['A\u00a0b=c', [{ scheme: 'a', parameters: [['b', 'c']] }], ['character', 'comma-after-scheme']],
    ['A b="\u2013"', [{ scheme: 'a', parameters: [['b', '\u2013']] }], ['character']],
    [
      'A b="c\nD e="f"',
      [
        { scheme: 'a', parameters: [['b', 'c']] },
        { scheme: 'd', parameters: [['e', 'f']] },
      ],
      ['character', 'quote', 'unterminated', 'character'],
    ],
  ])('%j', (header, challenges, codes) => {
    expect(plain(header)).toEqual(challenges)
    expect(parseChallenges(header).issues.map(({ code }) => code)).toEqual(codes)
  })
})
