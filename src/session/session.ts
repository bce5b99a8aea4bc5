import { bareUrl } from '../response/index.js'
import type { Verdict } from '../verdict/index.js'
import { unlessAborted } from './abort.js'
import { createEvents, type Events } from './events.js'
import { createForbidden } from './forbidden.js'
import { createIntegrations, type Integrations } from './integrations.js'
import { createJudge, isFlow } from './judge.js'
import { checkOptions, readOrigins, type SessionOptions } from './options.js'
import { type Mark, Renewal } from './renewal.js'
import { createRoutes, type Place } from './routes.js'
import type { AuthState } from './state.js'
import { createStore, type Store } from './store.js'

/** How long a request waits for a sign-in when the app does not say, ms. */
export const MAX_WAIT_MS = 300_000

/** One attempt that was refused, or may have been. */
export interface Attempt {
  readonly request: { readonly url: string; readonly method: string; readonly headers: HeadersInit; readonly credentials?: RequestCredentials }
  readonly place: Place
  readonly mark: Mark
  /** True when this was already the second time for the sake of auth. */
  readonly replayed: boolean
  readonly signal: AbortSignal | undefined
}

/** What a client adapter needs of a session; apps use `Auth`. */
export interface Session {
  readonly options: SessionOptions
  readonly events: Events
  readonly state: Store<AuthState>
  readonly integrations: Integrations
  readonly lists: (origin: string) => boolean
  readonly place: (url: string, method: string) => Place
  readonly mark: () => Mark
  /** Classifies, emits, renews; `again` when the request should be sent once more. Rejects only when the signal aborts. */
  readonly refused: (response: Response, attempt: Attempt) => Promise<{ readonly verdict: Verdict; readonly again: boolean }>
  readonly signedIn: () => void
  readonly signedOut: () => void
  readonly dispose: () => void
}

/**
 * The only place that acts on verdicts and that waits.
 *
 * @throws TypeError that names the option
 */
export function createSession(options: SessionOptions): Session {
  checkOptions(options)
  const origins = readOrigins(options.origins)
  const place = createRoutes(options.routes ?? [])
  const events = createEvents()
  const state = createStore<AuthState>({ status: 'unknown', generation: 0 })
  const integrations = createIntegrations(events.emit)
  const forbidden = createForbidden(events.emit)
  const renewal = new Renewal({ handlers: options, maxWait: options.maxWait ?? MAX_WAIT_MS, state, emit: events.emit })
  const judge = createJudge(options, origins)

  const refused: Session['refused'] = async (response, { request, place: { role, integration }, mark, replayed, signal }) => {
    const late = !replayed && mark.generation < state.get().generation
    const verdict = await unlessAborted(judge(response, { request, role, ...(integration !== undefined && { integration }) }, late), signal)
    if (response.ok && verdict.kind === 'none') return { verdict, again: false }
    const name = { method: request.method, url: bareUrl(request.url) }
    events.emit({ type: 'verdict', verdict, request: name, count: 1 })
    if (verdict.kind === 'third-party-key-invalid') integrations.refused(verdict, name)
    if (verdict.kind === 'forbidden') forbidden(verdict, name)
    if (verdict.kind === 'credentials-rejected') events.emit({ type: 'credentials-rejected', verdict, request: name, count: 1 })
    if (verdict.kind !== 'reauthenticate' || isFlow(role)) return { verdict, again: false }
    if (!replayed) return { verdict, again: await renewal.join(verdict, name, mark, signal) }
    renewal.refusedAgain(verdict, name, mark)
    return { verdict, again: false }
  }

  return {
    options,
    events,
    state,
    integrations,
    lists: (origin) => origins.has(origin),
    place,
    mark: () => renewal.mark(),
    refused,
    signedIn: () => renewal.signedIn(),
    signedOut: () => renewal.signedOut(),
    dispose: () => {
      renewal.dispose()
      events.clear()
    },
  }
}
