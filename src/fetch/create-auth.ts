import { type AuthOptions, createSession, type EngineParts, type Ports, type Session } from '../session/index.js'
import type { Auth } from './auth.js'
import { type CreateFetch, createFetches } from './auth-fetch.js'
import type { Client } from './client.js'
import type { FetchEngine } from './engine.js'
import { createStrictFetch } from './verdicts/strict-fetch.js'

/** What makes the fetches of an `Auth`. */
const creators = new WeakMap<Auth, CreateFetch>()

/**
 * Creates an `Auth` whose engine is at hand, or comes later from `parts`.
 *
 * @throws TypeError that names the option
 */
export function createAuthWith(options: AuthOptions, parts: EngineParts<FetchEngine>, ports?: Ports): Auth {
  const carrier = (): typeof globalThis.fetch | undefined => options.fetch
  const session: Session<FetchEngine> = createSession(options, {
    ports,
    parts,
    createFetch: (mode) => createFetch(carrier, mode),
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
    signedIn: () => session.runAndTell((engine) => engine.signedIn(), 'renewed'),
    signedOut: () => session.runAndTell((engine) => engine.signedOut(), 'signed-out'),
    dispose: () => session.dispose(),
  }
  creators.set(auth, createFetch)
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
  const createFetch = creators.get(auth)
  if (createFetch === undefined) throw new TypeError('fetchWith: `auth` must come from `createAuth`')
  return createFetch(() => carrier, 'interactive', client)
}
