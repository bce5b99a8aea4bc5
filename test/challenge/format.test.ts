import { expect, test } from 'vitest'
import { formatChallenges, parseChallenges } from 'why401/challenge'

test('given values, then each is quoted unless it is marked `quoted: false`', () => {
  const parameters = [
    { name: 'realm', value: 'a "b" \\' },
    { name: 'stale', value: 'true', quoted: false },
    { name: 'uri', value: 'a/b', quoted: false },
  ]
  expect(
    formatChallenges([{ scheme: 'Digest', parameters }, { scheme: 'NTLM' }, { scheme: 'Negotiate', token68: 'a/==' }]),
  ).toBe('Digest realm="a \\"b\\" \\\\", stale=true, uri="a/b", NTLM, Negotiate a/==')
})

test('given what was read, then the same text is written', () => {
  const header = 'basic realm="x", charset=UTF-8, negotiate abc=='
  expect(formatChallenges(parseChallenges(header).challenges)).toBe(header)
})

test.each([
  ['scheme', { scheme: 'a b' }],
  ['token68', { scheme: 'a', token68: 'a"' }],
  ['token68', { scheme: 'a', token68: 'a', parameters: [{ name: 'b', value: 'c', quoted: false }] }],
  ['name', { scheme: 'a', parameters: [{ name: '', value: '' }] }],
  ['b', { scheme: 'a', parameters: [{ name: 'b', value: 'c\r\nd' }] }],
  ['b', { scheme: 'a', parameters: [{ name: 'b', value: '\u2013' }] }],
])('given what the grammar cannot hold, then a TypeError names it: %s', (argument, challenge) => {
  expect(() => formatChallenges([challenge])).toThrow(
    new TypeError(`formatChallenges: \`${argument}\` must be what RFC 9110 allows`),
  )
})
