import type { Reauthenticate } from '../../verdict/index.js'
import type { AuthState } from '../state.js'

/** One ask under way and those who wait for it. */
export interface PendingRenewal {
  readonly controller: AbortController
  readonly level: number
  /** For a nonce, which is each tab's own: other tabs neither serve it nor are served by it. */
  readonly isNonceOnly: boolean
  readonly done: Promise<boolean>
  readonly settle: (renewed: boolean) => void
  /** The state to go back to when nothing comes of it. */
  readonly previousState: AuthState
  count: number
  /** True when this tab is the one that acts, and not one that waits for another. */
  isLeader: boolean
}

export function createPendingRenewal(reach: number, before: AuthState, nonce: boolean): PendingRenewal {
  let land: (renewed: boolean) => void = () => {}
  const done = new Promise<boolean>((settle) => {
    land = settle
  })
  return {
    controller: new AbortController(),
    level: reach,
    isNonceOnly: nonce,
    done,
    settle: land,
    previousState: before,
    count: 0,
    isLeader: false,
  }
}

/** A new nonce is less than a new login, and that is less than a step-up. */
export function levelOf({ reason, remedy }: Reauthenticate): number {
  if (remedy === 'step-up') return 2
  return reason === 'stale-nonce' ? 0 : 1
}
