import type { Reauthenticate } from '../../verdict/index.js'
import type { AuthEvents } from '../events.js'
import type { Outcome, Step } from './renewal-event.js'
import { type Level, type Round, slotOf, type Waiter } from './renewal-state.js'

/** Who brought an outcome about. */
export interface SettledBy {
  readonly byUser?: boolean
  readonly elsewhere?: boolean
}

/** After a failure for a passing reason: the first pause, and the longest, ms. */
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

/**
 * Ends a round: every waiter is resolved. A waiter that needs more than the round could reach waits on, and is given
 * back, so that the caller starts the next round for it.
 */
function endRound(
  step: Step,
  round: Round,
  outcome: AuthEvents['resumed']['outcome'],
  how: SettledBy,
): readonly Waiter[] {
  step.state = { ...step.state, [slotOf(round.level)]: undefined }
  const left: Waiter[] = []
  for (const waiter of round.waiters) {
    if (outcome !== 'renewed' && outcome !== 'declined' && waiter.level > round.level) left.push(waiter)
    else step.effects.push({ type: 'resolve', waiter: waiter.id, outcome: toOutcome(outcome) })
  }
  step.effects.push({ type: 'release', round: round.id, abort: true })
  const { byUser = false, elsewhere = false } = how
  step.effects.push({ type: 'emit', event: { type: 'resumed', outcome, byUser, elsewhere, count: round.count } })
  return left
}

function toOutcome(outcome: AuthEvents['resumed']['outcome']): Outcome {
  return outcome === 'renewed' ? 'replay' : outcome
}

/** Fresh credentials are here: what waited for as much is sent again. */
export function adoptRenewal(step: Step, level: Level, how: SettledBy): void {
  const { state } = step
  const generation = state.generation + 1
  step.state = {
    ...state,
    generation,
    stepUpGeneration: level === 2 ? generation : state.stepUpGeneration,
    login: 'signed-in',
    loginVerdict: undefined,
    failures: 0,
    retryAt: -Infinity,
    isRenewDeclined: false,
    wasRenewedElsewhere: how.elsewhere === true,
    // There is a login again: when that one ends, the user may be asked again.
    declinedAt: undefined,
    ...(how.byUser && {
      stepUpDeclinedAt: undefined,
      backoffs: new Map(),
      fruitless: { renewals: 0, generation, endpoints: [] },
    }),
  }
  const { renewal, stepUp } = state
  // A nonce is each tab's own: what another tab got serves no request that waits for one.
  if (renewal && !(how.elsewhere && renewal.level === 0)) endRound(step, renewal, 'renewed', how)
  if (stepUp && level === 2) endRound(step, stepUp, 'renewed', how)
  if (how.byUser) step.effects.push({ type: 'emit', event: { type: 'signed-in' } })
}

/** The login ended: a barrier that no request of before crosses. */
export function signOut(step: Step, verdict: Reauthenticate | undefined, how: SettledBy): void {
  const { state } = step
  const wasSignedOut = state.login === 'signed-out'
  step.state = {
    ...state,
    login: 'signed-out',
    loginVerdict: wasSignedOut ? state.loginVerdict : verdict,
    barrier: state.barrier + 1,
    declinedAt: step.around.now,
    isRenewDeclined: false,
    fruitless: { renewals: 0, generation: state.generation, endpoints: [] },
    backoffs: new Map(),
  }
  for (const round of [state.renewal, state.stepUp]) if (round) endRound(step, round, 'declined', how)
  step.effects.push({ type: 'user-left' })
  if (!wasSignedOut) step.effects.push({ type: 'emit', event: { type: 'signed-out', ...(verdict && { verdict }) } })
}

/** A handler failed for a reason that passes: nobody is signed out, and the next try waits a moment. */
export function failRound(step: Step, round: Round, how: SettledBy): readonly Waiter[] {
  const failures = step.state.failures + 1
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS)
  step.state = { ...step.state, failures, retryAt: step.around.now + pause }
  return endRound(step, round, 'failed', how)
}

/** `renew` declined, and nobody may be asked for the requests that wait: they settle, and the login stays as it was. */
export function dropRound(step: Step, round: Round): void {
  step.state = { ...step.state, isRenewDeclined: true }
  endRound(step, round, 'declined', {})
}

/** The user declined a step-up: the login is as good as before. */
export function declineStepUp(step: Step, round: Round): void {
  step.state = { ...step.state, stepUpDeclinedAt: step.around.now }
  endRound(step, round, 'declined', { byUser: true })
}

/** Settles every round as it is: the session is disposed. */
export function endAll(step: Step): void {
  for (const round of [step.state.renewal, step.state.stepUp]) if (round) endRound(step, round, 'failed', {})
}
