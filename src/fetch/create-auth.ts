import { type AuthOptions, createSession, type EngineParts, type Ports, type Session } from '../session/index.js'
import type { Auth } from './auth.js'
import { createFetches } from './auth-fetch.js'
import type { Client, Fetch } from './client.js'
import type { FetchEngine } from './engine.js'
import { createStrictFetch } from './verdicts/strict-fetch.js'

/** What makes the fetch of a client that joins an `Auth`, over a carrier of its own where it has one. */
const joiners = new WeakMap<Auth, (own: Fetch | undefined, client?: Client) => Fetch>()

/**
 * Creates an `Auth` whose engine is at hand, or comes later from `parts`.
 *
 * @throws TypeError that names the option
 */
export function createAuthWith(options: AuthOptions, parts: EngineParts<FetchEngine>, ports?: Ports): Auth {
  const carrier = (): Fetch | undefined => options.fetch
  const session: Session<FetchEngine> = createSession(options, {
    ports,
    parts,
    createFetch: (mode, sender) => createFetch(carrier, mode, sender),
  })
  const createFetch = createFetches(session)
  const withEngine = async <T>(use: (engine: FetchEngine) => Promise<T>): Promise<T> => {
    const engine = await session.whenLoaded(undefined)
    if (engine) return use(engine)
    throw new Error('createAuth: a part of why401 could not be loaded')
  }
  const { events, state, integrations } = session
  const fetch = createFetch(carrier)
  const auth: Auth = {
    fetch,
    strictFetch: createStrictFetch(session, fetch),
    background: createFetch(carrier, 'background'),
    on: events.on,
    state: { get: state.get, subscribe: state.subscribe },
    integrations: { get: integrations.get, subscribe: integrations.subscribe },
    integrationFixed: (name) => {
      if (typeof name !== 'string') throw new TypeError('integrationFixed: `name` must be a string')
      session.run((engine) => engine.integrationFixed(name))
    },
    retry: (verdict) => withEngine((engine) => engine.retry(verdict)),
    renew: () => session.ask((engine) => engine.renew()),
    signIn: () => session.ask((engine) => engine.signIn()),
    check: (url) => withEngine((engine) => engine.checkUrl(fetch, url)),
    get ready() {
      return session.ready()
    },
    signedIn: () => session.run((engine) => engine.signedIn(), 'renewed'),
    signedOut: () => session.run((engine) => engine.signedOut(), 'signed-out'),
    dispose: () => session.dispose(),
  }
  joiners.set(auth, (own, client) => createFetch(() => own ?? options.fetch, 'interactive', client))
  return auth
}

/**
 * `auth.fetch` for a client that is built on fetch: over a carrier of the client's own, or over that of `auth`.
 *
 * @throws TypeError when `auth` does not come from `createAuth`
 */
export function fetchWith(auth: Auth, carrier: Fetch | undefined, client?: Client): Fetch {
  const join = joiners.get(auth)
  if (join === undefined) throw new TypeError('fetchWith: `auth` must come from `createAuth`')
  return join(carrier, client)
}
