import type { Convention, ThirdPartyKeyInvalid } from '../verdict/index.js'
import type { Backlog } from './loading/backlog.js'
import type { Events } from './events.js'
import type { AuthOptions } from './options.js'
import type { EarlyPorts, Ports } from './ports.js'
import type { RoundTrips } from './redirect/round-trips.js'
import type { AuthState } from './state.js'
import type { WritableStore } from './store.js'
import type { EarlyTabs } from './tabs/early-tabs.js'
import type { EarlyUser } from './user.js'

/** Sends an attempt that has its credentials. */
export interface AttemptSender {
  readonly send: (
    carrier: typeof globalThis.fetch,
    input: RequestInfo | URL,
    init: RequestInit | undefined,
  ) => Promise<Response>
}

/** What a session has before its engine comes: a `Session`, as the engine sees it. */
export interface EngineContext<E = never> {
  readonly options: AuthOptions
  /** Of the app, or those that are loaded; none while they are missing. */
  readonly conventions: readonly Convention[]
  readonly events: Events
  readonly state: WritableStore<AuthState>
  readonly integrations: WritableStore<ReadonlyMap<string, ThirdPartyKeyInvalid>>
  readonly origins: ReadonlySet<string>
  readonly user: EarlyUser
  /** The ways to the login page that are under way, where `signIn` is `loginRedirect`. */
  readonly redirects: RoundTrips | undefined
  /** Name of the app among those of this origin. */
  readonly app: string
  /** What happened before the engine came. */
  readonly backlog: Pick<Backlog<E>, 'entries' | 'sequence' | 'now' | 'href' | 'isSuperseded'>
  readonly early: EarlyPorts
  /** When the page began, ms since 1970. */
  readonly began: number
  /** Holds the channel that is open already, where there is one, and what receives its messages. */
  readonly tabs: Pick<EarlyTabs, 'channel' | 'hear'>
  readonly host: {
    /** A test's own. */
    readonly ports?: Ports | undefined
    /** A function where the engine was at hand when the page began. */
    readonly parts: unknown
    /** A fetch that joins the session for the sake of a handler or a probe. */
    readonly createFetch?: (mode: 'handler' | 'probe', sender?: AttemptSender) => typeof globalThis.fetch
  }
}
