import type { Reauthenticate } from '../../verdict/index.js'
import type { RequestSummary } from '../events.js'
import type { AuthState } from '../state.js'

/** How much a refused request needs: 0 a new nonce, 1 a login, 2 a step-up of the login. */
export type Level = 0 | 1 | 2

/** One request that waits for a round; `auth.renew()` and `auth.signIn()` wait without a request. */
export interface Waiter {
  readonly id: number
  readonly verdict: Reauthenticate
  readonly request: RequestSummary | undefined
  readonly level: Level
  /**
   * True while it is open whose refusal this is. The session renews silently for it; no user is asked, no user is
   * signed out, and no event says `reauthenticate`.
   */
  readonly isOpen: boolean
  /** False for `auth.background` and for routes with `ask: false`: the user is not asked for this request. */
  readonly mayAsk: boolean
}

/**
 * What a round does now. `locking`: it waits for the other tabs. `checking`: it looks whether another tab was faster.
 * `renewing`: the handler `renew` runs. `hidden`: the user must be asked, and this tab is not shown. `queued`: another
 * round of this tab asks the user. `asking`: the handler `signIn` runs. `rechecking`: the handler said no, and the round
 * looks whether another tab was luckier.
 */
export type Phase =
  | 'locking'
  | 'checking'
  | 'renewing'
  | 'hidden'
  | 'queued'
  | 'locking-prompt'
  | 'checking-prompt'
  | 'asking'
  | 'rechecking'

/** One pending renewal or sign-in, with the requests that wait for it. */
export interface Round {
  readonly id: number
  readonly level: Level
  /** The refusal that began the round; handlers get it. */
  verdict: Reauthenticate
  request: RequestSummary | undefined
  /** True when `renewAt` is over by more than a moment: what is sent before the round ends would be refused. */
  readonly isLate: boolean
  phase: Phase
  waiters: readonly Waiter[]
  /** How many requests have waited so far; those that left are counted too. */
  count: number
  /** True once `renew` declined in this round, or does not exist. */
  isRenewDeclined: boolean
  /** True while another tab says that it asks the user. */
  isAskedElsewhere: boolean
  /** True once the event `reauthenticate` was emitted for this round. */
  isAnnounced: boolean
  /** True when the user asked for it by `auth.signIn()`: then `renew` is not tried. */
  readonly isForced: boolean
  /** True when the user is asked although no request waits: the refused one could not be sent again. */
  readonly mayAskAlone: boolean
  /** What the handler said, while the round looks at the other tabs once more, or waits behind them. */
  answer: { readonly handler: 'renew' | 'signIn'; readonly value: 'declined' | 'failed' } | undefined
}

/** The round that renews or signs in, and the round that steps up: an open step-up does not hold up a silent renewal. */
export type Slot = 'renewal' | 'stepUp'

/** One endpoint that refused a fresh credential: it does not start another renewal before `until`. */
export interface Backoff {
  readonly until: number
  readonly delay: number
}

/** All that the session knows of the login. Times are monotonic, ms. A transition changes a copy of it. */
export interface RenewalState {
  login: 'unknown' | 'signed-in' | 'signed-out'
  /** The refusal that ended the login, where one did. */
  loginVerdict: Reauthenticate | undefined
  /** Grows with every successful renewal and sign-in. */
  generation: number
  /** The generation that the last successful step-up began. */
  stepUpGeneration: number
  /** Grows with every sign-out: what was sent before a sign-out is not sent again after it. */
  barrier: number
  renewal: Round | undefined
  stepUp: Round | undefined
  nextRound: number
  /** How many renewals failed in a row for a passing reason. */
  failures: number
  /** No silent renewal starts before this time, for a request of `pausedLevel` or less. */
  retryAt: number
  /** The level of the round that failed: a nonce that could not be had says nothing of a login. */
  pausedLevel: Level
  /** When the user declined, or was signed out; undefined while the user may be asked. */
  declinedAt: number | undefined
  stepUpDeclinedAt: number | undefined
  /** The generation that the user's last sign-in began. */
  signedInGeneration: number
  /** When a replay was refused after the user had signed in, and none succeeded since: asking again would not help. */
  askedInVainAt: number | undefined
  /** True after `renew` declined and nobody could be asked: `renew` is not tried again for requests that may not ask. */
  isRenewDeclined: boolean
  /** The newest generation whose credential the server accepted in a replay. */
  provenGeneration: number
  /** Renewals in a row after which no replay succeeded, and the endpoints that refused. */
  fruitless: { readonly renewals: number; readonly generation: number; readonly endpoints: readonly string[] }
  backoffs: ReadonlyMap<string, Backoff>
  /** True when the newest generation came from another tab: what this tab holds may be as dead as before. */
  wasRenewedElsewhere: boolean
  isDisposed: boolean
}

export const initialState: Readonly<RenewalState> = {
  login: 'unknown',
  loginVerdict: undefined,
  generation: 0,
  stepUpGeneration: 0,
  barrier: 0,
  renewal: undefined,
  stepUp: undefined,
  nextRound: 1,
  failures: 0,
  retryAt: -Infinity,
  pausedLevel: 0,
  declinedAt: undefined,
  stepUpDeclinedAt: undefined,
  signedInGeneration: 0,
  askedInVainAt: undefined,
  isRenewDeclined: false,
  provenGeneration: 0,
  fruitless: { renewals: 0, generation: 0, endpoints: [] },
  backoffs: new Map(),
  wasRenewedElsewhere: false,
  isDisposed: false,
}

/** A new nonce needs less than a login, and a login needs less than a step-up. */
export function levelOf({ reason, remedy }: Reauthenticate): Level {
  if (remedy === 'step-up') return 2
  return reason === 'stale-nonce' ? 0 : 1
}

export function slotOf(level: Level): Slot {
  return level === 2 ? 'stepUp' : 'renewal'
}

export function pendingRounds({ renewal, stepUp }: RenewalState): Round[] {
  return [renewal, stepUp].filter((round) => round !== undefined)
}

/** The round with this id, while it is pending. */
export function findRound(state: RenewalState, id: number): Round | undefined {
  return pendingRounds(state).find((round) => round.id === id)
}

/** Whether this tab holds the lock for the round, and acts for all tabs. */
export function isLeading({ phase }: Round): boolean {
  return /^(?:renewing|rechecking|asking|(?:checking|locking)-prompt)$/.test(phase)
}

/** What the app sees of it. */
export function toAuthState(state: RenewalState, hasRenew: boolean): AuthState {
  const { generation, login, loginVerdict } = state
  const pending = pendingRounds(state)
  const asking = pending.find(
    ({ phase, isAskedElsewhere, answer }) => phase === 'asking' || isAskedElsewhere || answer?.handler === 'signIn',
  )
  if (asking) return { status: 'signing-in', generation, verdict: asking.verdict }
  const renewing = pending.find((round) => round.level < 2 && round.phase !== 'hidden' && !round.isForced)
  if (renewing && hasRenew) return { status: 'renewing', generation, verdict: renewing.verdict }
  return { status: login, generation, ...(loginVerdict && { verdict: loginVerdict }) }
}
