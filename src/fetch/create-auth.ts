import {
  type CreateHandlerFetch,
  createSession,
  type Ports,
  type Session,
  type SessionOptions,
} from '../session/index.js'
import type { Auth } from './auth.js'
import { createAuthFetch } from './auth-fetch.js'
import { checkUrl } from './check-url.js'
import type { Client } from './client.js'
import { repeat } from './verdicts/remember.js'
import { createStrictFetch } from './verdicts/strict-fetch.js'

const sessions = new WeakMap<Auth, Session>()

/**
 * Creates the one `Auth` of an app with exactly the conventions given; `createAuth` of `why401` adds the standard ones.
 * `ports` stand for the browser in tests.
 *
 * @throws TypeError that names the option
 */
export function createAuth(options: SessionOptions, ports?: Ports): Auth {
  const carrier = (): typeof globalThis.fetch | undefined => options.fetch
  const createHandlerFetch: CreateHandlerFetch = (own, mode) => createAuthFetch(own, carrier, mode)
  const session = createSession(options, { ...(ports && { ports }), createHandlerFetch })
  const fetch = createAuthFetch(session, carrier)
  const auth: Auth = {
    fetch,
    strictFetch: createStrictFetch(fetch),
    background: createAuthFetch(session, carrier, 'background'),
    on: session.events.on,
    state: { get: session.state.get, subscribe: session.state.subscribe },
    integrations: { get: session.integrations.store.get, subscribe: session.integrations.store.subscribe },
    integrationFixed: session.integrationFixed,
    retry: repeat,
    renew: session.renew,
    signIn: session.signIn,
    check: (url) => checkUrl(fetch, url),
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
