// A token68 beside parameters: no grammar has it, servers send it.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseChallenges } from 'why401/challenge'
import { runs, token68 as anyToken68 } from '../reference/generate.ts'

const read = (header: string): unknown =>
  parseChallenges(header).challenges.map(({ scheme, token68, parameters }) => [
    scheme,
    token68,
    Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
  ])

describe('given a token68 behind a scheme, when parameters follow it, then they stay with the scheme', () => {
  test.each([
    ['Bearer abc error="invalid_token"', [['bearer', 'abc', { error: 'invalid_token' }]]],
    ['Bearer abc error = "e", scope=x', [['bearer', 'abc', { error: 'e', scope: 'x' }]]],
    ['Bearer aB.c-d_e error=e', [['bearer', 'aB.c-d_e', { error: 'e' }]]],
    ['X-Tok abc.def/ghi+ error="e"', [['x-tok', 'abc.def/ghi+', { error: 'e' }]]],
    ['NTLM TlRMTVNT/AA= realm="x"', [['ntlm', 'TlRMTVNT/AA=', { realm: 'x' }]]],
    ['Bearer abc; error="e"', [['bearer', 'abc', { error: 'e' }]]],
    ['Negotiate abc==; realm="x"', [['negotiate', 'abc==', { realm: 'x' }]]],
    [
      'Basic realm="a", Bearer abc error="e"',
      [
        ['basic', undefined, { realm: 'a' }],
        ['bearer', 'abc', { error: 'e' }],
      ],
    ],
  ])('%j', (header, challenges) => {
    expect(read(header)).toEqual(challenges)
    expect(
      parseChallenges(header)
        .challenges.at(-1)
        ?.issues.map(({ code }) => code),
    ).toContain('token68')
  })

  test('whatever the token68 is, and whatever separates them', () => {
    // `name=` in lower case is an empty parameter, and the known schemes are schemes.
    const data = anyToken68.filter((text) => !/^([a-z_-]+=|basic|bearer|digest|dpop)$/i.test(text))
    fc.assert(
      fc.property(data, fc.constantFrom(' ', '  ', ', ', '; '), (text, separator) => {
        const { challenges } = parseChallenges(`Tok ${text}${separator}error="e", a=b`)
        expect(challenges.map((challenge) => challenge.toJSON())).toEqual([
          {
            scheme: 'tok',
            token68: text,
            parameters: [
              ['error', 'e'],
              ['a', 'b'],
            ],
          },
        ])
        expect(challenges[0]?.issues.map(({ code }) => code)).toContain('token68')
      }),
      { numRuns: runs },
    )
  })
})

describe('given a padded token68 behind parameters, then it is no parameter', () => {
  test.each([
    ['Basic realm="foo" QWxhZGRpbjpvcGVuIHNlc2FtZQ==', [['basic', 'QWxhZGRpbjpvcGVuIHNlc2FtZQ==', { realm: 'foo' }]]],
    ['Basic realm="foo", abc==', [['basic', 'abc==', { realm: 'foo' }]]],
    ['Basic realm=foo abc== , charset=x', [['basic', 'abc==', { realm: 'foo', charset: 'x' }]]],
    ['Basic realm="foo" a/b+c==', [['basic', 'a/b+c==', { realm: 'foo' }]]],
    ['Negotiate abc==, def==', [['negotiate', 'abc==', {}]]],
  ])('%j', (header, challenges) => {
    expect(read(header)).toEqual(challenges)
    expect(parseChallenges(header).issues.map(({ code }) => code)).toContain('token68')
  })

  test('a value that starts with an equals sign stays a value', () => {
    expect(read('A b==c')).toEqual([['a', undefined, { b: '=c' }]])
  })
})

describe('given what is no token68 behind a scheme, when parameters follow it, then they stay with the scheme', () => {
  test.each([
    ['Custom "blob" a=b', [['custom', undefined, { a: 'b' }]]],
    ['Bearer <token> error="e"', [['bearer', undefined, { error: 'e' }]]],
    ['Bearer Token expired error="e"', [['bearer', undefined, { error: 'e' }]]],
    ['Bearer Token has expired error="e", scope=x', [['bearer', undefined, { error: 'e', scope: 'x' }]]],
    ['Bearer error= invalid_token scope=x', [['bearer', undefined, { error: 'invalid_token', scope: 'x' }]]],
  ])('%j', (header, challenges) => {
    expect(read(header)).toEqual(challenges)
    expect(parseChallenges(header).issues).not.toEqual([])
  })
})

describe('given a challenge without a comma before it, when its scheme is in upper case, then it is one of its own', () => {
  test.each([
    ['Negotiate Basic realm="x"', 'negotiate'],
    ['Negotiate abc Basic realm="x"', 'negotiate'],
    ['Negotiate abc== ??? Basic realm="x"', 'negotiate'],
    ['NTLM "?" Digest realm="x"', 'ntlm'],
  ])('%j', (header, first) => {
    const { challenges } = parseChallenges(header)
    expect(challenges.map(({ scheme }) => scheme)[0]).toBe(first)
    expect(challenges.map((challenge) => challenge.get('realm'))).toEqual([undefined, 'x'])
  })
})
