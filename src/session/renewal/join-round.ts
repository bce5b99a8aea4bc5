import type { Outcome, RenewalEvent, Step } from './renewal-event.js'
import { isLeading, putRound, type Round, slotOf, type Waiter } from './renewal-state.js'

type Refused = Extract<RenewalEvent, { readonly type: 'refused' }>

/** A request was refused: it is sent again at once, waits for a round, or settles. */
export function joinRound(step: Step, refused: Refused): void {
  const { waiter } = refused
  const outcome = outcomeOf(step, refused)
  if (outcome !== undefined) step.effects.push({ type: 'resolve', waiter: waiter.id, outcome })
  else if (refused.canWait) waitForRound(step, waiter)
  else {
    step.effects.push({ type: 'resolve', waiter: waiter.id, outcome: 'settled' })
    const mayAskAlone = waiter.mayAsk && !waiter.isOpen
    if (step.state[slotOf(waiter.level)] === undefined) startRound(step, waiter, { waiters: [], mayAskAlone })
  }
}

/** What is known already; undefined when a round must tell. */
function outcomeOf(step: Step, refused: Refused): Outcome | undefined {
  const { state, around } = step
  const { waiter, sentGeneration, sentBarrier, endpoint } = refused
  if (state.isDisposed || sentBarrier !== state.barrier) return 'settled'
  // Fresh credentials came while the request was on its way.
  if (sentGeneration < (waiter.level === 2 ? state.stepUpGeneration : state.generation)) {
    return refused.canWait ? 'replay' : 'settled'
  }
  const round = state[slotOf(waiter.level)]
  if (round) return canJoin(round, waiter) ? undefined : 'declined'
  if (isDeclined(step, refused)) return 'declined'
  if (waiter.level === 2) return undefined
  if (around.now < state.retryAt && waiter.level <= state.pausedLevel && !refused.isUserActive) return 'failed'
  // `renew` declined already, and this request may not go on to the user.
  if (state.isRenewDeclined && (waiter.isOpen || (around.hasSignIn && !waiter.mayAsk))) return 'declined'
  const backoff = state.backoffs.get(endpoint)
  if (backoff === undefined || around.now >= backoff.until) return undefined
  // It refused a fresh credential a moment ago: what is open is not ours.
  return waiter.isOpen ? 'declined' : 'settled'
}

/** A request that may not ask the user does not wait for one. */
function canJoin({ phase, isAskedElsewhere }: Round, { mayAsk, isOpen }: Waiter): boolean {
  return mayAsk || isOpen || !(phase === 'asking' || phase === 'hidden' || isAskedElsewhere)
}

/** Whether the user said no, and nothing of the user's own doing has come since. */
function isDeclined({ state, around }: Step, { waiter, isUserActive }: Refused): boolean {
  const at = waiter.level === 2 ? state.stepUpDeclinedAt : state.declinedAt
  if (at === undefined || isUserActive) return false
  return around.now - at < around.askAgainAfter
}

/** Joins the pending round, or starts one. */
export function waitForRound(step: Step, waiter: Waiter): void {
  const round = step.state[slotOf(waiter.level)]
  if (round === undefined) return startRound(step, waiter, { waiters: [waiter] })
  const { isOpen, request } = waiter
  const joined: Round = {
    ...round,
    waiters: [...round.waiters, waiter],
    count: round.count + (request === undefined ? 0 : 1),
    // What began without a request, or for one that is open, is the round of the first request that counts.
    ...(!isOpen && !round.isAnnounced && !hasCause(round) && { verdict: waiter.verdict, request }),
  }
  step.state = putRound(step.state, joined)
  announceWaiting(step, joined, waiter)
  if (isLeading(joined)) announceRound(step, joined)
}

function hasCause(round: Round): boolean {
  return round.waiters.some(({ isOpen, request }) => !isOpen && request !== undefined)
}

/** Starts a round for `waiter`; its verdict is the cause, also where it does not wait. */
export function startRound(
  step: Step,
  { verdict, request, level, isOpen }: Pick<Waiter, 'verdict' | 'request' | 'level' | 'isOpen'>,
  {
    waiters,
    isForced = false,
    mayAskAlone = isForced,
    isLate = false,
  }: {
    readonly waiters: readonly Waiter[]
    readonly isForced?: boolean
    readonly mayAskAlone?: boolean
    readonly isLate?: boolean
  },
): void {
  const round: Round = {
    id: step.state.nextRound,
    level,
    verdict,
    request: isOpen ? undefined : request,
    isLate,
    phase: 'locking',
    waiters,
    count: waiters.filter((waiter) => waiter.request !== undefined).length,
    isRenewDeclined: false,
    isAskedElsewhere: false,
    isAnnounced: false,
    isForced,
    mayAskAlone,
    answer: undefined,
  }
  step.state = { ...putRound(step.state, round), nextRound: round.id + 1 }
  for (const waiter of waiters) announceWaiting(step, round, waiter)
  step.effects.push({ type: 'acquire', round: round.id, lock: slotOf(level) })
}

function announceWaiting(step: Step, { count }: Round, { verdict, request, isOpen }: Waiter): void {
  if (request === undefined || isOpen) return
  step.effects.push({ type: 'emit', event: { type: 'waiting', verdict, request, count } })
}

/** The app hears of the round once: when this tab acts for it, and a refusal is its cause. */
export function announceRound(step: Step, round: Round): void {
  if (round.isAnnounced || round.request === undefined) return
  step.state = putRound(step.state, { ...round, isAnnounced: true })
  step.effects.push({ type: 'emit-round', round: round.id, cause: round })
}

/** A waiter's deadline passed, or its request was aborted. */
export function leaveRound(step: Step, id: number): void {
  for (const round of [step.state.renewal, step.state.stepUp]) {
    if (!round?.waiters.some((waiter) => waiter.id === id)) continue
    const waiters = round.waiters.filter((waiter) => waiter.id !== id)
    step.effects.push({ type: 'resolve', waiter: id, outcome: 'settled' })
    step.state = putRound(step.state, { ...round, waiters })
    // Nobody waits, and nothing has begun: what another tab does is not waited for any longer.
    if (waiters.length === 0 && !isLeading(round)) {
      step.state = { ...step.state, [slotOf(round.level)]: undefined }
      step.effects.push({ type: 'release', round: round.id, abort: true })
      step.effects.push({
        type: 'emit',
        event: { type: 'resumed', outcome: 'failed', byUser: false, elsewhere: false, count: round.count },
      })
    }
  }
}
