import { describe, expect, test } from 'vitest'
import { parseAuthenticationInfo, parseChallenges, type Challenge } from 'why401/challenge'
import data from '../vectors/challenges.json' with { type: 'json' }

type Pair = readonly [name: string, value: string]
interface Expected {
  readonly scheme: string
  readonly token68?: string
  readonly params: Record<string, string>
  readonly pairs?: readonly Pair[]
}
interface Shape {
  readonly challenges: number
  readonly params?: readonly number[]
  readonly valueLengths?: readonly (readonly number[])[]
}
interface Vector {
  readonly id: string
  readonly field?: string
  readonly header?: string | readonly string[]
  readonly gen?: readonly (readonly [text: string, times: number])[]
  readonly valid: boolean
  readonly expect?: readonly Expected[]
  readonly expectLenient?: readonly Expected[]
  readonly alsoOk?: readonly (readonly Expected[])[]
  readonly losslessPairs?: readonly Pair[]
  readonly expectParams?: Record<string, string>
  readonly expectLenientParams?: Record<string, string>
  readonly alsoOkPairs?: readonly (readonly Pair[])[]
  readonly expectShape?: Shape
}

const vectors = data as unknown as readonly Vector[]

const inputOf = ({ header, gen = [] }: Vector): string | readonly string[] =>
  header ?? gen.map(([text, times]) => text.repeat(times)).join('')

/** First value under each name, as entries sorted by name: what an object in the vectors says. */
const firsts = (pairs: Iterable<Pair>): Pair[] =>
  [...new Map([...pairs].toReversed())].sort(([a], [b]) => (a < b ? -1 : 1))

const plain = ({ scheme, token68, parameters }: Challenge) => ({
  scheme,
  token68,
  params: firsts(parameters.map(({ name, value }) => [name, value])),
})

const wanted = ({ scheme, token68, params }: Expected) => ({
  scheme,
  token68,
  params: firsts(Object.entries(params).map(([name, value]) => [name.toLowerCase(), value])),
})

const shapeOf = (challenges: readonly Challenge[], shape: Shape): Shape => ({
  challenges: challenges.length,
  ...(shape.params && { params: challenges.map(({ parameters }) => parameters.length) }),
  ...(shape.valueLengths && {
    valueLengths: challenges.map(({ parameters }) => parameters.map(({ value }) => value.length)),
  }),
})

const inRange = (input: string | readonly string[], at: number): boolean =>
  at >= 0 && at < [input].flat().join(', ').length

describe.each([true, false])('given a vector (grammatical: %s), then it is read as expected', (valid) => {
  test.each(vectors.filter((vector) => vector.valid === valid).map((vector) => [vector.id, vector] as const))(
    '%s',
    (_, vector) => {
      const input = inputOf(vector)
      if (vector.field === 'Authentication-Info') {
        const { parameters, issues } = parseAuthenticationInfo(input)
        const pairs = parameters.map(({ name, value }): Pair => [name, value])
        const oneOf = [vector.expectParams ?? vector.expectLenientParams ?? {}].map(Object.entries<string>)
        expect([...oneOf, ...(valid ? [] : (vector.alsoOkPairs ?? []))].map(firsts)).toContainEqual(firsts(pairs))
        expect(issues.length === 0).toBe(valid)
        return
      }
      const { challenges, issues } = parseChallenges(input)
      expect(issues.length === 0).toBe(valid)
      for (const { at } of issues) expect(inRange(input, at)).toBe(true)
      if (vector.expectShape) {
        expect(shapeOf(challenges, vector.expectShape)).toEqual(vector.expectShape)
        return
      }
      const first = vector.expect ?? vector.expectLenient ?? []
      const answers = valid ? [first] : [first, ...(vector.alsoOk ?? [])]
      const accepted = answers.map((answer) => Array.from(answer, wanted))
      expect(accepted).toContainEqual(Array.from(challenges, plain))
      if (vector.losslessPairs) {
        expect(challenges.flatMap((challenge) => Array.from(challenge))).toEqual(vector.losslessPairs)
      }
    },
  )
})
