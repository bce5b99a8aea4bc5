import type { RequestSummary } from '../../session/index.js'
import type { Verdict } from '../../verdict/index.js'
import type { Advice } from '../../advice/index.js'
import type { Limits } from './limits.js'

export interface EntryBase {
  /** Unique over all tabs. */
  readonly id: string
  /** When it began, ms since 1970. */
  readonly at: number
  /** Name of the `Auth` that told of it; '' where there is only one. */
  readonly source: string
  /** True when another tab recorded it. */
  readonly elsewhere: boolean
}

/** One refusal, and equal ones that came soon after it. */
export interface Refusal extends EntryBase {
  readonly type: 'refusal'
  readonly method: string
  /** Without challenges and without members that only a client needs; every text in it is fit to show. */
  readonly verdict: Verdict
  /** Schemes of the challenges. */
  readonly schemes: readonly string[]
  readonly advice: readonly Advice[]
  readonly count: number
  /** When the last one came, ms since 1970. */
  readonly lastAt: number
}

/** A request that waits, and since when. */
export interface Waiter extends RequestSummary {
  readonly at: number
}

/** A renewal or sign-in, from the first request that waits for it to its outcome. */
export interface Span extends EntryBase {
  readonly type: 'span'
  readonly what: 'renewal' | 'sign-in' | 'step-up' | 'nonce'
  /** The first requests that waited, at most `MAX_WAITERS`. */
  readonly waiters: readonly Waiter[]
  /** How many requests waited. */
  readonly count: number
  /** How long things may take in the app; undefined where the tab that recorded it does not know. */
  readonly limits?: Limits
  /** When the app asked the user; undefined when it did not. */
  readonly askedAt?: number
  readonly end?: number
  /** `lost`: the tab that recorded it is gone, so the outcome is not known. */
  readonly outcome?: 'renewed' | 'declined' | 'failed' | 'lost'
  /** True when another tab renewed or signed in, and this one waited for it. */
  readonly byOther: boolean
}

/** A moment at which the state of the login, or of an integration, changed. */
export interface Moment extends EntryBase {
  readonly type: 'moment'
  readonly what: 'signed-in' | 'signed-out' | 'integration-fixed'
  readonly integration?: string
}

/** One row of the timeline. */
export type Entry = Refusal | Span | Moment

/** A span keeps at most this many waiters. */
export const MAX_WAITERS = 100
