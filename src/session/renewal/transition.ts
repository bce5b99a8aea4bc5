import {
  afterAnswer,
  afterCheck,
  afterInterruption,
  afterLock,
  afterShow,
  afterTakeover,
  continueQueued,
} from './advance-round.js'
import { adoptRenewal, endAll, failRound, signOut } from './end-round.js'
import { joinRound, leaveRound, startRound, waitForRound } from './join-round.js'
import { afterLoginProbe, forgetBackoff, proveLogin, refuseReplay } from './prove-login.js'
import type { Effect, RenewalEvent, Step, Surroundings } from './renewal-event.js'
import { findRound, isLeading, putRound, type RenewalState, type Waiter } from './renewal-state.js'
import type { TabMessage } from '../tabs/message.js'

/** The session's next state, and what is to be done, after one event. Pure: it reads no clock and calls nothing. */
export function transition(
  state: RenewalState,
  event: RenewalEvent,
  around: Surroundings,
): { readonly state: RenewalState; readonly effects: readonly Effect[] } {
  const step: Step = { state, effects: [], around }
  if (!state.isDisposed || event.type === 'refused' || event.type === 'sign-in-wanted') {
    apply(step, event)
    continueQueued(step)
  }
  return { state: step.state, effects: step.effects }
}

function apply(step: Step, event: RenewalEvent): void {
  switch (event.type) {
    case 'refused':
      return joinRound(step, event)
    case 'sign-in-wanted':
      return wantSignIn(step, event.waiter)
    case 'left':
      return leaveRound(step, event.waiter)
    case 'due':
      return renewAhead(step, event)
    case 'locked':
    case 'checked':
    case 'answered':
    case 'taken-over':
    case 'interrupted':
      return advance(step, event)
    case 'answered-late':
      step.effects.push({ type: 'announce-renewal', byUser: event.byUser, level: 1 })
      return adoptRenewal(step, 1, { byUser: event.byUser })
    case 'shown':
      return afterShow(step)
    case 'message':
      return receive(step, event.message)
    case 'caught-up':
      if (event.change === 'renewed') adoptRenewal(step, 1, { elsewhere: true })
      else signOut(step, undefined, { elsewhere: true })
      return
    case 'signed-in':
      step.effects.push({ type: 'announce-renewal', byUser: true, level: 1 })
      return adoptRenewal(step, step.state.stepUp ? 2 : 1, { byUser: true })
    case 'signed-out':
      step.effects.push({ type: 'announce-sign-out' })
      return signOut(step, undefined, {})
    case 'replay-succeeded':
      return proveLogin(step, event.generation)
    case 'replay-refused':
      return refuseReplay(step, event)
    case 'recovered':
      return forgetBackoff(step, event.endpoint)
    case 'login-probed':
      return afterLoginProbe(step, event)
    case 'disposed':
      endAll(step)
      step.state = { ...step.state, isDisposed: true }
  }
}

/** One round goes on; what concerns a round that ended counts for nothing. */
function advance(
  step: Step,
  event: Extract<RenewalEvent, { readonly type: 'locked' | 'checked' | 'answered' | 'taken-over' | 'interrupted' }>,
): void {
  const round = findRound(step.state, event.round)
  if (round === undefined) return
  if (event.type === 'locked') afterLock(step, round)
  else if (event.type === 'checked') afterCheck(step, round, event.wasRenewed)
  else if (event.type === 'taken-over') afterTakeover(step, round)
  else if (event.type === 'interrupted') afterInterruption(step, round)
  else afterAnswer(step, round, event.answer)
}

/** The user wants to sign in: an old decline does not count any more. */
function wantSignIn(step: Step, waiter: Waiter): void {
  const { state, around } = step
  if (!around.hasSignIn || state.isDisposed) {
    step.effects.push({ type: 'resolve', waiter: waiter.id, outcome: 'declined' })
    return
  }
  step.state = { ...state, declinedAt: undefined }
  if (state.renewal) waitForRound(step, waiter)
  else startRound(step, waiter, { waiters: [waiter], isForced: true })
}

/** Renews before anything was refused: no user is asked, and no login ends, when that fails. */
function renewAhead(step: Step, { verdict, isLate }: Extract<RenewalEvent, { readonly type: 'due' }>): void {
  const { state, around } = step
  if (state.renewal || !around.hasRenew || around.now < state.retryAt) return
  startRound(step, { verdict, request: undefined, level: 1, isOpen: true }, { waiters: [], isLate })
}

/** Another tab says what happened. */
function receive(step: Step, message: TabMessage): void {
  switch (message.type) {
    case 'renewed':
      return adoptRenewal(step, message.level, { byUser: message.byUser, elsewhere: true })
    case 'signed-out':
      return signOut(step, undefined, { elsewhere: true })
    case 'waiting':
      for (const round of [step.state.renewal, step.state.stepUp]) {
        if (round?.phase !== 'asking') continue
        step.effects.push({ type: 'broadcast', message: { type: 'asking', level: round.level } })
      }
      return
    case 'asking':
      return markAskedElsewhere(step, message.level)
    case 'failed': {
      const round = message.reach === 2 ? step.state.stepUp : step.state.renewal
      if (round === undefined || isLeading(round) || round.level > message.reach) return
      for (const waiter of failRound(step, round, { elsewhere: true })) waitForRound(step, waiter)
      return
    }
    case 'acting':
    case 'broken':
    case 'fixed':
  }
}

/** The user is asked in another tab: requests that may not wait for a user settle. */
function markAskedElsewhere(step: Step, level: number): void {
  const round = level === 2 ? step.state.stepUp : step.state.renewal
  if (round === undefined || isLeading(round)) return
  step.state = putRound(step.state, { ...round, isAskedElsewhere: true })
  for (const { id, mayAsk, isOpen } of round.waiters) if (!mayAsk && !isOpen) leaveRound(step, id)
}
