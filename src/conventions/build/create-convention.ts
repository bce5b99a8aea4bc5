import {
  type Convention,
  type Evidence,
  finding,
  type Finding,
  type Ground,
  isReason,
  type Reason,
  retryAfter,
} from '../../verdict/index.js'

/** A finding in short: what is left out is filled in. */
export interface FindingInit extends Partial<Ground> {
  readonly reason: Reason
  readonly scope?: string
  readonly loginUrl?: string
  readonly integration?: string
  readonly manageUrl?: string
  readonly retryAfter?: number
}

/** A remark of which parts may not be known; without a reason it says nothing. */
export type PartialFinding = { readonly [K in keyof FindingInit]: FindingInit[K] | undefined } & {
  readonly stepUp?: object
  readonly upstream?: object
}

/** Makes a finding of a note; what it leaves out follows from the name of the convention, and from `rest`. */
export function toFinding(
  name: string,
  evidence: Evidence,
  note: Finding | PartialFinding | undefined,
  rest?: Partial<Ground>,
): Finding | undefined {
  if (note === undefined || 'kind' in note) return note
  const { reason, message } = note
  if (!isReason(reason)) return undefined
  return finding<Reason>(reason, {
    certainty: 'likely',
    rule: `${name}/${reason}`,
    saw: `status ${evidence.status}`,
    where: 'body',
    ...rest,
    ...(reason === 'account-locked' && retryAfter(evidence)),
    ...(note as FindingInit),
    // Redacted by classifyEvidence, which knows what was sent: cut in parts, a secret would not be found any more.
    message: message || undefined,
  })
}

/** A convention whose `examine` answers with notes. */
export function createConvention(
  name: string,
  examine: (evidence: Evidence) => Finding | PartialFinding | undefined,
  spec?: string,
): Convention {
  return {
    name,
    examine: (evidence) => toFinding(name, evidence, examine(evidence), spec === undefined ? {} : { spec }),
  }
}
