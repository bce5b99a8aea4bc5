import { expect, test } from 'vitest'
import { parseChallenges } from 'why401/challenge'

const SIZE = 1_000_000
const times = (text: string): string => text.repeat(Math.floor(SIZE / text.length))

// What a megabyte of each gives; that it comes back at all is the test, the times are in bench/challenge.mjs.
test.each([
  ['quoted backslashes', `A b="${times('\\\\')}"`, 1, 1],
  ['quoted backslash values', `A ${times('b="\\"",')}`, 1, Math.floor(SIZE / 7)],
  ['unterminated quote', `A b="${times('x')}`, 1, 1],
  ['commas', times(','), 0, 0],
  ['spaces', `A${times(' ')}b`, 1, 0],
  ['spaces in junk', `@${times(' ')}@`, 0, 0],
  ['a=a,', `A ${times('a=a,')}`, 1, SIZE / 4],
  ['distinct parameters', `A ${Array.from({ length: 100_000 }, (_, n) => `a${n}=1`).join(',')}`, 1, 100_000],
  ['A b=c,', times('A b=c,'), Math.floor(SIZE / 6), Math.floor(SIZE / 6)],
  ['equals signs', `A b${times('=')}`, 1, 0],
  ['one long token', times('a'), 1, 0],
  ['words', `A b=${times('c ')}`, 1, 1],
  ['semicolons', `A b=${times(';c')}`, 1, 1],
  ['stray quotes', `A b="${times('"x')}`, 1, 1],
])('%s', (_, text, challenges, parameters) => {
  const parsed = parseChallenges(text)
  expect(parsed.challenges).toHaveLength(challenges)
  expect(parsed.challenges.reduce((sum, challenge) => sum + challenge.parameters.length, 0)).toBe(parameters)
})
