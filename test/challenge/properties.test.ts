import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatChallenges, parseAuthenticationInfo, parseChallenges, type ParsedChallenges } from 'why401/challenge'
import { field, noise, runs } from '../reference/generate.ts'
import { isChallengeField, isInfoField } from '../reference/grammar.ts'

const holds = <T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => void): void =>
  fc.assert(
    fc.property(arbitrary, (value) => {
      check(value)
    }),
    { numRuns: runs },
  )
const plain = ({ challenges }: ParsedChallenges): unknown => challenges.map((challenge) => challenge.toJSON())

/** What the grammar cannot say, and we call an issue: a name twice in a challenge, and `realm=` for an empty realm. */
const isMoreThanGrammar = (text: string): boolean =>
  parseChallenges(text).issues.some(({ code }) => code === 'duplicate') || /realm=/i.test(text)

describe('what the grammar allows', { timeout: 600_000 }, () => {
  test('has its meaning, and no issue', () => {
    holds(field, ({ text, meanings }) => {
      const parsed = parseChallenges(text)
      expect(parsed.issues).toEqual([])
      expect(plain(parsed)).toEqual(meanings)
      expect(isChallengeField(text)).toBe(true)
    })
  })

  test('means the same in field lines', () => {
    holds(field, ({ lines, meanings }) => expect(plain(parseChallenges(lines))).toEqual(meanings))
  })

  test('means the same with empty elements and white space around', () => {
    holds(fc.tuple(field, fc.constantFrom('', ' ', '\t', ',', ' ,, ')), ([{ text, meanings }, around]) => {
      const parsed = parseChallenges(`${around}${text}${around.replace(' ,', ',')}`)
      expect(plain(parsed)).toEqual(meanings)
      expect(parsed.issues).toEqual([])
    })
  })

  test('survives being written and read again', () => {
    holds(field, ({ text }) => {
      const { challenges } = parseChallenges(text)
      const again = parseChallenges(formatChallenges(challenges))
      expect(plain(again)).toEqual(plain({ challenges, issues: [] }))
      expect(again.issues).toEqual([])
    })
  })
})

describe('anything', { timeout: 600_000 }, () => {
  test('gives an issue exactly when the grammar rejects it', () => {
    holds(noise, (text) => {
      const { issues } = parseChallenges(text)
      if (issues.length === 0) expect(isChallengeField(text)).toBe(true)
      else if (!isMoreThanGrammar(text)) expect(isChallengeField(text)).toBe(false)
    })
  })

  test('gives an issue exactly when the grammar rejects it, as Authentication-Info', () => {
    holds(noise, (text) => {
      const { issues } = parseAuthenticationInfo(text)
      if (issues.every(({ code }) => code === 'duplicate')) expect(isInfoField(text)).toBe(true)
      else expect(isInfoField(text)).toBe(false)
    })
  })

  test('has its offsets within the text', () => {
    holds(fc.array(noise, { maxLength: 3 }), (lines) => {
      const { challenges, issues } = parseChallenges(lines)
      const { length } = lines.join(', ')
      for (const { at } of [...issues, ...challenges.flatMap(({ parameters }) => parameters)]) {
        expect(at).toBeGreaterThanOrEqual(0)
        expect(at).toBeLessThan(length)
      }
    })
  })

  test('has every issue of a challenge among its own', () => {
    holds(noise, (text) => {
      const { challenges, issues } = parseChallenges(text)
      for (const challenge of challenges) for (const issue of challenge.issues) expect(issues).toContain(issue)
    })
  })

  test('does not hide a good challenge on the next line', () => {
    holds(noise, (text) => {
      const { challenges } = parseChallenges([text, 'Good realm="x", a=b'])
      expect(challenges.at(-1)?.toJSON()).toEqual({
        scheme: 'good',
        parameters: [
          ['realm', 'x'],
          ['a', 'b'],
        ],
      })
      expect(challenges.at(-1)?.issues).toEqual([])
    })
  })

  test('does not hide a good challenge behind a comma, if quotes are closed', () => {
    holds(noise, (text) => {
      if (!closesQuotes(text)) return
      const { challenges } = parseChallenges(`${text}, Good realm="x", a=b`)
      expect(challenges.at(-1)?.toJSON()).toEqual({
        scheme: 'good',
        parameters: [
          ['realm', 'x'],
          ['a', 'b'],
        ],
      })
    })
  })
})

const closesQuotes = (text: string): boolean =>
  !/^(?:[^"]|"(?:[^"\\]|\\[^])*")*"(?:[^"\\]|\\[^])*$/.test(text) && !/\\/.test(text)
