import { describe, expect, test } from 'vitest'
import { parseChallenges } from 'why401/challenge'
import { expectLinearTime } from '../cpu-time.ts'

/** A text of about `size` characters. */
const times = (text: string, size: number): string => text.repeat(Math.floor(size / text.length))
const distinct = (size: number, value: string): string =>
  Array.from({ length: Math.floor(size / 10) }, (_, n) => `a${n}=${value}`).join(',')

/** What makes parsers slow, and how many challenges and parameters a text of each size has. */
const shapes: readonly (readonly [
  name: string,
  text: (size: number) => string,
  challenges: (size: number) => number,
  parameters: (size: number) => number,
])[] = [
  ['quoted backslashes', (size) => `A b="${times('\\\\', size)}"`, () => 1, () => 1],
  ['quoted backslash values', (size) => `A ${times('b="\\"",', size)}`, () => 1, (size) => Math.floor(size / 7)],
  ['unterminated quote', (size) => `A b="${times('x', size)}`, () => 1, () => 1],
  ['commas', (size) => times(',', size), () => 0, () => 0],
  ['spaces', (size) => `A${times(' ', size)}b`, () => 1, () => 0],
  ['spaces in junk', (size) => `@${times(' ', size)}@`, () => 0, () => 0],
  ['words in junk', (size) => `A "x" ${times('b ', size)}`, () => 1, () => 0],
  ['a=a,', (size) => `A ${times('a=a,', size)}`, () => 1, (size) => size / 4],
  ['distinct parameters', (size) => `A ${distinct(size, '1')}`, () => 1, (size) => size / 10],
  ['distinct quoted parameters', (size) => `A ${distinct(size, '"1"')}`, () => 1, (size) => size / 10],
  ['A b=c,', (size) => times('A b=c,', size), (size) => Math.floor(size / 6), (size) => Math.floor(size / 6)],
  ['A b,', (size) => times('A b,', size), (size) => size / 4, () => 0],
  ['A b c=d,', (size) => times('A b c=d,', size), (size) => size / 8, (size) => size / 8],
  ['token68s', (size) => `A ${times('b== ', size)}`, () => 1, () => 0],
  ['equals signs', (size) => `A b${times('=', size)}`, () => 1, () => 0],
  ['one long token', (size) => times('a', size), () => 1, () => 0],
  ['words', (size) => `A b=${times('c ', size)}`, () => 1, () => 1],
  ['semicolons', (size) => `A b=${times(';c', size)}`, () => 1, () => 1],
  ['stray quotes', (size) => `A b="${times('"x', size)}`, () => 1, () => 1],
]

describe('given a megabyte, when it is parsed, then all of it is read', { timeout: 60_000 }, () => {
  test.each(shapes)('%s', (_, text, challenges, parameters) => {
    const parsed = parseChallenges(text(1_000_000))
    expect(parsed.challenges).toHaveLength(challenges(1_000_000))
    expect(parsed.challenges.reduce((sum, challenge) => sum + challenge.parameters.length, 0)).toBe(
      parameters(1_000_000),
    )
  })
})

describe('given a text 16 times as long, when it is parsed, then it costs about 16 times as much', () => {
  test.each(shapes)('%s', (_, text) => expectLinearTime(parseChallenges, text))
})
