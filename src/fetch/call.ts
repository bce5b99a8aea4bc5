import { bareUrl } from '../response/index.js'
import type {
  FetchMode,
  RequestMemory,
  RequestSummary,
  RouteMatch,
  Session,
  SessionSnapshot,
} from '../session/index.js'
import type { Client } from './client.js'
import type { FetchEngine } from './engine.js'
import { type FetchArguments, prepareReplay, type Replay } from './replay/replay.js'
import { isRequest } from './request-kind.js'

/** One call of `auth.fetch`, as it was when it was made. */
export interface Call {
  /** Absolute: what is checked, sent, and sent again. */
  readonly url: string
  readonly method: string
  readonly signal: AbortSignal | undefined
  readonly route: RouteMatch
  readonly mode: FetchMode
  readonly replay: Replay
  /** What the session remembers of the call between its attempts. */
  readonly memory: RequestMemory
  /** Method and bare URL. */
  readonly summary: RequestSummary
}

/** One time that a call was sent. */
export interface Sent {
  readonly args: FetchArguments
  readonly snapshot: SessionSnapshot
  readonly replayed: boolean
}

/** A class, since an accessor of a literal is made anew for each call, which costs more than all the rest of it. */
class DescribedCall implements Call {
  readonly url: string
  readonly method: string
  readonly signal: AbortSignal | undefined
  readonly route: RouteMatch
  readonly mode: FetchMode
  readonly replay: Replay
  readonly memory: RequestMemory = {}

  constructor(
    url: string,
    method: string,
    signal: AbortSignal | undefined,
    route: RouteMatch,
    mode: FetchMode,
    replay: Replay,
  ) {
    this.url = url
    this.method = method
    this.signal = signal
    this.route = route
    this.mode = mode
    this.replay = replay
  }

  /** The URL is parsed for it only when something is refused. */
  get summary(): RequestSummary {
    return { method: this.method, url: bareUrl(this.url) }
  }
}

/** Fixes what a call is; its URL is parsed once more only where routes ask for its path. */
export function createDescriber(
  { options: { routes = [] }, matchRoute, modeOf, hint }: Session<FetchEngine>,
  mode: FetchMode,
  client: Client,
): (url: string, input: RequestInfo | URL, init: RequestInit | undefined) => Call {
  const unmatched = matchRoute(new URL('https://unmatched.invalid'), 'GET')
  return (url, input, init) => {
    const method = (init?.method ?? (isRequest(input) ? input.method : 'GET')).toUpperCase()
    const replay = prepareReplay(url, input, init, client)
    if (replay.isStream && !('duplex' in Request.prototype)) hint((engine) => engine.warnOfStream(init?.body))
    const route = routes.length > 0 ? matchRoute(new URL(url), method) : unmatched
    return new DescribedCall(url, method, signalOf(input, init), route, modeOf(mode), replay)
  }
}

/** The caller's signal; `null` in the options takes that of a `Request` away (Fetch §5.4). */
export function signalOf(input: RequestInfo | URL, init: RequestInit | undefined): AbortSignal | undefined {
  return (init?.signal === undefined && isRequest(input) ? input.signal : init?.signal) ?? undefined
}
