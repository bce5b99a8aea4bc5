import type { Verdict } from '../verdict/index.js'

/** Whether the user is signed in, and what is being done about it; `unknown` until a request, or the app, has shown it. */
export type Status = 'unknown' | 'signed-in' | 'renewing' | 'signing-in' | 'signed-out'

/** What the session knows of the user's login. */
export interface AuthState {
  readonly status: Status
  /** What led here, where a refusal did. */
  readonly verdict?: Verdict
  /** Grows with every successful renewal or sign-in. */
  readonly generation: number
}
