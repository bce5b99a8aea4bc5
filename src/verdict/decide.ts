import { finding } from './finding.js'
import { amendVerdict } from './verdict-json.js'
import type { Because, Reason, Verdict } from './verdict.js'

/**
 * Whether a session probe could still change the verdict, because the server did not say for certain whose refusal it is.
 *
 * @example
 * const isUndecided = isOpen(await classify(response))
 */
export function canProbeDecide(verdict: Verdict): boolean {
  if (verdict.certainty === 'certain') return false
  return (
    verdict.kind === 'reauthenticate' ||
    verdict.kind === 'third-party-key-invalid' ||
    (verdict.kind === 'forbidden' && (verdict.certainty === 'guess' || verdict.reason === 'csrf'))
  )
}

/**
 * Turns an open verdict into a certain one: the probe has found whether the user is signed in.
 *
 * @example
 * const decided = decide(verdict, true)
 */
export function applyProbe(verdict: Verdict, isSignedIn: boolean): Verdict {
  const reason = reasonAfterProbe(verdict, isSignedIn)
  const saw = isSignedIn
    ? 'the user is still signed in, so it was not our session that died'
    : 'the user is not signed in any more'
  const { status, url, challenges, because, toJSON: _toJSON, ...meaning } = verdict
  const found = finding<Reason>(reason, { certainty: 'certain', rule: 'session/probe', saw, where: 'the probe' })
  const probe: Because = { rule: 'session/probe', saw, where: 'the probe', kind: found.kind, certainty: 'certain' }
  const envelope = { status, url, challenges, because: [probe, ...because], certainty: 'certain' as const }
  if (reason === verdict.reason) return amendVerdict(verdict, { ...meaning, ...envelope })
  const { rule: _rule, saw: _saw, where: _where, spec: _spec, ...rest } = found
  const { message } = verdict
  return amendVerdict(verdict, { ...rest, ...envelope, ...(message !== undefined && { message }) })
}

function reasonAfterProbe(verdict: Verdict, isSignedIn: boolean): Reason {
  if (!isSignedIn) return verdict.kind === 'reauthenticate' ? verdict.reason : 'session-expired'
  if (verdict.kind !== 'reauthenticate') return verdict.reason
  if (verdict.status === 403) return 'permission'
  return verdict.status === 419 ? 'csrf' : 'key-invalid'
}
