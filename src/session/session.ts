import type { Reauthenticate, Verdict } from '../verdict/index.js'
import { abortable } from './abort.js'
import { createEvents, type Events, type RequestSummary } from './events.js'
import { checkOptions, readOrigins, type SessionOptions } from './options.js'
import { browserPorts, type Ports } from './ports.js'
import { createReporter } from './refusals/report-refusal.js'
import { createIntegrations, type Integrations } from './refusals/integrations.js'
import { createProbe } from './refusals/probe.js'
import { createRefusalHandler } from './refusals/handle-refusal.js'
import { createRoutes, type Route, type RouteMatch } from './refusals/routes.js'
import { isAuthEndpoint } from './refusals/classify-refusal.js'
import { RENEW_TIMEOUT_MS } from './renewal/call-handler.js'
import { isSafe, Renewal, type SessionSnapshot, warnSelfWait } from './renewal/renewal.js'
import { renewalDue, signInWanted, watchTime } from './renewal/schedule.js'
import type { LoginRedirect } from './redirect/login-redirect.js'
import type { AuthState } from './state.js'
import { createStore, type Store } from './store.js'
import type { TabMessage } from './tabs/message.js'
import { createTabs, singleTab } from './tabs/tabs.js'

/** How long a request waits for a renewal and a sign-in when the app does not say, ms. */
export const MAX_WAIT_MS = 300_000

/**
 * `interactive`: may ask the user. `background`: renews silently, never asks. `handler`: sent by a handler, waits for nothing.
 * `probe`: the request of a probe, whose answer is no refusal.
 */
export type FetchMode = 'interactive' | 'background' | 'handler' | 'probe'

/** What is remembered of one call of `fetch` between its attempts; the client makes one, empty, for each call. */
export interface RequestMemory {
  /** How often the request was sent again. */
  replays?: number
  /** What it has waited for: 0 a nonce, 1 a login, 2 a step-up. */
  levels?: number[]
  /** How long it has waited so far, ms. */
  waited?: number
  /** True when what it waited for came from another tab. */
  wasRenewedElsewhere?: boolean
  /** How often `token` and `authorize` were asked again for the same refusal. */
  asksAgain?: number
  cause?: Reauthenticate
}

/** One attempt that was refused, or may have been. */
export interface Attempt {
  readonly request: {
    readonly url: string
    readonly method: string
    readonly headers: HeadersInit
    readonly credentials?: RequestCredentials
  }
  /** Method, and origin and path. */
  readonly summary: RequestSummary
  readonly route: RouteMatch
  readonly snapshot: SessionSnapshot
  /** True when this was already the second time for the sake of auth. */
  readonly replayed: boolean
  readonly mode: FetchMode
  /** The credential headers that went out, as one string; undefined when none could be seen. Compared, never kept. */
  readonly credential: string | undefined
  /** Why the request cannot be sent again; undefined when it can. Read after the answer was classified. */
  readonly blockedReason: string | undefined
  /** True when the caller asked for the answer as it is (`redirect: 'manual'`, `credentials: 'omit'`): no action follows. */
  readonly isHandedBack: boolean
  readonly memory: RequestMemory
  readonly signal: AbortSignal | undefined
  /** Told what the refusal means before any listener hears of it. */
  readonly judged: (verdict: Verdict) => void
}

/** What a client adapter needs of a session; apps use `Auth`. */
export interface Session {
  readonly options: SessionOptions
  readonly events: Events
  readonly state: Store<AuthState>
  readonly integrations: Pick<Integrations, 'store'>
  readonly origins: ReadonlySet<string>
  readonly isOwnOrigin: (origin: string) => boolean
  readonly matchRoute: (url: URL, method: string) => RouteMatch
  readonly snapshot: () => SessionSnapshot
  /** Aborted by `dispose`. */
  readonly signal: AbortSignal
  /** The mode that a call has which starts now: a handler that runs on the call stack sent it. */
  readonly modeOf: (mode: FetchMode) => FetchMode
  /** A promise when the request must wait for a pending renewal before it is sent; it rejects only when `signal` aborts. */
  readonly beforeSend: (
    request: Pick<Attempt, 'route' | 'summary' | 'mode' | 'signal' | 'memory'>,
  ) => Promise<void> | undefined
  /** Whether `succeeded` wants to hear of a success that is no replay. */
  readonly watchesSuccess: () => boolean
  readonly succeeded: (attempt: Pick<Attempt, 'route' | 'snapshot' | 'replayed' | 'summary' | 'credential'>) => void
  /** Whether a request that was first sent at `snapshot` may still be sent: no sign-out and no other user since. */
  readonly canSendAgain: (snapshot: SessionSnapshot) => boolean
  /**
   * The replay would carry the credential that was refused. True: ask `token` and `authorize` once more (the storage of
   * another tab lags). False: settle with the refusal.
   */
  readonly unchangedCredential: (attempt: Attempt) => Promise<boolean>
  /** Classifies, emits, renews; true when the request should be sent once more. Rejects only when the signal aborts. */
  readonly refused: (response: Response, attempt: Attempt) => Promise<boolean>
  /** No answer came; true when a gateway's redirect was the reason, and the request should be sent once more. */
  readonly unreachable: (attempt: Attempt) => Promise<boolean>
  readonly integrationFixed: (name: string) => void
  readonly renew: () => Promise<boolean>
  readonly signIn: () => Promise<boolean>
  readonly signedIn: () => void
  readonly signedOut: () => void
  readonly dispose: () => void
}

/** Makes the fetch of a handler's context, which joins the session in the mode `handler`. */
export type CreateHandlerFetch = (session: Session, mode: 'handler' | 'probe') => typeof globalThis.fetch

/**
 * Creates the only place that acts on verdicts and that waits.
 *
 * @throws TypeError that names the option
 */
export function createSession(
  options: SessionOptions,
  {
    ports: given = browserPorts(),
    createHandlerFetch,
  }: { ports?: Ports; createHandlerFetch?: CreateHandlerFetch } = {},
): Session {
  checkOptions(options)
  const origins = readOrigins(options.origins)
  const matchRoute = createRoutes(options.routes ?? [])
  const ports: Ports = { ...given, now: given.elapsed ?? given.now }
  const events = createEvents()
  const state = createStore<AuthState>({ status: 'unknown', generation: 0 })
  const maxWait = options.maxWait ?? MAX_WAIT_MS
  const app = typeof options.tabs === 'string' ? options.tabs : ''
  const disposal = new AbortController()
  const tabs = canCoordinate(options, ports) ? createTabs(channelName(app), maxWait, ports, receive) : singleTab
  const mayOffer = createOfferCheck(origins, options.routes ?? [])
  const integrations = createIntegrations(events.emit, tabs.broadcast, options.storage, app, mayOffer)
  const fetchAs =
    (mode: 'handler' | 'probe'): typeof globalThis.fetch =>
    (input, init) =>
      (createHandlerFetch?.(session, mode) ?? options.fetch ?? globalThis.fetch)(input, init)
  const handlerFetch = fetchAs('handler')
  const probe = createProbe({
    options,
    origins,
    ports,
    send: fetchAs('probe'),
    mark: (run) => renewal.callHandler(run),
  })
  const renewal = new Renewal({
    handlers: options,
    maxWait,
    tabs,
    ports,
    state,
    askAgainAfter: options.askAgainAfter,
    user: readUser(options.user),
    probe: probe && (async () => (await probe()).isSignedIn),
    handlerFetch,
    emit: events.emit,
    onUserLeft: integrations.clear,
  })
  const report = createReporter({ events, integrations, ports, newest: () => renewal.sequence })
  const refusals = createRefusalHandler({ options, origins, ports, maxWait, probe, renewal, report })
  const redirects = (options.signIn as Partial<LoginRedirect> | undefined)?.roundTrips
  const undo = [
    events.on('signed-in', () => redirects?.succeeded()),
    ports.onShow(() => {
      integrations.reload()
      void renewal.catchUp()
    }),
    watchTime(options, given, state, () => renewal.dispatch({ type: 'due', verdict: renewalDue })),
  ]

  function receive(message: TabMessage): void {
    integrations.receive(message, renewal.sequence)
    renewal.receive(message)
  }

  const session: Session = {
    options,
    events,
    state,
    integrations,
    origins,
    isOwnOrigin: (origin) => origins.has(origin),
    matchRoute,
    snapshot: () => renewal.snapshot(),
    signal: disposal.signal,
    modeOf: (mode) => (mode === 'probe' || !renewal.isCallingHandler ? mode : 'handler'),
    beforeSend: ({ route, summary, mode, signal, memory }) => {
      if (mode !== 'interactive' || isAuthEndpoint(route.role) || !renewal.isHolding) return undefined
      return holdBack(renewal, { summary, signal, memory, ms: Math.min(maxWait, RENEW_TIMEOUT_MS), ports })
    },
    watchesSuccess: () => integrations.isAnyBroken() || redirects?.isPending() === true,
    succeeded: ({ route, snapshot, replayed, summary, credential }) => {
      integrations.succeeded(route.integration, summary, snapshot.sequence)
      redirects?.succeeded(summary.url)
      if (!replayed) return
      refusals.accepted(snapshot, credential)
      renewal.dispatch({ type: 'replay-succeeded', generation: snapshot.generation })
    },
    canSendAgain: (snapshot) => renewal.canSendAgain(snapshot),
    ...refusals,
    refused: (response, attempt) => abortable(refusals.refused(response, attempt), attempt.signal),
    integrationFixed: (name) => integrations.fixed(name, renewal.sequence),
    renew: () => renewal.renew(renewalDue),
    signIn: () => renewal.signIn(signInWanted),
    signedIn: () => renewal.dispatch({ type: 'signed-in' }),
    signedOut: () => renewal.dispatch({ type: 'signed-out' }),
    dispose: () => {
      disposal.abort()
      renewal.dispatch({ type: 'disposed' })
      events.clear()
      tabs.dispose()
      for (const act of undo) act()
    },
  }
  return session
}

/** A link for replacing a key leads to a listed origin, or to a host that a route allows. */
function createOfferCheck(origins: ReadonlySet<string>, routes: readonly Route[]): (manageUrl: string) => boolean {
  const hosts = new Set(routes.flatMap(({ manage = [] }) => manage.map((host) => host.toLowerCase())))
  return (manageUrl) => {
    const url = URL.canParse(manageUrl) ? new URL(manageUrl) : undefined
    return url !== undefined && (origins.has(url.origin) || (url.protocol === 'https:' && hosts.has(url.host)))
  }
}

/** Holds a request back while a renewal is pending; what it waits counts for its `maxWait`. */
async function holdBack(
  renewal: Renewal,
  { summary, signal, memory, ms, ports }: Pick<Attempt, 'summary' | 'signal' | 'memory'> & { ms: number; ports: Ports },
): Promise<void> {
  const began = ports.now()
  const canBeOwn = renewal.isRenewing && !isSafe(summary.method)
  await renewal.hold(ms, signal, canBeOwn)
  memory.waited = (memory.waited ?? 0) + Math.max(0, ports.now() - began)
  // The renewal may wait for this very request.
  if (canBeOwn && renewal.isHolding) warnSelfWait(`${summary.method} ${summary.url}`)
}

function readUser(user: SessionOptions['user']): () => string | undefined {
  return () => {
    try {
      const value: unknown = user?.()
      return typeof value === 'string' && value !== '' ? value : undefined
    } catch {
      return undefined
    }
  }
}

/** Whether there can be other tabs: they need a lock to act alone, or a channel to hear of each other. */
function canCoordinate({ tabs }: SessionOptions, { lock, channel }: Ports): boolean {
  return tabs !== false && (lock !== undefined || channel !== undefined)
}

function channelName(app: string): string {
  return app === '' ? 'why401' : `why401:${app}`
}
