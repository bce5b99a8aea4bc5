import type { Reauthenticate } from '../../verdict/index.js'
import type { AuthEvents } from '../events.js'
import type { TabMessage } from '../tabs/message.js'
import type { AnnouncedEvent } from '../tabs/tab-history.js'
import type { Answer } from './call-handler.js'
import type { RenewalState, Round, Slot, Waiter } from './renewal-state.js'

/**
 * How a wait ended: the request is sent again, or it settles with its own refusal. `partial`: it is sent again, but what
 * came is less than it needs (a nonce), so that it may wait once more.
 */
export type Outcome = 'replay' | 'partial' | 'declined' | 'failed' | 'settled'

/** What happens to the session. The transition function knows nothing but the state and one of these. */
export type RenewalEvent =
  | {
      readonly type: 'refused'
      readonly waiter: Waiter
      readonly sentGeneration: number
      readonly sentBarrier: number
      /** Method and bare URL; all of an integration is one endpoint. */
      readonly endpoint: string
      /** True when the user acted just before the request was made, so that a declined question may be asked again. */
      readonly isUserActive: boolean
      /** False when the request cannot be sent again: it starts what helps the next request, and does not wait. */
      readonly canWait: boolean
    }
  /** `auth.signIn()`: the user wants to sign in, also after a decline. */
  | { readonly type: 'sign-in-wanted'; readonly waiter: Waiter }
  /** The deadline of a waiting request passed, or its signal aborted. */
  | { readonly type: 'left'; readonly waiter: number }
  /** The time of `renewAt` has come, or is over when the page or a request looks at it (`isLate`). */
  | { readonly type: 'due'; readonly verdict: Reauthenticate; readonly isLate: boolean }
  | { readonly type: 'locked'; readonly round: number }
  | { readonly type: 'checked'; readonly round: number; readonly wasRenewed: boolean }
  | { readonly type: 'answered'; readonly round: number; readonly answer: Answer }
  | { readonly type: 'taken-over'; readonly round: number }
  /** A handler failed for a reason that may pass, after the browser had begun to leave the page. */
  | { readonly type: 'interrupted'; readonly round: number }
  /** A handler answered `renewed` after its round had ended, and nothing has changed since. */
  | { readonly type: 'answered-late'; readonly byUser: boolean }
  | { readonly type: 'shown' }
  | { readonly type: 'message'; readonly message: TabMessage }
  /** The page was away, and looked up what another tab did meanwhile. */
  | { readonly type: 'caught-up'; readonly change: 'renewed' | 'signed-out' }
  | { readonly type: 'signed-in' }
  | { readonly type: 'signed-out' }
  | { readonly type: 'replay-succeeded'; readonly generation: number }
  | {
      readonly type: 'replay-refused'
      readonly waiter: Waiter
      readonly endpoint: string
      readonly generation: number
    }
  /** What was refused in spite of fresh credentials works again. */
  | { readonly type: 'recovered'; readonly endpoint: string }
  /** What the probe said before the refusals of fresh credentials were taken for a sign-out. */
  | {
      readonly type: 'login-probed'
      readonly isSignedIn: boolean | undefined
      readonly waiter: Waiter
      /** What was current when the probe was sent. */
      readonly generation: number
      readonly barrier: number
    }
  | { readonly type: 'disposed' }

/** The event of one type. */
export type EventOf<T extends RenewalEvent['type']> = Extract<RenewalEvent, { readonly type: T }>

/** What the session does about it; `Renewal` carries these out. */
export type Effect =
  | { readonly type: 'resolve'; readonly waiter: number; readonly outcome: Outcome }
  | { readonly type: 'emit'; readonly event: AuthEvents[keyof AuthEvents] }
  /** The event `reauthenticate`, whose count follows the round. */
  | { readonly type: 'emit-round'; readonly round: Round }
  | { readonly type: 'acquire'; readonly round: number; readonly lock: Slot | 'prompt' }
  | { readonly type: 'check'; readonly round: number }
  | {
      readonly type: 'call'
      readonly round: number
      readonly handler: 'renew' | 'signIn'
      readonly verdict: Reauthenticate
    }
  /** The round gives its locks back; its handlers' signal aborts when `abort` is true. */
  | { readonly type: 'release'; readonly round: number; readonly abort: boolean }
  | { readonly type: 'broadcast'; readonly message: TabMessage }
  | { readonly type: 'announce'; readonly event: AnnouncedEvent }
  | {
      readonly type: 'probe-login'
      readonly waiter: Waiter
      readonly generation: number
      readonly barrier: number
    }
  | { readonly type: 'user-left' }

/** What the transition function may know of its surroundings. */
export interface Surroundings {
  /** Monotonic, ms. */
  readonly now: number
  readonly isVisible: boolean
  readonly hasRenew: boolean
  readonly hasSignIn: boolean
  readonly hasProbe: boolean
  /** How long after a decline the user may be asked without acting, ms. */
  readonly askAgainAfter: number
}

/** A transition under way: the state, which is a copy that it may change, and the effects so far. */
export interface Step {
  readonly state: RenewalState
  readonly effects: Effect[]
  readonly around: Surroundings
}
