import { expect, test } from 'vitest'
import { decodeUtf8 } from 'why401/challenge'

test.each([
  ['caf\u00c3\u00a9', 'café'],
  ['100 %41', '100 %41'],
  ['caf\u00e9', 'caf\u00e9'],
  ['\u2013', '\u2013'],
])('given %j, then it is decoded if it is UTF-8', (value, decoded) => {
  expect(decodeUtf8(value)).toBe(decoded)
})
