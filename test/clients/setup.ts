import type { Auth } from 'why401'

/**
 * How a set-up gets to the session: `withAuth` joins the client itself; `strictFetch` and `fetch` are given to it as its
 * `fetch`.
 */
export type Way = 'withAuth' | 'strictFetch' | 'fetch'

/** What a set-up is connected with. */
export interface Connection {
  /** Its `fetch` and `strictFetch` are both what the way names, so that the code of a set-up is the same for each. */
  readonly auth: Auth
  readonly base: string
}

/** What an app does with a client: each call resolves with data, or rejects with what the app's own code catches. */
export interface Client {
  readonly loadReports: () => Promise<unknown>
  readonly signIn?: () => Promise<unknown>
  readonly loadAudit: () => Promise<unknown>
  readonly loadForecast: () => Promise<unknown>
  readonly loadLegacy: () => Promise<unknown>
  readonly loadSecret?: () => Promise<unknown>
  readonly sendBatch?: () => Promise<unknown>
  /** Polls as the library does it, until `enough` settles; rejects with the error that it holds then. */
  readonly pollReports?: (enough: Promise<void>) => Promise<unknown>
  /** Shows reports, has the user sign in when they were refused, and resolves with what it shows then by itself. */
  readonly reloadReports?: (signIn: () => void) => Promise<unknown>
}

export interface Setup {
  readonly name: string
  /** Its page in docs/recipes/clients. */
  readonly page: string
  /** The package whose version is shown; undefined for the platform's own. */
  readonly package?: string
  /** The first is what the recipe advises. */
  readonly ways: readonly Way[]
  readonly connect: (connection: Connection) => Client | Promise<Client>
}

/** How a client over REST sends. */
export interface RestClient {
  readonly get: (path: RestPath) => Promise<unknown>
  readonly post: (path: '/session' | '/graphql' | '/batch', body: object) => Promise<unknown>
}

export type RestPath = '/reports' | '/audit' | '/integrations/meteo/forecast' | '/legacy/reports'

export const wrongLogin = { name: 'ada', password: 'wrong' }
export const secretQuery = { operationName: 'Secret', query: 'query Secret { secret { id } }' }
export const batch: Record<string, number>[] = [{ save: 1 }, { charge: 1 }]

/** The client that a REST client makes. */
export function overRest({ get, post }: RestClient): Client {
  return {
    loadReports: () => get('/reports'),
    signIn: () => post('/session', wrongLogin),
    loadAudit: () => get('/audit'),
    loadForecast: () => get('/integrations/meteo/forecast'),
    loadLegacy: () => get('/legacy/reports'),
    loadSecret: () => post('/graphql', secretQuery),
    sendBatch: () => post('/batch', batch),
  }
}

/** GraphQL operations, by what they are for. */
export const operations = {
  loadReports: 'query Reports { reports { id } }',
  signIn: 'mutation SignIn { signIn }',
  loadAudit: 'query Audit { audit { id } }',
  loadForecast: 'query Forecast { forecast { id } }',
  loadLegacy: 'query Legacy { legacy { id } }',
  loadSecret: secretQuery.query,
  sendBatch: 'mutation Batch { save { id } charge { id } }',
} as const

/** The client that a GraphQL client makes. */
export function overGraphql(send: (operation: string) => Promise<unknown>): Client {
  return {
    loadReports: () => send(operations.loadReports),
    signIn: () => send(operations.signIn),
    loadAudit: () => send(operations.loadAudit),
    loadForecast: () => send(operations.loadForecast),
    loadLegacy: () => send(operations.loadLegacy),
    loadSecret: () => send(operations.loadSecret),
    sendBatch: () => send(operations.sendBatch),
  }
}
