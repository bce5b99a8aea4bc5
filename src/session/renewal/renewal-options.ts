import type { Reauthenticate } from '../../verdict/index.js'
import type { PartsContext } from '../parts-context.js'
import type { Ports } from '../ports.js'
import type { Integrations } from '../refusals/integrations.js'
import type { Probe } from '../refusals/probe.js'
import type { Tabs } from '../tabs/tabs.js'
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

/** What a waiter waits for: what follows a refusal, or a wish of the app. */
export type Refusal = Omit<Waiter, 'id' | 'level'>

/** A wish of the app's own: `auth.renew()` and `auth.signIn()`. */
export function withoutRequest(verdict: Reauthenticate): Refusal {
  return { verdict, request: undefined, isOpen: false, mayAsk: true }
}

/** A replay that was refused with a fresh credential. */
export interface RefusedAgain {
  readonly refusal: Refusal
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

/** What a renewal works with. */
export interface RenewalContext extends Pick<
  PartsContext,
  'options' | 'maxWait' | 'state' | 'user' | 'events' | 'clock'
> {
  readonly tabs: Tabs
  readonly ports: Ports
  readonly probe: Probe | undefined
  readonly handlerFetch: typeof globalThis.fetch
  /** The user signed out, or another one signed in: what is broken was that user's. */
  readonly integrations: Pick<Integrations, 'clear'>
}

/** How long after a decline the user is asked again, where the platform cannot tell that the user acted, ms. */
const ASK_AGAIN_MS = 60_000

/** What the transition function may know of the surroundings just now. */
export function surroundingsOf({ options, ports, probe }: RenewalContext): Surroundings {
  return {
    now: ports.now(),
    isVisible: ports.visible(),
    hasRenew: options.renew !== undefined,
    hasSignIn: options.signIn !== undefined,
    hasProbe: probe !== undefined,
    askAgainAfter: options.askAgainAfter ?? (ports.userIsActive?.() === undefined ? ASK_AGAIN_MS : Infinity),
  }
}

/** The members of the state that say when the user said no, or could not help; undefined while the user may be asked. */
export const declines = ['declinedAt', 'stepUpDeclinedAt', 'askedInVainAt'] as const
