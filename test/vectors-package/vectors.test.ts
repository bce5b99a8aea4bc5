import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { classify } from 'why401'
import { parseChallenges } from 'why401/challenge'
import {
  type AnswerVector,
  answerVectorsSchema,
  type ChallengeVector,
  challengeVectorsSchema,
  checkAnswers,
  checkChallenges,
  toResponse,
  vectorJsonSchemas,
} from 'why401/vectors'

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8'))

const challenges = challengeVectorsSchema.parse(read('challenges'))

describe('the files', () => {
  test.each(['recorded', 'formats', 'fresh'])('given %s.json → it fits its schema, and no id comes twice', (name) => {
    const vectors = answerVectorsSchema.parse(read(name))
    expect(new Set(vectors.map(({ id }) => id)).size).toBe(vectors.length)
  })

  test('given challenges.json → it fits its schema, and each case has a header', () => {
    expect(new Set(challenges.map(({ id }) => id)).size).toBe(challenges.length)
    for (const { header, gen } of challenges) expect(header ?? gen).toBeDefined()
  })

  test('the schemas can be written as JSON Schema', () => {
    const schema = { type: 'array', items: { type: 'object' } }
    expect(vectorJsonSchemas()).toMatchObject({ challenges: schema, answers: schema })
  })
})

describe('checkChallenges', () => {
  test('given our own parser → every case is right', () => {
    const { right, rejected, wrong } = checkChallenges(challenges, (_header, lines) =>
      parseChallenges(lines).challenges.map(({ scheme, token68, parameters }) => ({
        scheme,
        token68,
        parameters: parameters.map(({ name, value }) => [name, value] as const),
      })),
    )
    expect(wrong).toEqual([])
    // Of some malformed headers nothing can be made.
    expect(challenges.find(({ id, valid }) => valid && rejected.includes(id))).toBeUndefined()
    expect(right.length + rejected.length).toBe(challenges.filter(({ field }) => field === undefined).length)
    expect(rejected.length).toBeLessThan(10)
  })

  const one = (part: Partial<ChallengeVector>): ChallengeVector => ({
    id: 'a',
    tags: [],
    header: 'Basic realm="x"',
    valid: true,
    expect: [{ scheme: 'basic', params: { realm: 'x' } }],
    why: '',
    source: '',
    ...part,
  })
  const basic = { scheme: 'BASIC', parameters: { REALM: 'x' } }

  test.each<[string, Partial<ChallengeVector>, () => (typeof basic)[], 'right' | 'rejected' | 'wrong']>([
    ['the same in other case', {}, () => [basic], 'right'],
    ['another value', {}, () => [{ ...basic, parameters: { REALM: 'y' } }], 'wrong'],
    ['one challenge too many', {}, () => [basic, basic], 'wrong'],
    ['nothing, where the grammar holds it', {}, () => [], 'wrong'],
    [
      'what is as good',
      { expect: [], alsoOk: [[{ scheme: 'basic', params: { realm: 'x' } }]] },
      () => [basic],
      'right',
    ],
    ['nothing, where it does not', { valid: false }, () => [], 'rejected'],
    ['what is not there, where it does not', { valid: false, expectLenient: [] }, () => [basic, basic], 'wrong'],
  ])('given a parser that gives %s → counted as such', (_what, part, parse, result) => {
    expect(checkChallenges([one(part)], parse)[result]).toEqual(['a'])
  })

  test('given a parser that throws → wrong where the grammar holds the header, else rejected', () => {
    const fails = (): never => {
      throw new Error('no')
    }
    expect(checkChallenges([one({}), one({ id: 'b', valid: false })], fails)).toEqual({
      right: [],
      wrong: ['a'],
      rejected: ['b'],
    })
  })
})

describe('checkAnswers', () => {
  test('given our own classifier and documented answers → as accurate as docs/verdicts.md says', async () => {
    const vectors = answerVectorsSchema.parse(read('formats'))
    const { right, wrong } = await checkAnswers(
      vectors,
      async (vector) => (await classify(toResponse(vector), vector.context)).kind,
    )
    expect(right.length / (right.length + wrong.length)).toBeGreaterThanOrEqual(0.98)
  })

  test('given other kinds → an answer that is as good is right, any other is listed', async () => {
    const [vector] = answerVectorsSchema.parse(read('recorded'))
    const expected: AnswerVector['expect'] = { kind: 'forbidden', reason: 'x', alsoOk: ['none'] }
    const cases = [{ ...vector!, expect: expected }]
    expect((await checkAnswers(cases, () => 'none')).right).toHaveLength(1)
    expect((await checkAnswers(cases, () => 'reauthenticate')).wrong).toEqual([
      { id: vector!.id, expected: 'forbidden', got: 'reauthenticate' },
    ])
  })
})
