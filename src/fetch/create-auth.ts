import { type AuthOptions, createSession, type EngineParts, type Ports, type Session } from '../session/index.js'
import type { Auth } from './auth.js'
import { createAuthFetch } from './auth-fetch.js'
import type { Client } from './client.js'
import type { FetchEngine } from './engine.js'
import { createStrictFetch } from './verdicts/strict-fetch.js'

const sessions = new WeakMap<Auth, Session<FetchEngine>>()

/**
 * Creates an `Auth` whose engine is at hand, or comes later from `parts`.
 *
 * @throws TypeError that names the option
 */
export function createAuthWith(options: AuthOptions, parts: EngineParts<FetchEngine>, ports?: Ports): Auth {
  const carrier = (): typeof globalThis.fetch | undefined => options.fetch
  const session = createSession(options, {
    ports,
    parts,
    createHandlerFetch: (own, mode) => createAuthFetch(own, carrier, mode),
  })
  const withEngine = async <T>(use: (engine: FetchEngine) => Promise<T>): Promise<T> => {
    const engine = session.engine() ?? (await session.whenLoaded(undefined))
    if (engine) return use(engine)
    throw new Error('createAuth: a part of why401 could not be loaded')
  }
  const fetch = createAuthFetch(session, carrier)
  const auth: Auth = {
    fetch,
    strictFetch: createStrictFetch(session, fetch),
    background: createAuthFetch(session, carrier, 'background'),
    on: session.events.on,
    state: { get: session.state.get, subscribe: session.state.subscribe },
    integrations: { get: session.integrations.get, subscribe: session.integrations.subscribe },
    integrationFixed: session.integrationFixed,
    retry: (verdict) => withEngine((engine) => engine.retry(verdict)),
    renew: session.renew,
    signIn: session.signIn,
    check: (url) => withEngine((engine) => engine.checkUrl(fetch, url)),
    get ready() {
      return session.ready()
    },
    signedIn: session.signedIn,
    signedOut: session.signedOut,
    dispose: session.dispose,
  }
  sessions.set(auth, session)
  return auth
}

/**
 * `auth.fetch` for a client that is built on fetch: over a carrier of the client's own, or over that of `auth`.
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
  return createAuthFetch(session, () => carrier ?? session.options.fetch, 'interactive', client)
}
