import { expect, test } from 'vitest'
import { formatChallenges, parseChallenges } from 'why401/challenge'

test('quotes values unless told otherwise', () => {
  const parameters = [
    { name: 'realm', value: 'a "b" \\' },
    { name: 'stale', value: 'true', quoted: false },
    { name: 'uri', value: 'a/b', quoted: false },
  ]
  expect(
    formatChallenges([{ scheme: 'Digest', parameters }, { scheme: 'NTLM' }, { scheme: 'Negotiate', token68: 'a/==' }]),
  ).toBe('Digest realm="a \\"b\\" \\\\", stale=true, uri="a/b", NTLM, Negotiate a/==')
})

test('writes what was read', () => {
  const header = 'basic realm="x", charset=UTF-8, negotiate abc=='
  expect(formatChallenges(parseChallenges(header).challenges)).toBe(header)
})

test.each([
  ['scheme', { scheme: 'a b' }],
  ['token68', { scheme: 'a', token68: 'a"' }],
  ['token68', { scheme: 'a', token68: 'a', parameters: [{ name: 'b', value: 'c', quoted: false }] }],
  ['name', { scheme: 'a', parameters: [{ name: '', value: '' }] }],
  ['value', { scheme: 'a', parameters: [{ name: 'b', value: 'c\r\nd' }] }],
  ['value', { scheme: 'a', parameters: [{ name: 'b', value: '\u2013' }] }],
])('names what does not fit: %s', (argument, challenge) => {
  expect(() => formatChallenges([challenge])).toThrow(
    new TypeError(`formatChallenges: \`${argument}\` must be what RFC 9110 allows`),
  )
})
