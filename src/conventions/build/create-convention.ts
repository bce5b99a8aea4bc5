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

/** A finding in short. What is left out is filled in; kind and remedy follow from the reason. */
export interface FindingInit extends Partial<Ground> {
  readonly reason: Reason
  readonly scope?: string
  readonly loginUrl?: string
  readonly integration?: string
  readonly manageUrl?: string
  readonly retryAfter?: number
}

/** A finding in short whose parts may be undefined. Without a reason it is no finding. */
export type PartialFinding = { readonly [K in keyof FindingInit]: FindingInit[K] | undefined } & {
  readonly stepUp?: object
  readonly upstream?: object
}

/** Fills in what a finding in short leaves out: from `rest`, then from the convention's name and the status. */
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

/** Makes a convention whose `examine` answers with findings in short. */
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
