import {
  afterAnswer,
  afterCheck,
  afterInterruption,
  afterLock,
  afterShow,
  afterTakeover,
  continueQueued,
} from './advance-round.js'
import { adoptRenewal, endAll, failRound, leaveRound, signOut } from './end-round.js'
import { joinRound, startRound, waitForRound } from './join-round.js'
import { afterLoginProbe, forgetBackoff, proveLogin, refuseReplay } from './prove-login.js'
import type { Effect, EventOf, RenewalEvent, Step, Surroundings } from './renewal-event.js'
import { findRound, isLeading, pendingRounds, type RenewalState, type Round } from './renewal-state.js'

/** The session's next state, and what is to be done, after one event. Pure: it reads no clock and calls nothing. */
export function transition(
  state: RenewalState,
  event: RenewalEvent,
  around: Surroundings,
): { readonly state: RenewalState; readonly effects: readonly Effect[] } {
  const { renewal, stepUp } = state
  const copy = { ...state, renewal: renewal && { ...renewal }, stepUp: stepUp && { ...stepUp } }
  const step: Step = { state: copy, effects: [], around }
  if (!state.isDisposed || event.type === 'refused' || event.type === 'sign-in-wanted') {
    // The table has a function for this very type of event, which the compiler cannot follow.
    reactions[event.type](step, event as never)
    continueQueued(step)
  }
  return step
}

/** What each event does to the state. */
const reactions: { readonly [T in RenewalEvent['type']]: (step: Step, event: EventOf<T>) => void } = {
  refused: joinRound,
  'sign-in-wanted': wantSignIn,
  left: (step, { waiter }) => leaveRound(step, waiter),
  due: renewAhead,
  locked: (step, event) => advance(step, event, afterLock),
  checked: (step, event) => advance(step, event, afterCheck),
  answered: (step, event) => advance(step, event, afterAnswer),
  'taken-over': (step, event) => advance(step, event, afterTakeover),
  interrupted: (step, event) => advance(step, event, afterInterruption),
  'answered-late': (step, { byUser }) => adoptRenewal(step, 1, { byUser }),
  shown: afterShow,
  message: receive,
  'caught-up': (step, { change }) => {
    if (change === 'renewed') adoptRenewal(step, 1, { elsewhere: true })
    else signOut(step, undefined, { elsewhere: true })
  },
  // What the app did is a sign-in for the other tabs, and may be the step-up for which this one waits.
  'signed-in': (step) => adoptRenewal(step, step.state.stepUp ? 2 : 1, { byUser: true }, 1),
  'signed-out': (step) => signOut(step, undefined, {}),
  'replay-succeeded': (step, { generation }) => proveLogin(step, generation),
  'replay-refused': refuseReplay,
  recovered: (step, { endpoint }) => forgetBackoff(step, endpoint),
  'login-probed': afterLoginProbe,
  disposed: (step) => {
    endAll(step)
    step.state.isDisposed = true
  },
}

/** One round goes on; what concerns a round that ended counts for nothing. */
function advance<E extends { readonly round: number }>(
  step: Step,
  event: E,
  act: (step: Step, round: Round, event: E) => void,
): void {
  const round = findRound(step.state, event.round)
  if (round) act(step, round, event)
}

/** The user wants to sign in: an old decline does not count any more. */
function wantSignIn(step: Step, { waiter }: EventOf<'sign-in-wanted'>): void {
  const { state, around, effects } = step
  if (!around.hasSignIn || state.isDisposed) {
    effects.push({ type: 'resolve', waiter: waiter.id, outcome: 'declined' })
    return
  }
  state.declinedAt = undefined
  state.askedInVainAt = undefined
  waitForRound(step, waiter, { isForced: true })
}

/** Renews before anything was refused: no user is asked, and no login ends, when that fails. */
function renewAhead(step: Step, { verdict, isLate }: EventOf<'due'>): void {
  const { state, around } = step
  if (state.renewal || !around.hasRenew || around.now < state.retryAt) return
  startRound(step, { verdict, request: undefined, level: 1, isOpen: true }, { isLate })
}

/** Another tab says what happened. */
function receive(step: Step, { message }: EventOf<'message'>): void {
  const { state, effects } = step
  switch (message.type) {
    case 'renewed':
      return adoptRenewal(step, message.level, { byUser: message.byUser, elsewhere: true })
    case 'signed-out':
      return signOut(step, undefined, { elsewhere: true })
    case 'waiting':
      for (const { phase, level } of pendingRounds(state)) {
        if (phase === 'asking') effects.push({ type: 'broadcast', message: { type: 'asking', level } })
      }
      return
    case 'asking':
      return markAskedElsewhere(step, message.level === 2 ? state.stepUp : state.renewal)
    case 'failed': {
      const round = message.reach === 2 ? state.stepUp : state.renewal
      if (round && !isLeading(round) && round.level <= message.reach) failRound(step, round, { elsewhere: true })
      return
    }
    case 'acting':
    case 'broken':
    case 'fixed':
  }
}

/** The user is asked in another tab: requests that may not wait for a user settle. */
function markAskedElsewhere(step: Step, round: Round | undefined): void {
  if (!round || isLeading(round)) return
  round.isAskedElsewhere = true
  for (const { id, mayAsk } of round.waiters) if (!mayAsk) leaveRound(step, id)
}
