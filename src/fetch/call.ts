import type { RouteMatch, SessionSnapshot } from '../session/index.js'
import type { FetchArguments, Replay } from './replay.js'

/** One call of `auth.fetch`, as it was when it was made. */
export interface Call {
  /** Absolute: what is checked, sent, and sent again. */
  readonly url: string
  readonly method: string
  readonly signal: AbortSignal | undefined
  readonly route: RouteMatch
  readonly replay: Replay
}

/** One time that a call was sent. */
export interface Sent {
  readonly args: FetchArguments
  readonly snapshot: SessionSnapshot
  readonly replayed: boolean
}
