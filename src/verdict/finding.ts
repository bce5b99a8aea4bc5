import type { Evidence } from './evidence.js'
import { meaningOf, type MeaningOf } from './remedy.js'
import type { Certainty, Meaning, Reason } from './verdict.js'

/** What a finding stands on. `classifyEvidence` redacts `saw` and `message`; a rule names a secret in neither. */
export interface Ground {
  readonly certainty: Certainty
  /** Stable name of the rule: `oauth2/invalid_token`. */
  readonly rule: string
  /** What was seen, redacted: `error="invalid_token"`. */
  readonly saw: string
  /** Where it was seen: `WWW-Authenticate: Bearer`. */
  readonly where: string
  /** The section of a specification that says what it means. */
  readonly spec?: string
  /** The server's own sentence for a person, as it was sent. */
  readonly message?: string
}

/** What one convention concludes from the evidence. */
export type Finding = Meaning & Ground

/** How one server family speaks. `examine` is pure: it neither waits nor reads anything but the evidence. */
export interface Convention {
  /** In kebab-case; the rules of its findings begin with it. */
  readonly name: string
  /** Undefined where the family says nothing of this evidence. */
  readonly examine: (evidence: Evidence) => Finding | undefined
}

/** A member that may be left out may also be undefined. */
type Optional<T> = { readonly [K in keyof T]: T[K] | ({} extends Pick<T, K> ? undefined : never) }

/** The particulars that a reason's kind may carry: `scope`, `nonce`, `integration` … */
type Particulars<R extends Reason> =
  MeaningOf<R> extends infer M ? (M extends Meaning ? Partial<Omit<M, 'kind' | 'reason'>> : never) : never

/**
 * Builds a finding: kind and remedy follow from the reason; members that are undefined are left out.
 *
 * @example
 * finding('token-invalid', { certainty: 'certain', rule: 'acme/dead-token', saw: 'code "E17"', where: 'body' })
 */
export function finding<R extends Reason>(reason: R, ground: Optional<Ground & Particulars<R>>): Finding {
  const members = Object.entries({ reason, ...meaningOf(reason), ...ground }).filter(([, value]) => value !== undefined)
  // The compiler cannot follow a reason through the union to its kind; `ReasonTable` has checked that the table does.
  const found: object = Object.fromEntries(members)
  return found as Finding
}
