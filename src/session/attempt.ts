import type { Reauthenticate, Verdict } from '../verdict/index.js'
import type { RequestSummary } from './events.js'
import type { RouteMatch } from './refusals/routes.js'
import type { SessionSnapshot } from './renewal/renewal-options.js'

/**
 * `interactive`: may ask the user. `background`: renews silently, never asks. `handler`: sent by a handler, waits for nothing.
 * `probe`: the request of a probe, whose answer is no refusal.
 */
export type FetchMode = 'interactive' | 'background' | 'handler' | 'probe'

/** What is remembered of one call of `fetch` between its attempts; the client makes one, empty, for each call. */
export interface RequestMemory {
  /** How often the request was sent again. */
  replays?: number
  /** What it has waited for: 0 a nonce, 1 a login, 2 a step-up. */
  levels?: readonly number[]
  /** True when what came was less than it needs: a nonce in place of a login. */
  isUnmet?: boolean
  /** How long it has waited so far, ms. */
  waited?: number
  /** True when what it waited for came from another tab. */
  wasRenewedElsewhere?: boolean
  /** How often `token` and `authorize` were asked again for the same refusal. */
  asksAgain?: number
  /** The last refusal that it waited for, and whether it was open whose it is. */
  cause?: Reauthenticate
  isOpen?: boolean
}

/** One attempt that was refused, or may have been. */
export interface Attempt {
  readonly request: {
    readonly url: string
    readonly method: string
    readonly headers: HeadersInit
    readonly credentials?: RequestCredentials
    /** The body as the caller gave it, for what must be cut from a verdict; undefined where it is inside a `Request`. */
    readonly body?: BodyInit | null | undefined
    /** How long the answer's body may be waited for, ms. */
    readonly readTimeout?: number | undefined
  }
  /** Method, and origin and path. */
  readonly summary: RequestSummary
  readonly route: RouteMatch
  readonly snapshot: SessionSnapshot
  /** True when the request was sent before for the sake of auth. */
  readonly replayed: boolean
  readonly mode: FetchMode
  /** The credential headers that went out, as one string; undefined when none could be seen. Compared, never kept. */
  readonly credential: string | undefined
  /** Why the request cannot be sent again; undefined when it can. A getter: right once the answer is judged, since its body decides too. */
  readonly blockedReason: string | undefined
  /** True when the caller asked for the answer as it is (`redirect: 'manual'`, `credentials: 'omit'`): no action follows. */
  readonly isHandedBack: boolean
  readonly memory: RequestMemory
  readonly signal: AbortSignal | undefined
  /** Hears what the refusal means before any listener does. */
  readonly judged: (verdict: Verdict) => void
}

/** What the engine needs of an attempt that succeeded. */
export type SucceededAttempt = Pick<Attempt, 'route' | 'snapshot' | 'replayed' | 'summary' | 'credential'>

/** Whether a request with this method changes nothing on the server (RFC 9110 §9.2.1). */
export function isSafe(method: string): boolean {
  return /^(?:GET|HEAD|OPTIONS|TRACE)$/.test(method)
}
