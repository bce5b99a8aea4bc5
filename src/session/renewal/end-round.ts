import type { Reauthenticate } from '../../verdict/index.js'
import type { AuthEvents } from '../events.js'
import type { Outcome, Step } from './renewal-event.js'
import { waitForRound } from './join-round.js'
import { isLeading, type Level, pendingRounds, type Round, slotOf, type Waiter } from './renewal-state.js'

/** Who brought an outcome about. */
export interface SettledBy {
  readonly byUser?: boolean
  readonly elsewhere?: boolean
}

/** After a failure for a passing reason: the first pause, and the longest, ms. */
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

/**
 * Ends a round: every waiter is resolved. A waiter that needs more than `reach` waits on for the next round after a
 * failure; after a success its request is tried first.
 */
function endRound(
  step: Step,
  { id, level, waiters, count }: Round,
  outcome: AuthEvents['resumed']['outcome'],
  { byUser = false, elsewhere = false }: SettledBy,
  reach: Level = 2,
): void {
  const { state, effects } = step
  state[slotOf(level)] = undefined
  const left: Waiter[] = []
  for (const waiter of waiters) {
    const isPartial = waiter.level > reach
    if (isPartial && (outcome !== 'renewed' || !waiter.request)) left.push(waiter)
    else effects.push({ type: 'resolve', waiter: waiter.id, outcome: toOutcome(outcome, isPartial) })
  }
  effects.push({ type: 'release', round: id, abort: true })
  effects.push({ type: 'emit', event: { type: 'resumed', outcome, byUser, elsewhere, count } })
  for (const waiter of left) waitForRound(step, waiter)
}

function toOutcome(outcome: AuthEvents['resumed']['outcome'], isPartial: boolean): Outcome {
  if (outcome !== 'renewed') return outcome
  return isPartial ? 'partial' : 'replay'
}

/** Fresh credentials are here: what waited for as much is sent again. `announced` is the level for the other tabs: a nonce is each tab's own. */
export function adoptRenewal(step: Step, level: Level, how: SettledBy, announced: Level = level): void {
  const { state, effects } = step
  const { renewal, stepUp } = state
  const { byUser = false, elsewhere = false } = how
  if (!elsewhere && announced !== 0) {
    effects.push({ type: 'announce', event: { type: 'renewed', byUser, level: announced } })
  }
  state.generation += 1
  if (level === 2) state.stepUpGeneration = state.generation
  state.login = 'signed-in'
  state.loginVerdict = undefined
  state.failures = 0
  state.retryAt = -Infinity
  state.isRenewDeclined = false
  state.wasRenewedElsewhere = elsewhere
  // There is a login again: when that one ends, the user may be asked again.
  state.declinedAt = undefined
  if (byUser) {
    state.stepUpDeclinedAt = undefined
    state.signedInGeneration = state.generation
    forgetRefusals(step)
  }
  if (renewal?.level === 0 && elsewhere) replayLogins(step, renewal)
  else if (renewal) endRound(step, renewal, 'renewed', how, level)
  if (stepUp && level === 2) endRound(step, stepUp, 'renewed', how)
  if (byUser) effects.push({ type: 'emit', event: { type: 'signed-in' } })
}

/** What was refused in spite of fresh credentials was refused to another login. */
function forgetRefusals({ state }: Step): void {
  state.backoffs = new Map()
  state.fruitless = { renewals: 0, generation: state.generation, endpoints: [] }
}

/** What another tab got serves no request that waits for a nonce; those that wait for a login have one now. */
function replayLogins({ effects }: Step, round: Round): void {
  const { waiters } = round
  round.waiters = waiters.filter(({ level }) => level === 0)
  for (const { id, level } of waiters) {
    if (level > 0) effects.push({ type: 'resolve', waiter: id, outcome: 'replay' })
  }
}

/** The login ended: a barrier that no request of before crosses. */
export function signOut(step: Step, verdict: Reauthenticate | undefined, how: SettledBy): void {
  const { state, effects, around } = step
  const { elsewhere = false } = how
  const wasSignedOut = state.login === 'signed-out'
  if (!elsewhere) effects.push({ type: 'announce', event: { type: 'signed-out' } })
  state.login = 'signed-out'
  if (!wasSignedOut) state.loginVerdict = verdict
  state.barrier += 1
  state.declinedAt = around.now
  state.askedInVainAt = undefined
  state.isRenewDeclined = false
  forgetRefusals(step)
  for (const round of pendingRounds(state)) endRound(step, round, 'declined', how)
  effects.push({ type: 'user-left' })
  const event = { type: 'signed-out', elsewhere, ...(verdict && { verdict }) } as const
  if (!wasSignedOut) effects.push({ type: 'emit', event })
}

/** A handler failed for a reason that passes: nobody is signed out, and the next try waits a moment. */
export function failRound(step: Step, round: Round, how: SettledBy): void {
  const { state, around } = step
  // A renewal ahead of time that fails is nobody's refusal: the first refusal may renew at once.
  if (round.count > 0 || round.waiters.length > 0) {
    state.retryAt = around.now + Math.min(FIRST_PAUSE_MS * 2 ** state.failures, LONGEST_PAUSE_MS)
    state.failures += 1
    state.pausedLevel = round.level
  }
  endRound(step, round, 'failed', how, round.level)
}

/**
 * `renew` declined, and nobody may be asked for the requests that wait, or the user declined what no refusal asked for:
 * the waiters settle, and the login stays as it was.
 */
export function dropRound(step: Step, round: Round, byUser: boolean): void {
  const { state, around } = step
  if (byUser) state.declinedAt = around.now
  else state.isRenewDeclined = true
  endRound(step, round, 'declined', { byUser })
}

/** The user declined a step-up: the login is as good as before. */
export function declineStepUp(step: Step, round: Round): void {
  step.state.stepUpDeclinedAt = step.around.now
  endRound(step, round, 'declined', { byUser: true })
}

/** Settles every round as it is: the session is disposed. */
export function endAll(step: Step): void {
  for (const round of pendingRounds(step.state)) endRound(step, round, 'failed', {})
}

/** The user is about to be asked: requests that may not wait for a user settle, and the round goes on without them. */
export function settleSilent({ effects }: Step, round: Round): void {
  const { waiters } = round
  round.waiters = waiters.filter(({ mayAsk }) => mayAsk)
  for (const { id, mayAsk } of waiters) if (!mayAsk) effects.push({ type: 'resolve', waiter: id, outcome: 'settled' })
}

/** A waiter's deadline passed, or its request was aborted. */
export function leaveRound(step: Step, waiter: number): void {
  for (const round of pendingRounds(step.state)) {
    const waiters = round.waiters.filter((other) => other.id !== waiter)
    if (waiters.length === round.waiters.length) continue
    round.waiters = waiters
    step.effects.push({ type: 'resolve', waiter, outcome: 'settled' })
    // Nobody waits, and nothing has begun: what another tab does is not waited for any longer.
    if (waiters.length === 0 && !isLeading(round)) endRound(step, round, 'failed', {})
  }
}
