import type { Verdict } from '../verdict/index.js'

export type Status = 'unknown' | 'signed-in' | 'renewing' | 'signing-in' | 'signed-out'

/** What the session knows of the user's login. */
export interface AuthState {
  readonly status: Status
  /** What led here, where a refusal did. */
  readonly verdict?: Verdict
  /** Grows with every successful renewal or sign-in. */
  readonly generation: number
}
