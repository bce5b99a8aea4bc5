import { adoptRenewal, declineStepUp, dropRound, failRound, settleSilent, signOut } from './end-round.js'
import { acquireLock, announceRound, startRound } from './join-round.js'
import type { EventOf, Step } from './renewal-event.js'
import { findRound, isLeading, pendingRounds, type Round, type Waiter } from './renewal-state.js'

/** This tab has the lock: it looks first whether another tab was faster. */
export function afterLock({ effects }: Step, round: Round): void {
  if (round.phase === 'locking') round.phase = 'checking'
  else if (round.phase === 'locking-prompt') round.phase = 'checking-prompt'
  else return
  effects.push({ type: 'check', round: round.id })
}

/** `wasRenewed`: another tab got fresh credentials since this tab last knew. It is said once, to whichever round looks first. */
export function afterCheck(step: Step, round: Round, { wasRenewed }: EventOf<'checked'>): void {
  if (wasRenewed) adoptRenewal(step, 1, { elsewhere: true })
  // A nonce and a step-up are not what the other tab got: their rounds go on.
  if (!findRound(step.state, round.id)) return
  if (round.phase === 'rechecking') conclude(step, round)
  // No other tab renewed in its turn. A failure is not broadcast: a tab that began to wait meanwhile tries for itself.
  else if (round.phase === 'checking' && round.answer) failRound(step, round, {})
  else if (round.phase === 'checking') begin(step, round)
  else if (round.phase === 'checking-prompt') askUser(step, round)
}

/** A new nonce and a login begin with `renew`; a step-up is for the user alone. */
function begin(step: Step, round: Round): void {
  const { level, isRenewDeclined, isForced } = round
  if (!step.around.hasRenew || level === 2 || isRenewDeclined || isForced) return renewDeclined(step, round)
  round.phase = 'renewing'
  callHandler(step, round, 'renew')
}

function callHandler(step: Step, round: Round, handler: 'renew' | 'signIn'): void {
  announceRound(step, round)
  step.effects.push({ type: 'call', round: round.id, handler, verdict: round.verdict })
}

/** A handler of the app has answered; before a no counts, the other tabs are looked at once more. */
export function afterAnswer(step: Step, round: Round, { answer: value }: EventOf<'answered'>): void {
  const { phase, level, id } = round
  if (phase !== 'renewing' && phase !== 'asking') return
  const handler = phase === 'renewing' ? 'renew' : 'signIn'
  if (value === 'renewed') return adoptRenewal(step, level, { byUser: handler === 'signIn' })
  round.answer = { handler, value }
  round.phase = 'rechecking'
  step.effects.push({ type: 'check', round: id })
}

function conclude(step: Step, round: Round): void {
  const { answer } = round
  round.answer = undefined
  if (answer?.handler === 'signIn') signInDeclined(step, round)
  else if (answer?.value === 'declined') renewDeclined(step, round)
  else endInFailure(step, round)
}

/** `renew` is not enough: the user is asked, if there is a request that the user may be asked for. */
function renewDeclined(step: Step, round: Round): void {
  const { hasSignIn, isVisible } = step.around
  const { level, isForced, mayAskAlone, waiters } = round
  round.isRenewDeclined = true
  if (level === 0) endInFailure(step, round)
  else if (!hasSignIn) {
    if (level === 2) declineStepUp(step, round)
    else endLogin(step, round, false)
  } else if (!(isForced || mayAskAlone || waiters.some(({ mayAsk, isOpen }) => mayAsk && !isOpen))) {
    dropRound(step, round, false)
  } else {
    settleSilent(step, round)
    if (isVisible) takePrompt(step, round)
    else waitForEyes(step, round)
  }
}

/** The user looks at another tab: that one may ask now, and this one asks when it is shown. */
function waitForEyes({ effects }: Step, round: Round): void {
  round.phase = 'hidden'
  effects.push({ type: 'release', round: round.id, abort: false })
}

function takePrompt({ state, effects }: Step, round: Round): void {
  const isTaken = pendingRounds(state).some((other) => other !== round && /prompt|asking/.test(other.phase))
  round.phase = isTaken ? 'queued' : 'locking-prompt'
  if (!isTaken) effects.push({ type: 'acquire', round: round.id, lock: 'prompt' })
}

function askUser(step: Step, round: Round): void {
  // The user may have gone to another tab while this one waited for the lock.
  if (!step.around.isVisible) return waitForEyes(step, round)
  round.phase = 'asking'
  step.effects.push({ type: 'broadcast', message: { type: 'asking', level: round.level } })
  callHandler(step, round, 'signIn')
}

/** Whatever kept the user from signing in, what was refused stays refused. */
function signInDeclined(step: Step, round: Round): void {
  if (round.level < 2) return endLogin(step, round, true)
  step.effects.push({ type: 'broadcast', message: { type: 'failed', reach: 2 } })
  declineStepUp(step, round)
}

/** Nothing can help any more. Only a refusal that is ours for sure ends the login, not a declined wish to sign in. */
function endLogin(step: Step, round: Round, byUser: boolean): void {
  if (!round.request) return dropRound(step, round, byUser)
  announceRound(step, round)
  signOut(step, round.verdict, { byUser })
}

function endInFailure(step: Step, round: Round): void {
  const { level } = round
  if (level > 0) step.effects.push({ type: 'broadcast', message: { type: 'failed', reach: level } })
  failRound(step, round, {})
}

/** Another tab took the lock by force, and acts now: this tab waits for it as all others do. */
export function afterTakeover(step: Step, round: Round): void {
  if (!isLeading(round)) return
  round.isRenewDeclined = false
  waitBehind(step, round)
}

/**
 * Firefox ends a page's requests when it begins to leave the page, which may live on for as long as the next one takes, or stay.
 * The failure says nothing of the server: the tabs that wait have their turn, and this one waits behind them.
 */
export function afterInterruption(step: Step, round: Round): void {
  if (round.phase !== 'renewing' && round.phase !== 'asking') return
  round.answer = { handler: round.phase === 'renewing' ? 'renew' : 'signIn', value: 'failed' }
  waitBehind(step, round)
}

function waitBehind(step: Step, round: Round): void {
  step.effects.push({ type: 'release', round: round.id, abort: false })
  beginAgain(step, round)
}

/** The page is shown: what had to wait for the user's eyes goes on. */
export function afterShow(step: Step): void {
  for (const round of pendingRounds(step.state)) if (round.phase === 'hidden') beginAgain(step, round)
}

function beginAgain(step: Step, round: Round): void {
  round.phase = 'locking'
  acquireLock(step, round)
}

/** A round of this tab has ended: the one that waited for the prompt takes it. */
export function continueQueued(step: Step): void {
  for (const round of pendingRounds(step.state)) if (round.phase === 'queued') takePrompt(step, round)
}

/** Starts the question that follows when fresh credentials help nobody; no request waits for it. */
export function askAfterFruitless(step: Step, waiter: Waiter): void {
  const { state, around } = step
  if (!around.hasSignIn) return signOut(step, waiter.verdict, {})
  const mayAsk = waiter.mayAsk && state.askedInVainAt === undefined
  if (mayAsk && !state.renewal) startRound(step, waiter, { isForced: true })
}
