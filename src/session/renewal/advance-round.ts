import type { Answer } from './call-handler.js'
import { adoptRenewal, declineStepUp, dropRound, failRound, signOut } from './end-round.js'
import { announceRound, startRound, waitForRound } from './join-round.js'
import type { Step } from './renewal-event.js'
import { findRound, isLeading, type Phase, putRound, type Round, type Waiter } from './renewal-state.js'

function moveTo(step: Step, round: Round, phase: Phase): Round {
  const moved = { ...round, phase }
  step.state = putRound(step.state, moved)
  return moved
}

/** This tab has the lock: it looks first whether another tab was faster. */
export function afterLock(step: Step, round: Round): void {
  if (round.phase === 'locking') moveTo(step, round, 'checking')
  else if (round.phase === 'locking-prompt') moveTo(step, round, 'checking-prompt')
  else return
  step.effects.push({ type: 'check', round: round.id })
}

/** `wasRenewed`: another tab got fresh credentials since this tab last knew. It is said once, to whichever round looks first. */
export function afterCheck(step: Step, { id }: Round, wasRenewed: boolean): void {
  if (wasRenewed) adoptRenewal(step, 1, { elsewhere: true })
  // A nonce and a step-up are not what the other tab got: their rounds go on.
  const round = findRound(step.state, id)
  if (round?.phase === 'rechecking') conclude(step, round)
  else if (round?.phase === 'checking' && round.answer) endInterrupted(step, round)
  else if (round?.phase === 'checking') begin(step, round)
  else if (round?.phase === 'checking-prompt') askUser(step, round)
}

/** A new nonce and a login begin with `renew`; a step-up is for the user alone. */
function begin(step: Step, round: Round): void {
  if (!step.around.hasRenew || round.level === 2 || round.isRenewDeclined || round.isForced) {
    return renewDeclined(step, { ...round, isRenewDeclined: true })
  }
  const renewing = moveTo(step, round, 'renewing')
  announceRound(step, renewing)
  step.effects.push({ type: 'call', round: round.id, handler: 'renew', verdict: renewing.verdict })
}

/** A handler of the app has answered; before a no counts, the other tabs are looked at once more. */
export function afterAnswer(step: Step, round: Round, value: Answer): void {
  if (round.phase !== 'renewing' && round.phase !== 'asking') return
  const handler = round.phase === 'renewing' ? 'renew' : 'signIn'
  if (value === 'renewed') {
    // A nonce is this tab's own, so that the other tabs are not told of it.
    const byUser = handler === 'signIn'
    if (round.level > 0) step.effects.push({ type: 'announce-renewal', byUser, level: round.level })
    return adoptRenewal(step, round.level, { byUser })
  }
  moveTo(step, { ...round, answer: { handler, value } }, 'rechecking')
  step.effects.push({ type: 'check', round: round.id })
}

function conclude(step: Step, round: Round): void {
  const { answer } = round
  const concluded = { ...round, answer: undefined }
  if (answer?.handler === 'signIn') signInDeclined(step, concluded)
  else if (answer?.value === 'declined') renewDeclined(step, { ...concluded, isRenewDeclined: true })
  else endInFailure(step, concluded)
}

/** `renew` is not enough: the user is asked, if there is a request that the user may be asked for. */
function renewDeclined(step: Step, round: Round): void {
  const { hasSignIn, isVisible } = step.around
  const mayAsk = round.mayAskAlone || round.waiters.some((waiter) => waiter.mayAsk && !waiter.isOpen)
  step.state = putRound(step.state, round)
  if (round.level === 0) return endInFailure(step, round)
  if (!hasSignIn) return round.level === 2 ? declineStepUp(step, round) : endLogin(step, round, false)
  if (!mayAsk) return dropRound(step, round)
  if (isVisible) takePrompt(step, round)
  else waitForEyes(step, round)
}

/** The user looks at another tab: that one may ask now, and this one asks when it is shown. */
function waitForEyes(step: Step, round: Round): void {
  moveTo(step, round, 'hidden')
  step.effects.push({ type: 'release', round: round.id, abort: false })
}

function takePrompt(step: Step, round: Round): void {
  const other = round.level === 2 ? step.state.renewal : step.state.stepUp
  const isTaken = other !== undefined && /prompt|asking/.test(other.phase)
  moveTo(step, round, isTaken ? 'queued' : 'locking-prompt')
  if (!isTaken) step.effects.push({ type: 'acquire', round: round.id, lock: 'prompt' })
}

function askUser(step: Step, round: Round): void {
  // The user may have gone to another tab while this one waited for the lock.
  if (!step.around.isVisible) return waitForEyes(step, round)
  const asking = moveTo(step, round, 'asking')
  announceRound(step, asking)
  step.effects.push({ type: 'broadcast', message: { type: 'asking', level: round.level } })
  step.effects.push({ type: 'call', round: round.id, handler: 'signIn', verdict: asking.verdict })
}

/** Whatever kept the user from signing in, what was refused stays refused. */
function signInDeclined(step: Step, round: Round): void {
  if (round.level < 2) return endLogin(step, round, true)
  step.effects.push({ type: 'broadcast', message: { type: 'failed', reach: 2 } })
  declineStepUp(step, round)
}

/** Nothing can help any more. Only a refusal that is ours for sure ends the login, not a declined wish to sign in. */
function endLogin(step: Step, round: Round, byUser: boolean): void {
  if (round.request === undefined) return dropRound(step, round, { byUser })
  step.effects.push({ type: 'announce-sign-out' })
  announceRound(step, round)
  signOut(step, round.verdict, { byUser })
}

function endInFailure(step: Step, round: Round): void {
  if (round.level > 0) step.effects.push({ type: 'broadcast', message: { type: 'failed', reach: round.level } })
  const left = failRound(step, round, {})
  for (const waiter of left) waitForRound(step, waiter)
}

/** Another tab took the lock by force, and acts now: this tab waits for it as all others do. */
export function afterTakeover(step: Step, round: Round): void {
  if (isLeading(round)) waitBehind(step, { ...round, isRenewDeclined: false })
}

/**
 * Firefox ends a page's requests when it begins to leave the page, which may live on for as long as the next one takes, or stay.
 * The failure says nothing of the server: the tabs that wait have their turn, and this one waits behind them.
 */
export function afterInterruption(step: Step, round: Round): void {
  if (round.phase !== 'renewing' && round.phase !== 'asking') return
  const handler = round.phase === 'renewing' ? 'renew' : 'signIn'
  waitBehind(step, { ...round, answer: { handler, value: 'failed' } })
}

function waitBehind(step: Step, round: Round): void {
  moveTo(step, round, 'locking')
  step.effects.push({ type: 'release', round: round.id, abort: false })
  step.effects.push({ type: 'acquire', round: round.id, lock: round.level === 2 ? 'stepUp' : 'renewal' })
}

/** No other tab renewed in its turn. A tab that began to wait meanwhile tries for itself, so that none is told of a failure. */
function endInterrupted(step: Step, round: Round): void {
  for (const waiter of failRound(step, round, {})) waitForRound(step, waiter)
}

/** The page is shown: what had to wait for the user's eyes goes on. */
export function afterShow(step: Step): void {
  for (const round of [step.state.renewal, step.state.stepUp]) {
    if (round?.phase !== 'hidden') continue
    moveTo(step, round, 'locking')
    step.effects.push({ type: 'acquire', round: round.id, lock: round.level === 2 ? 'stepUp' : 'renewal' })
  }
}

/** A round of this tab has ended: the one that waited for the prompt takes it. */
export function continueQueued(step: Step): void {
  for (const round of [step.state.renewal, step.state.stepUp]) if (round?.phase === 'queued') takePrompt(step, round)
}

/** Starts the question that follows when fresh credentials help nobody; no request waits for it. */
export function askAfterFruitless(step: Step, waiter: Waiter): void {
  if (!step.around.hasSignIn) {
    step.effects.push({ type: 'announce-sign-out' })
    signOut(step, waiter.verdict, {})
  } else if (step.state.renewal === undefined && waiter.mayAsk) {
    startRound(step, waiter, { waiters: [], isForced: true })
  }
}
