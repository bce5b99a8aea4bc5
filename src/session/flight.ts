import type { Reauthenticate } from '../verdict/index.js'
import type { AuthState } from './state.js'

/** One ask under way and those who wait for it. */
export interface Flight {
  readonly controller: AbortController
  readonly reach: number
  /** For a nonce, which is each tab's own: other tabs neither serve it nor are served by it. */
  readonly nonce: boolean
  readonly done: Promise<boolean>
  readonly land: (renewed: boolean) => void
  /** The state to go back to when nothing comes of it. */
  readonly before: AuthState
  count: number
  /** True when this tab is the one that acts, and not one that waits for another. */
  acting: boolean
}

export function createFlight(reach: number, before: AuthState, nonce: boolean): Flight {
  let land: (renewed: boolean) => void = () => {}
  const done = new Promise<boolean>((settle) => {
    land = settle
  })
  return { controller: new AbortController(), reach, nonce, done, land, before, count: 0, acting: false }
}

/** A new nonce is less than a new login, and that is less than a step-up. */
export function reachOf({ reason, remedy }: Reauthenticate): number {
  if (remedy === 'step-up') return 2
  return reason === 'stale-nonce' ? 0 : 1
}
