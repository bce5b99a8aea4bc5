import { putLast } from '../bounded.js'
import { askAfterFruitless } from './advance-round.js'
import { startRound } from './join-round.js'
import type { EventOf, Step } from './renewal-event.js'
import type { Backoff, RenewalState, Waiter } from './renewal-state.js'

/** How long an endpoint that refused a fresh credential starts no renewal: the first time, and at most, ms. */
const FIRST_BACKOFF_MS = 30_000
const LONGEST_BACKOFF_MS = 600_000
/** How many endpoints are remembered. */
export const MAX_ENDPOINTS = 64
/** So many renewals in a row that helped no request are one too many. */
const FRUITLESS_RENEWALS = 2

/** A request succeeded with the credential of `generation`: the login is alive, whatever another endpoint says. */
export function proveLogin({ state }: Step, generation: number): void {
  state.provenGeneration = Math.max(state.provenGeneration, generation)
  if (generation >= state.signedInGeneration) state.askedInVainAt = undefined
  if (generation >= state.fruitless.generation) state.fruitless = { renewals: 0, generation, endpoints: [] }
}

/** A fresh credential was refused. That proves nothing by itself: the endpoint may refuse every token. */
export function refuseReplay(step: Step, { waiter, endpoint, generation }: EventOf<'replay-refused'>): void {
  const { state, around, effects } = step
  if (waiter.level === 2) return stepUpLater(step, waiter, generation)
  if (waiter.level === 0 || generation !== state.generation) return
  state.backoffs = backOff(state.backoffs, endpoint, around.now)
  if (!waiter.isOpen && state.provenGeneration < state.signedInGeneration) state.askedInVainAt ??= around.now
  // The round that is pending may bring what helps.
  if (state.renewal) return
  if (waiter.isOpen || state.wasRenewedElsewhere || state.provenGeneration >= generation) return
  state.fruitless = countFruitless(state, endpoint)
  const { renewals, endpoints } = state.fruitless
  if (renewals < FRUITLESS_RENEWALS || endpoints.length < 2) return
  if (around.hasProbe) effects.push({ type: 'probe-login', waiter, generation, barrier: state.barrier })
  else askAfterFruitless(step, waiter)
}

/** What was refused in spite of fresh credentials works again, so that its next refusal counts as new. */
export function forgetBackoff({ state }: Step, endpoint: string): void {
  const backoffs = new Map(state.backoffs)
  backoffs.delete(endpoint)
  state.backoffs = backoffs
}

/** The login is fine, and the user is asked for more, so that the next try succeeds. */
function stepUpLater(step: Step, waiter: Waiter, generation: number): void {
  const { state, around } = step
  const { stepUp, stepUpDeclinedAt, stepUpGeneration } = state
  // What the user just did was not enough: asking again would not be either, until the user acts.
  if (generation === stepUpGeneration) state.stepUpDeclinedAt ??= around.now
  else if (!stepUp && stepUpDeclinedAt === undefined) startRound(step, waiter, { mayAskAlone: waiter.mayAsk })
}

function countFruitless({ fruitless, generation }: RenewalState, endpoint: string): RenewalState['fruitless'] {
  const { renewals, endpoints } = fruitless
  return {
    renewals: generation === fruitless.generation ? renewals : renewals + 1,
    generation,
    endpoints: endpoints.includes(endpoint) ? endpoints : [...endpoints, endpoint].slice(-MAX_ENDPOINTS),
  }
}

function backOff(backoffs: ReadonlyMap<string, Backoff>, endpoint: string, now: number): ReadonlyMap<string, Backoff> {
  const next = new Map(backoffs)
  putLast(next, endpoint, longerBackoff(backoffs.get(endpoint), now), MAX_ENDPOINTS)
  return next
}

/** From now on, and twice as long as the last time. */
export function longerBackoff(last: Backoff | undefined, now: number): Backoff {
  const delay = Math.min(Math.max((last?.delay ?? 0) * 2, FIRST_BACKOFF_MS), LONGEST_BACKOFF_MS)
  return { until: now + delay, delay }
}

/** The probe was asked before the login is ended: only what it does not deny goes on. */
export function afterLoginProbe(
  step: Step,
  { isSignedIn, waiter, generation, barrier }: EventOf<'login-probed'>,
): void {
  const { state } = step
  // The user signed in or out while the probe was asked: its answer is about the login of before.
  if (generation !== state.generation || barrier !== state.barrier) return
  if (isSignedIn === true) proveLogin(step, generation)
  else askAfterFruitless(step, waiter)
}
