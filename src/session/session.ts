import type { ThirdPartyKeyInvalid } from '../verdict/index.js'
import type { FetchMode, SucceededAttempt } from './attempt.js'
import type { Engine, EngineContext, WaitingRequest } from './engine.js'
import { type EngineParts, EngineSlot } from './engine-slot.js'
import { createEvents, type Events } from './events.js'
import { type AuthOptions, checkOptions, readOrigins } from './options.js'
import { earlyPorts, type Ports } from './ports.js'
import type { LoginRedirect } from './redirect/login-redirect.js'
import { createRoutes, type RouteMatch } from './refusals/routes.js'
import type { SessionSnapshot } from './renewal/renewal-options.js'
import type { AuthState } from './state.js'
import { createStore, type Store } from './store.js'
import { watchOrigin } from './development/watch-origin.js'

/** How long a request waits for a renewal and a sign-in when the app does not say, ms. */
export const MAX_WAIT_MS = 300_000

/** What a client adapter needs of a session; apps use `Auth`. */
export interface Session<E extends Engine = Engine> {
  readonly options: AuthOptions
  readonly events: Events
  readonly state: Store<AuthState>
  readonly integrations: Store<ReadonlyMap<string, ThirdPartyKeyInvalid>>
  readonly isOwnOrigin: (origin: string) => boolean
  readonly matchRoute: (url: URL, method: string) => RouteMatch
  /** Aborted by `dispose`. */
  readonly signal: AbortSignal
  /** What judges and acts; undefined while a part of it is missing. */
  readonly engine: () => E | undefined
  /** The same, whether or not the conventions are there. */
  readonly startedEngine: () => E | undefined
  /**
   * Resolves to the engine once it is loaded; undefined when it cannot be had in time. Rejects only when `signal` aborts.
   */
  readonly whenLoaded: (signal: AbortSignal | undefined) => Promise<E | undefined>
  /** What a developer should hear: once there is an engine, which holds the words. */
  readonly hint: (act: (engine: E) => void) => void
  readonly snapshot: () => SessionSnapshot
  /** The mode that a call has which starts now: a handler that runs on the call stack sent it. */
  readonly modeOf: (mode: FetchMode) => FetchMode
  /** A promise when the request must wait for a pending renewal before it is sent; it rejects only when `signal` aborts. */
  readonly beforeSend: (request: WaitingRequest) => Promise<void> | undefined
  /** Whether `succeeded` wants to hear of a success that is no replay. */
  readonly watchesSuccess: () => boolean
  readonly succeeded: (attempt: SucceededAttempt) => void
  /** Before the first attempt goes out. @throws DOMException `AbortError` when another user signed in since `snapshot` */
  readonly assertSameLogin: (snapshot: SessionSnapshot) => void
  /** A request went to an origin that is not listed: a developer is told once when that was refused. */
  readonly watchUnlisted: (url: string, answer: Promise<Response>) => void
  /** Loads what is not loaded; rejects when a part is missing. */
  readonly ready: () => Promise<void>
  readonly integrationFixed: (name: string) => void
  readonly renew: () => Promise<boolean>
  readonly signIn: () => Promise<boolean>
  readonly signedIn: () => void
  readonly signedOut: () => void
  readonly dispose: () => void
}

/** Where a session lives. */
export interface SessionHost<E extends Engine> {
  readonly ports?: Ports | undefined
  readonly parts: EngineParts<E>
  /** Makes the fetch of a handler's context, which joins the session in the mode `handler`. */
  readonly createHandlerFetch?: (session: Session<E>, mode: 'handler' | 'probe') => typeof globalThis.fetch
}

/**
 * Creates what every request needs of a session. The engine, which alone acts on verdicts and waits, is there at once or
 * comes later; what happens meanwhile waits for it, in order.
 *
 * @throws TypeError that names the option
 */
export function createSession<E extends Engine>(options: AuthOptions, host: SessionHost<E>): Session<E> {
  checkOptions(options, typeof host.parts === 'function')
  const origins = readOrigins(options.origins)
  const matchRoute = createRoutes(options.routes ?? [])
  const early = host.ports ?? earlyPorts()
  const app = typeof options.tabs === 'string' ? options.tabs : ''
  const events = createEvents()
  const state = createStore<AuthState>({ status: 'unknown', generation: 0 })
  const integrations = createStore<ReadonlyMap<string, ThirdPartyKeyInvalid>>(new Map())
  const createFetch: EngineContext['createFetch'] = (mode) => host.createHandlerFetch?.(session, mode)
  const maxWait = options.maxWait ?? MAX_WAIT_MS
  const common = { options, events, state, integrations, origins, maxWait, app, early, ports: host.ports, createFetch }
  const slot = new EngineSlot(host.parts, common)
  const redirects = (options.signIn as Partial<LoginRedirect> | undefined)?.roundTrips
  events.on('signed-in', () => redirects?.succeeded())
  const disposal = new AbortController()
  const session: Session<E> = {
    options,
    events,
    state,
    integrations,
    isOwnOrigin: (origin) => origins.has(origin),
    matchRoute,
    signal: disposal.signal,
    engine: () => (slot.isComplete ? slot.engine : undefined),
    startedEngine: () => slot.engine,
    whenLoaded: (signal) => slot.whenLoaded(signal),
    snapshot: () => slot.engine?.snapshot() ?? slot.backlog.snapshot(),
    modeOf: (mode) => (mode !== 'probe' && slot.engine?.isCallingHandler() ? 'handler' : mode),
    beforeSend: (request) => slot.engine?.beforeSend(request),
    watchesSuccess: () => slot.isAnyBroken || redirects?.isPending() === true,
    succeeded: (attempt) => slot.run((engine) => engine.succeeded(attempt), 'may be lost'),
    assertSameLogin: (snapshot) => (slot.engine ?? slot.backlog).assertSameLogin(snapshot),
    watchUnlisted: (url, answer) => {
      const hasOrigins = options.origins !== undefined || origins.size > 0
      watchOrigin(hasOrigins, answer, (status) => slot.hint((engine) => engine.warnOfOrigin(hasOrigins, url, status)))
    },
    hint: (act) => slot.hint(act),
    ready: () => slot.ready(),
    integrationFixed: (name) => {
      if (typeof name !== 'string') throw new TypeError('integrationFixed: `name` must be a string')
      slot.run((engine) => engine.integrationFixed(name))
    },
    renew: () => slot.ask((engine) => engine.renew()),
    signIn: () => slot.ask((engine) => engine.signIn()),
    signedIn: () => slot.runAndTell((engine) => engine.signedIn(), 'renewed'),
    signedOut: () => slot.runAndTell((engine) => engine.signedOut(), 'signed-out'),
    dispose: () => {
      disposal.abort()
      slot.dispose()
      events.clear()
    },
  }
  slot.start()
  return session
}
