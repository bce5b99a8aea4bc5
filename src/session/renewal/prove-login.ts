import { askAfterFruitless } from './advance-round.js'
import { startRound } from './join-round.js'
import type { RenewalEvent, Step } from './renewal-event.js'
import type { Backoff, RenewalState } from './renewal-state.js'

/** How long an endpoint that refused a fresh credential starts no renewal: the first time, and at most, ms. */
const FIRST_BACKOFF_MS = 30_000
const LONGEST_BACKOFF_MS = 600_000
/** How many endpoints are remembered. */
const MAX_ENDPOINTS = 64
/** So many renewals in a row that helped no request are one too many. */
const FRUITLESS_RENEWALS = 2

type ReplayRefused = Extract<RenewalEvent, { readonly type: 'replay-refused' }>

/** A request succeeded with the credential of `generation`: the login is alive, whatever another endpoint says. */
export function proveLogin(step: Step, generation: number): void {
  const { state } = step
  if (generation > state.provenGeneration) step.state = { ...state, provenGeneration: generation }
  if (generation >= state.fruitless.generation) {
    step.state = { ...step.state, fruitless: { renewals: 0, generation, endpoints: [] } }
  }
}

/** A fresh credential was refused. That proves nothing by itself: the endpoint may refuse every token. */
export function refuseReplay(step: Step, { waiter, endpoint, generation }: ReplayRefused): void {
  if (waiter.level === 2) return stepUpLater(step, waiter, generation)
  if (waiter.level === 0) return
  const { state, around } = step
  if (generation !== state.generation) return
  step.state = { ...state, backoffs: backOff(state.backoffs, endpoint, around.now) }
  // The round that is pending may bring what helps.
  if (state.renewal !== undefined) return
  if (waiter.isOpen || state.wasRenewedElsewhere || state.provenGeneration >= generation) return
  const fruitless = countFruitless(state, endpoint, generation)
  step.state = { ...step.state, fruitless }
  if (fruitless.renewals < FRUITLESS_RENEWALS || fruitless.endpoints.length < 2) return
  if (around.hasProbe) step.effects.push({ type: 'probe-login', waiter, generation, barrier: state.barrier })
  else askAfterFruitless(step, waiter)
}

/** What was refused in spite of fresh credentials works again, so that its next refusal is news. */
export function forgetBackoff(step: Step, endpoint: string): void {
  const backoffs = new Map(step.state.backoffs)
  if (backoffs.delete(endpoint)) step.state = { ...step.state, backoffs }
}

/** The login is fine, and the user is asked for more, so that the next try succeeds. */
function stepUpLater(step: Step, waiter: ReplayRefused['waiter'], generation: number): void {
  const { stepUp, stepUpDeclinedAt, stepUpGeneration } = step.state
  // What the user just did was not enough: asking again would not be either.
  if (stepUp !== undefined || stepUpDeclinedAt !== undefined || generation === stepUpGeneration) return
  startRound(step, waiter, { waiters: [], mayAskAlone: waiter.mayAsk })
}

function countFruitless({ fruitless }: RenewalState, endpoint: string, generation: number): RenewalState['fruitless'] {
  const endpoints = fruitless.endpoints.includes(endpoint)
    ? fruitless.endpoints
    : [...fruitless.endpoints, endpoint].slice(-MAX_ENDPOINTS)
  const isNew = generation !== fruitless.generation
  return { renewals: fruitless.renewals + (isNew ? 1 : 0), generation, endpoints }
}

function backOff(backoffs: ReadonlyMap<string, Backoff>, endpoint: string, now: number): ReadonlyMap<string, Backoff> {
  const delay = Math.min((backoffs.get(endpoint)?.delay ?? FIRST_BACKOFF_MS / 2) * 2, LONGEST_BACKOFF_MS)
  const next = new Map(backoffs)
  next.delete(endpoint)
  next.set(endpoint, { until: now + delay, delay })
  for (const oldest of next.keys()) {
    if (next.size <= MAX_ENDPOINTS) break
    next.delete(oldest)
  }
  return next
}

/** The probe was asked before the login is ended: only what it does not deny goes on. */
export function afterLoginProbe(
  step: Step,
  { isSignedIn, waiter, generation, barrier }: Extract<RenewalEvent, { readonly type: 'login-probed' }>,
): void {
  // The user signed in or out while the probe was asked: its answer is about the login of before.
  if (generation !== step.state.generation || barrier !== step.state.barrier) return
  if (isSignedIn === true) proveLogin(step, generation)
  else askAfterFruitless(step, waiter)
}
