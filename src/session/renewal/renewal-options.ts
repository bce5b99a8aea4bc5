import type { Reauthenticate } from '../../verdict/index.js'
import type { AuthEvents } from '../events.js'
import type { AuthOptions } from '../options.js'
import type { Ports } from '../ports.js'
import type { AuthState } from '../state.js'
import type { WritableStore } from '../store.js'
import type { Tabs } from '../tabs/tabs.js'
import type { User } from '../user.js'
import type { Surroundings } from './renewal-event.js'
import type { Waiter } from './renewal-state.js'

/** What was current when a request was sent: its refusal is judged by it. */
export interface SessionSnapshot {
  readonly generation: number
  /** Grows with every sign-out. */
  readonly barrier: number
  /** Who was signed in, as the app's `user` said. */
  readonly user: string | undefined
  /** Grows with every snapshot, so that two of them have an order. */
  readonly sequence: number
  readonly wasUserActive: boolean
}

/** What somebody may wait for: a refusal, or a wish of the app. */
export type Refusal = Omit<Waiter, 'id' | 'level'>

/** A wish of the app's own: `auth.renew()` and `auth.signIn()`. */
export function withoutRequest(verdict: Reauthenticate): Refusal {
  return { verdict, request: undefined, isOpen: false, mayAsk: true }
}

/** A replay that was refused with a fresh credential. */
export interface RefusedAgain extends Refusal {
  /** Method and bare URL; all of an integration is one endpoint. */
  readonly endpoint: string
  readonly snapshot: SessionSnapshot
}

/** A refused request that asks for a renewal. */
export interface RefusedRequest extends RefusedAgain {
  readonly canWait: boolean
  /** What is left of `maxWait`, ms. */
  readonly ms: number
  readonly signal?: AbortSignal | undefined
}

export interface RenewalOptions {
  readonly handlers: Pick<AuthOptions, 'renew' | 'signIn' | 'askAgainAfter'>
  readonly maxWait: number
  readonly tabs: Tabs
  readonly ports: Ports
  readonly state: WritableStore<AuthState>
  readonly user: User
  readonly probe: (() => Promise<boolean | undefined>) | undefined
  readonly handlerFetch: typeof globalThis.fetch
  readonly emit: (event: AuthEvents[keyof AuthEvents]) => void
  /** The user signed out, or another one signed in: what is known of the user is forgotten. */
  readonly onUserLeft: () => void
  /** Numbers the requests. */
  readonly counter: { readonly sequence: number; readonly nextSequence: () => number }
}

/** How long after a decline the user is asked again, where the platform cannot tell that the user acted, ms. */
const ASK_AGAIN_MS = 60_000

/** What the transition function may know of the surroundings just now. */
export function surroundingsOf({ handlers, ports, probe }: RenewalOptions): Surroundings {
  return {
    now: ports.now(),
    isVisible: ports.visible(),
    hasRenew: handlers.renew !== undefined,
    hasSignIn: handlers.signIn !== undefined,
    hasProbe: probe !== undefined,
    askAgainAfter: handlers.askAgainAfter ?? (ports.userIsActive?.() === undefined ? ASK_AGAIN_MS : Infinity),
  }
}
