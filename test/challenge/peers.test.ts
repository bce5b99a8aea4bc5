// Cases of 18 other projects' own tests. `verdict` says whether we agree with the project, and if not, why: `a` we were wrong and
// now are not, `b` the project is by RFC 9110, `c` both readings can be defended. docs/challenge.md has the list of `b` and `c`.
import { describe, expect, test } from 'vitest'
import { parseChallenges, type Challenge } from 'why401/challenge'
import data from '../vectors/challenges-peers.json' with { type: 'json' }

type Pairs = readonly (readonly [name: string, value: string | null])[]
/** Parameters are pairs where the project keeps duplicates, otherwise an object. */
type Expected = readonly [
  scheme: string,
  parameters: Pairs | Readonly<Record<string, string | null>> | null,
  token68?: string,
]
interface Row {
  readonly source: string
  readonly name: string
  readonly header: string | readonly string[]
  /** `'reject'` or null where the project reads nothing. */
  readonly expect: readonly Expected[] | 'reject' | null
  readonly grammatical: boolean
  readonly verdict: 'agree' | 'a' | 'b' | 'c'
  readonly why: string
  readonly flags: readonly string[]
}

const rows = data as unknown as readonly Row[]
const titled = (list: readonly Row[]) => list.map((row) => [`${row.source.split(' ')[0]}: ${row.name}`, row] as const)

/** Names in lower case, sorted: an object says nothing about their order. */
const sorted = (pairs: Pairs): Pairs =>
  pairs
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
const read = (challenge: Challenge): readonly [string, Pairs, string | undefined] => [
  challenge.scheme,
  sorted([...challenge]),
  challenge.token68,
]
const wanted = ([scheme, parameters, token68]: Expected): ReturnType<typeof read> => [
  scheme.toLowerCase(),
  sorted(Array.isArray(parameters) ? (parameters as Pairs) : Object.entries(parameters ?? {})),
  token68,
]

describe('when a project and we agree', () => {
  test.each(titled(rows.filter(({ verdict }) => verdict === 'agree')))('%s', (_, row) => {
    const { challenges, issues } = parseChallenges(row.header)
    expect(issues.length === 0).toBe(row.grammatical && !row.flags.includes('ISSUE-ON-VALID'))
    if (Array.isArray(row.expect)) expect(challenges.map(read)).toEqual(row.expect.map(wanted))
    // A rejection is an issue here, or no challenge at all.
    else expect(issues.length > 0 || challenges.length === 0).toBe(true)
  })
})

describe('when we were wrong, then', () => {
  test.each(titled(rows.filter(({ verdict }) => verdict === 'a')))('%s', (_, row) => {
    const expected = (row.expect as readonly Expected[]).map(wanted)
    const got = parseChallenges(row.header).challenges.map(read)
    // Where a project drops the token68, it may be there.
    expect(got.map(([scheme, values, token68], at) => [scheme, values, expected[at]?.[2] && token68])).toEqual(expected)
  })
})

describe('when readings differ, then what the grammar rejects has an issue, and what it allows has none', () => {
  test.each(titled(rows.filter(({ verdict }) => verdict === 'b' || verdict === 'c')))('%s', (_, row) => {
    const codes = parseChallenges(row.header).issues.map(({ code }) => code)
    if (row.grammatical) expect(codes.filter((code) => code !== 'duplicate')).toEqual([])
    else expect(codes).not.toEqual([])
  })
})
