import { bareUrl } from '../response/index.js'
import type { FetchMode, RequestMemory, RequestSummary, RouteMatch, SessionSnapshot } from '../session/index.js'
import { type FetchArguments, prepareReplay, type Replay } from './replay/replay.js'
import { isRequest } from './request-kind.js'
import type { Wire } from './wire.js'

/** One time that a call was sent. */
export interface Sent {
  readonly args: FetchArguments
  readonly snapshot: SessionSnapshot
  readonly replayed: boolean
}

/**
 * One call of `auth.fetch`, as it was when it was made. A class, since an accessor of a literal is made anew for each call,
 * which costs more than all the rest of it.
 */
export class Call {
  /** Absolute: what is checked, sent, and sent again. */
  declare readonly url: string
  declare readonly method: string
  declare readonly signal: AbortSignal | undefined
  declare readonly route: RouteMatch
  declare readonly mode: FetchMode
  declare readonly replay: Replay
  /** What the session remembers of the call between its attempts. */
  readonly memory: RequestMemory = {}

  /** `url` is resolved. */
  constructor({ session, mode, client }: Wire, url: string, input: RequestInfo | URL, init: RequestInit | undefined) {
    this.url = url
    this.method = (init?.method ?? (isRequest(input) ? input.method : 'GET')).toUpperCase()
    this.replay = prepareReplay(url, input, init, client)
    this.route = session.matchRoute(url, this.method)
    this.signal = signalOf(input, init)
    // A handler that runs on the call stack sent it.
    this.mode = mode !== 'probe' && session.engine?.isCallingHandler() ? 'handler' : mode
  }

  /** Method and bare URL. The URL is parsed for it only when something is refused. */
  get summary(): RequestSummary {
    return { method: this.method, url: bareUrl(this.url) }
  }
}

/** The caller's signal; `null` in the options takes that of a `Request` away (Fetch §5.4). */
export function signalOf(input: RequestInfo | URL, init: RequestInit | undefined): AbortSignal | undefined {
  return (isRequest(input) && init?.signal === undefined ? input : init)?.signal ?? undefined
}
