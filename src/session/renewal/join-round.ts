import type { EventOf, Outcome, Step } from './renewal-event.js'
import { isLeading, type Round, slotOf, type Waiter } from './renewal-state.js'

/** A request was refused: it is sent again at once, waits for a round, or settles. */
export function joinRound(step: Step, refused: EventOf<'refused'>): void {
  const { canWait } = refused
  // What the user just did helped nobody: then it is tried silently.
  const isInVain = refused.waiter.level < 2 && isRecent(step, refused, step.state.askedInVainAt)
  const waiter = isInVain ? { ...refused.waiter, mayAsk: false } : refused.waiter
  const outcome = outcomeOf(step, { ...refused, waiter })
  if (!outcome && canWait) return waitForRound(step, waiter)
  step.effects.push({ type: 'resolve', waiter: waiter.id, outcome: outcome ?? 'settled' })
  if (!outcome && !step.state[slotOf(waiter.level)]) {
    startRound(step, waiter, { mayAskAlone: waiter.mayAsk && !waiter.isOpen })
  }
}

/** The outcome that is known already; undefined where a round must find it. */
function outcomeOf(step: Step, refused: EventOf<'refused'>): Outcome | undefined {
  const { state, around } = step
  const { waiter, sentGeneration, sentBarrier, endpoint } = refused
  if (state.isDisposed || sentBarrier !== state.barrier) return 'settled'
  // Fresh credentials came while the request was on its way.
  if (sentGeneration < (waiter.level === 2 ? state.stepUpGeneration : state.generation)) {
    return refused.canWait ? 'replay' : 'settled'
  }
  const round = state[slotOf(waiter.level)]
  if (round) return canJoin(round, waiter) ? undefined : 'settled'
  if (isDeclined(step, refused)) return 'declined'
  if (waiter.level === 2) return undefined
  if (around.now < state.retryAt && waiter.level <= state.pausedLevel && !refused.isUserActive) return 'failed'
  // `renew` declined already, and this request may not go on to the user.
  if (state.isRenewDeclined && (waiter.isOpen || (around.hasSignIn && !waiter.mayAsk))) return 'declined'
  const backoff = state.backoffs.get(endpoint)
  if (!backoff || around.now >= backoff.until) return undefined
  // It refused a fresh credential a moment ago: what is open is not ours.
  return waiter.isOpen ? 'declined' : 'settled'
}

/** A request that may not ask the user does not wait for one. */
function canJoin({ phase, isAskedElsewhere, answer }: Round, { mayAsk }: Waiter): boolean {
  return mayAsk || !(/prompt|asking|hidden|queued/.test(phase) || isAskedElsewhere || answer?.handler === 'signIn')
}

/** Whether the user said no, and nothing of the user's own doing has come since. */
function isDeclined(step: Step, refused: EventOf<'refused'>): boolean {
  const { stepUpDeclinedAt, declinedAt } = step.state
  return isRecent(step, refused, refused.waiter.level === 2 ? stepUpDeclinedAt : declinedAt)
}

/** Whether the user was asked then, and has not acted since. */
function isRecent({ around }: Step, { isUserActive }: EventOf<'refused'>, at: number | undefined): boolean {
  return at !== undefined && !isUserActive && around.now - at < around.askAgainAfter
}

/** Joins the pending round, or starts one. */
export function waitForRound(step: Step, waiter: Waiter, more?: RoundTraits): void {
  const { verdict, request, level, isOpen } = waiter
  const pending = step.state[slotOf(level)]
  const round = pending ?? addRound(step, waiter, more)
  // What began without a request, or for one that is open, is the round of the first request that counts.
  if (!isOpen && !round.isAnnounced && !hasCause(round)) Object.assign(round, { verdict, request })
  round.waiters = [...round.waiters, waiter]
  if (request) {
    round.count += 1
    if (!isOpen) step.effects.push({ type: 'emit', event: { type: 'waiting', verdict, request, count: round.count } })
  }
  if (isLeading(round)) announceRound(step, round)
  if (!pending) acquireLock(step, round)
}

function hasCause({ waiters }: Round): boolean {
  return waiters.some(({ isOpen, request }) => !isOpen && request !== undefined)
}

/** What is particular to a round from its beginning. */
type RoundTraits = Partial<Pick<Round, 'isForced' | 'mayAskAlone' | 'isLate'>>
type Cause = Pick<Waiter, 'verdict' | 'request' | 'level' | 'isOpen'>

/** Starts a round for which nobody waits yet. */
export function startRound(step: Step, cause: Cause, more: RoundTraits): void {
  acquireLock(step, addRound(step, cause, more))
}

function addRound({ state }: Step, { verdict, request, level, isOpen }: Cause, more?: RoundTraits): Round {
  const round: Round = {
    id: state.nextRound++,
    level,
    verdict,
    request: isOpen ? undefined : request,
    isLate: false,
    phase: 'locking',
    waiters: [],
    count: 0,
    isRenewDeclined: false,
    isAskedElsewhere: false,
    isAnnounced: false,
    isForced: false,
    mayAskAlone: false,
    answer: undefined,
    ...more,
  }
  state[slotOf(level)] = round
  return round
}

/** Waits for the tabs that act. */
export function acquireLock({ effects }: Step, { id, level }: Round): void {
  effects.push({ type: 'acquire', round: id, lock: slotOf(level) })
}

/** The app gets one event for the round: when this tab acts for it, and a refusal is its cause. */
export function announceRound({ effects }: Step, round: Round): void {
  if (round.isAnnounced || !round.request) return
  round.isAnnounced = true
  effects.push({ type: 'emit-round', round })
}
