import type { ChallengeVector, ExpectedChallenge } from './schema.js'

/** A challenge as any parser may give it: parameters in order, or as an object. */
export interface ParsedChallenge {
  readonly scheme: string
  readonly token68?: string | undefined
  readonly parameters: readonly (readonly [name: string, value: string])[] | Readonly<Record<string, string>>
}

/** Ids of the cases, by what the parser made of them. */
export interface ChallengeResults {
  readonly right: readonly string[]
  /** Thrown, or nothing given, for what the grammar does not hold: strict, and no mistake. */
  readonly rejected: readonly string[]
  readonly wrong: readonly string[]
}

/**
 * Runs a parser of `WWW-Authenticate` over the cases. It gets one field value, several lines joined by `, ` (RFC 9110
 * §5.3), and the lines beside. Schemes and names compare without case; of a name that comes twice the first counts,
 * unless the case says otherwise and the parser keeps the order.
 *
 * @example
 * const { wrong } = checkChallenges(challengeVectors, (header) =>
 *   parseChallenges(header).challenges.map(({ scheme, token68, parameters }) => ({
 *     scheme,
 *     token68,
 *     parameters: parameters.map(({ name, value }) => [name, value] as const),
 *   })),
 * )
 */
export function checkChallenges(
  vectors: readonly ChallengeVector[],
  parse: (header: string, lines: readonly string[]) => readonly ParsedChallenge[],
): ChallengeResults {
  const results: { readonly [R in keyof ChallengeResults]: string[] } = { right: [], rejected: [], wrong: [] }
  for (const vector of vectors.filter(({ field }) => field === undefined)) {
    const lines = linesOf(vector)
    results[outcomeOf(vector, () => parse(lines.join(', '), lines))].push(vector.id)
  }
  return results
}

function linesOf({ header, gen = [] }: ChallengeVector): readonly string[] {
  return [header ?? gen.map(([text, times]) => text.repeat(times)).join('')].flat()
}

function outcomeOf(vector: ChallengeVector, run: () => readonly ParsedChallenge[]): keyof ChallengeResults {
  let parsed: readonly ParsedChallenge[]
  try {
    parsed = run()
  } catch {
    return vector.valid && vector.rejectIsOk !== true ? 'wrong' : 'rejected'
  }
  if (isRight(vector, parsed)) return 'right'
  return parsed.length === 0 && !vector.valid ? 'rejected' : 'wrong'
}

function isRight(
  { expect, expectLenient, alsoOk = [], expectShape }: ChallengeVector,
  parsed: readonly ParsedChallenge[],
): boolean {
  if (expectShape) {
    const { challenges, params, valueLengths } = expectShape
    const values = parsed.map(({ parameters }) => pairsOf(parameters).map(([, value]) => value.length))
    return (
      parsed.length === challenges &&
      (params === undefined ||
        isSame(
          values.map(({ length }) => length),
          params,
        )) &&
      (valueLengths === undefined || isSame(values, valueLengths))
    )
  }
  return [expect ?? expectLenient ?? [], ...alsoOk].some(
    (wanted) => wanted.length === parsed.length && wanted.every((one, index) => isChallenge(one, parsed[index])),
  )
}

function isChallenge(wanted: ExpectedChallenge, parsed: ParsedChallenge | undefined): boolean {
  if (parsed === undefined || parsed.scheme.toLowerCase() !== wanted.scheme.toLowerCase()) return false
  if ((parsed.token68 ?? '') !== (wanted.token68 ?? '')) return false
  const { parameters } = parsed
  return wanted.pairs !== undefined && Array.isArray(parameters)
    ? isSame(pairsOf(parameters), pairsOf(wanted.pairs))
    : isSame(firsts(parameters), firsts(wanted.params))
}

function pairsOf(parameters: ParsedChallenge['parameters']): readonly (readonly [string, string])[] {
  const pairs = Array.isArray(parameters) ? parameters : Object.entries(parameters)
  return pairs.map(([name, value]) => [name.toLowerCase(), value])
}

/** First value under each name, sorted by name. */
function firsts(parameters: ParsedChallenge['parameters']): readonly (readonly [string, string])[] {
  return [...new Map(pairsOf(parameters).toReversed())].sort(([a], [b]) => (a < b ? -1 : 1))
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
