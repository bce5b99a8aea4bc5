import type { Kind, Verdict } from '../verdict/index.js'

/** Exit codes; those of the kinds leave room for what shells and node use themselves. */
export const UNREADABLE = 1
export const WRONG_USAGE = 2
export const NO_ANSWER = 3

const codes: { readonly [K in Kind]: number } = {
  none: 0,
  reauthenticate: 10,
  'credentials-rejected': 11,
  forbidden: 12,
  'third-party-key-invalid': 13,
}

/** The code of the first refusal; 0 where there is none. */
export function exitCodeFor(verdicts: readonly Verdict[]): number {
  const refusal = verdicts.find(({ kind }) => kind !== 'none')
  return codes[refusal?.kind ?? 'none']
}
