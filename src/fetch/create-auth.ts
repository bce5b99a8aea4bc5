import type {
  AuthEvents,
  AuthEventType,
  AuthState,
  ListenOptions,
  Ports,
  Session,
  SessionOptions,
  Store,
} from '../session/index.js'
import { createSession } from '../session/index.js'
import type { ThirdPartyKeyInvalid, Verdict } from '../verdict/index.js'
import { repeat } from './verdict-of.js'
import { createAuthFetch } from './auth-fetch.js'
import type { Client } from './client.js'

/** What an app holds: a `fetch` that knows why it was refused, events, state. */
export interface Auth {
  /** Drop-in: same arguments, resolves with the `Response`; never throws for a refusal. */
  readonly fetch: typeof globalThis.fetch
  /**
   * Listens to one type of event; returns its own undo.
   *
   * @throws TypeError for an unknown type or a listener that is not a function
   */
  readonly on: <T extends AuthEventType>(
    type: T,
    listener: (event: AuthEvents[T]) => void,
    options?: ListenOptions,
  ) => () => void
  readonly state: Store<AuthState>
  /** Integrations whose key was refused and not fixed since, by name. */
  readonly integrations: Store<ReadonlyMap<string, ThirdPartyKeyInvalid>>
  /** The user stored a new key: the next refusal is a new event. */
  readonly integrationFixed: (name: string) => void
  /**
   * Sends the request that a verdict is about once more: for what was refused before the user stored a new key.
   *
   * @throws TypeError (as a rejection) when the verdict is not of this page, or the body was a stream
   */
  readonly retry: (verdict: Verdict) => Promise<Response>
  /** The app signed the user in by itself: requests that wait are sent again. */
  readonly signedIn: () => void
  /** The app signed the user out by itself: requests that wait settle with their refusal. */
  readonly signedOut: () => void
  /** Settles who waits; event listeners hear nothing more, and nothing is asked again. */
  readonly dispose: () => void
}

const sessions = new WeakMap<Auth, Session>()

/**
 * Creates the one `Auth` of an app with exactly the conventions given; `createAuth` of `why401` adds the standard ones.
 * `ports` stand for the browser in tests.
 *
 * @throws TypeError that names the option
 */
export function createAuth(options: SessionOptions, ports?: Ports): Auth {
  const session = createSession(options, ports)
  const auth: Auth = {
    fetch: createAuthFetch(session, () => options.fetch),
    on: session.events.on,
    state: { get: session.state.get, subscribe: session.state.subscribe },
    integrations: { get: session.integrations.store.get, subscribe: session.integrations.store.subscribe },
    integrationFixed: session.integrations.fixed,
    retry: repeat,
    signedIn: session.signedIn,
    signedOut: session.signedOut,
    dispose: session.dispose,
  }
  sessions.set(auth, session)
  return auth
}

/**
 * `auth.fetch` for a client that is built on fetch: over a carrier of the client's own, or over the global fetch.
 *
 * @throws TypeError when `auth` does not come from `createAuth`
 */
export function fetchWith(
  auth: Auth,
  carrier: typeof globalThis.fetch | undefined,
  client?: Client,
): typeof globalThis.fetch {
  const session = sessions.get(auth)
  if (session === undefined) throw new TypeError('fetchWith: `auth` must come from `createAuth`')
  return createAuthFetch(session, () => carrier, 'interactive', client)
}
