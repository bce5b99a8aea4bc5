import type { Reauthenticate } from '../../verdict/index.js'
import type { AuthEvents } from '../events.js'
import type { Outcome, Step } from './renewal-event.js'
import { waitForRound } from './join-round.js'
import { type Level, putRound, type Round, slotOf, type Waiter } from './renewal-state.js'

/** Who brought an outcome about. */
export interface SettledBy {
  readonly byUser?: boolean
  readonly elsewhere?: boolean
}

/** After a failure for a passing reason: the first pause, and the longest, ms. */
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

/**
 * Ends a round: every waiter is resolved. A waiter that needs more than `reach` waits on after a failure, and is given
 * back, so that the caller starts the next round for it; after a success its request is tried first.
 */
function endRound(
  step: Step,
  round: Round,
  outcome: AuthEvents['resumed']['outcome'],
  how: SettledBy,
  reach: Level = 2,
): readonly Waiter[] {
  step.state = { ...step.state, [slotOf(round.level)]: undefined }
  const left: Waiter[] = []
  for (const waiter of round.waiters) {
    const isPartial = waiter.level > reach
    if (isPartial && (outcome !== 'renewed' || waiter.request === undefined)) left.push(waiter)
    else step.effects.push({ type: 'resolve', waiter: waiter.id, outcome: toOutcome(outcome, isPartial) })
  }
  step.effects.push({ type: 'release', round: round.id, abort: true })
  const { byUser = false, elsewhere = false } = how
  step.effects.push({ type: 'emit', event: { type: 'resumed', outcome, byUser, elsewhere, count: round.count } })
  return left
}

function toOutcome(outcome: AuthEvents['resumed']['outcome'], isPartial: boolean): Outcome {
  if (outcome !== 'renewed') return outcome
  return isPartial ? 'partial' : 'replay'
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
  let left: readonly Waiter[] = []
  // A nonce is each tab's own: what another tab got serves no request that waits for one.
  if (renewal?.level === 0 && how.elsewhere) replayLogins(step, renewal)
  else if (renewal) left = endRound(step, renewal, 'renewed', how, level)
  if (stepUp && level === 2) endRound(step, stepUp, 'renewed', how)
  if (how.byUser) step.effects.push({ type: 'emit', event: { type: 'signed-in' } })
  for (const waiter of left) waitForRound(step, waiter)
}

/** Of a round for a nonce, the requests that wait for a login have one now. */
function replayLogins(step: Step, round: Round): void {
  const isLogin = ({ level }: Waiter): boolean => level > 0
  step.state = putRound(step.state, { ...round, waiters: round.waiters.filter((waiter) => !isLogin(waiter)) })
  for (const { id } of round.waiters.filter(isLogin)) {
    step.effects.push({ type: 'resolve', waiter: id, outcome: 'replay' })
  }
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
  // A renewal ahead of time that fails is nobody's refusal: the first refusal may renew at once.
  if (round.count > 0 || round.waiters.length > 0) pause(step, round.level)
  return endRound(step, round, 'failed', how, round.level)
}

function pause(step: Step, pausedLevel: Level): void {
  const failures = step.state.failures + 1
  const ms = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS)
  step.state = { ...step.state, failures, retryAt: step.around.now + ms, pausedLevel }
}

/**
 * `renew` declined, and nobody may be asked for the requests that wait, or the user declined what no refusal asked for:
 * the waiters settle, and the login stays as it was.
 */
export function dropRound(step: Step, round: Round, { byUser = false }: SettledBy = {}): void {
  const { state, around } = step
  step.state = byUser ? { ...state, declinedAt: around.now } : { ...state, isRenewDeclined: true }
  endRound(step, round, 'declined', { byUser })
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
