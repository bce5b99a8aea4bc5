import { abortable } from './abort.js'
import type { Attempt, FetchMode } from './attempt.js'
import { createEvents, type Events } from './events.js'
import { checkOptions, readOrigins, type SessionOptions } from './options.js'
import { browserPorts, type Ports } from './ports.js'
import type { LoginRedirect } from './redirect/login-redirect.js'
import { isAuthEndpoint } from './refusals/classify-refusal.js'
import { integrationEndpoint, RefusalHandler } from './refusals/handle-refusal.js'
import { Integrations } from './refusals/integrations.js'
import { createManageUrlCheck } from './refusals/manage-url.js'
import { createProbe } from './refusals/probe.js'
import { createReporter } from './refusals/report-refusal.js'
import { createRoutes, type RouteMatch } from './refusals/routes.js'
import { createUnreachableHandler } from './refusals/unreachable.js'
import { RENEW_TIMEOUT_MS } from './renewal/call-handler.js'
import { holdBack } from './renewal/hold-back.js'
import { Renewal } from './renewal/renewal.js'
import type { SessionSnapshot } from './renewal/renewal-options.js'
import { renewalDue, signInWanted, watchTime } from './renewal/schedule.js'
import type { AuthState } from './state.js'
import { createStore, type Store } from './store.js'
import type { TabMessage } from './tabs/message.js'
import { createTabs, singleTab, type Tabs } from './tabs/tabs.js'
import { createUser } from './user.js'
import { warnOfOrigin } from './warn-origin.js'

/** How long a request waits for a renewal and a sign-in when the app does not say, ms. */
export const MAX_WAIT_MS = 300_000

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
  readonly succeeded: (attempt: SucceededAttempt) => void
  /** Whether a request that was first sent at `snapshot` may still be sent: no sign-out and no other user since. */
  readonly canSendAgain: (snapshot: SessionSnapshot) => boolean
  /** Before the first attempt goes out. @throws DOMException `AbortError` when another user signed in since `snapshot` */
  readonly assertSameLogin: (snapshot: SessionSnapshot) => void
  /** A request went to an origin that is not listed: a developer is told once when that was refused. */
  readonly watchUnlisted: (url: string, answer: Promise<Response>) => void
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

/** What is told of an attempt that succeeded. */
export type SucceededAttempt = Pick<Attempt, 'route' | 'snapshot' | 'replayed' | 'summary' | 'credential'>

/** Makes the fetch of a handler's context, which joins the session in the mode `handler`. */
export type CreateHandlerFetch = (session: Session, mode: 'handler' | 'probe') => typeof globalThis.fetch

/** Where a session lives. */
export interface SessionHost {
  readonly ports?: Ports
  readonly createHandlerFetch?: CreateHandlerFetch
}

/**
 * Creates the only place that acts on verdicts and that waits.
 *
 * @throws TypeError that names the option
 */
export function createSession(options: SessionOptions, host: SessionHost = {}): Session {
  const parts = createParts(options, host.ports ?? browserPorts(), (mode) => host.createHandlerFetch?.(session, mode))
  const { events, state, integrations, origins, ports, renewal, refusals, maxWait, dispose } = parts
  const redirects = (options.signIn as Partial<LoginRedirect> | undefined)?.roundTrips
  events.on('signed-in', () => redirects?.succeeded())
  const session: Session = {
    options,
    events,
    state,
    integrations,
    origins,
    isOwnOrigin: (origin) => origins.has(origin),
    matchRoute: parts.matchRoute,
    snapshot: () => renewal.snapshot(),
    signal: parts.signal,
    modeOf: (mode) => (mode === 'probe' || !renewal.isCallingHandler ? mode : 'handler'),
    beforeSend: (request) => {
      const { mode, route } = request
      if (isAuthEndpoint(route.role) || mode === 'handler' || mode === 'probe') return undefined
      parts.time?.check()
      if (mode !== 'interactive' || !renewal.isHolding) return undefined
      if (renewal.isHandlerSignal(request.signal)) return undefined
      return holdBack(renewal, request, Math.min(maxWait, RENEW_TIMEOUT_MS), ports)
    },
    watchesSuccess: () => integrations.isAnyBroken || redirects?.isPending() === true,
    succeeded: (attempt) => {
      const { route, snapshot, replayed, summary } = attempt
      integrations.succeeded(route.integration, summary, snapshot.sequence)
      redirects?.succeeded(summary.url)
      if (replayed) refusals.accept(attempt)
    },
    canSendAgain: (snapshot) => renewal.canSendAgain(snapshot),
    assertSameLogin: (snapshot) => renewal.assertSameLogin(snapshot),
    watchUnlisted: (url, answer) => warnOfOrigin(options.origins === undefined ? origins : undefined, url, answer),
    unchangedCredential: (attempt) => refusals.unchangedCredential(attempt),
    refused: (response, attempt) => abortable(refusals.refused(response, attempt), attempt.signal),
    unreachable: parts.unreachable,
    integrationFixed: (name) => integrations.fix(name, renewal.sequence),
    renew: () => renewal.renew(renewalDue),
    signIn: () => renewal.signIn(signInWanted),
    signedIn: () => renewal.dispatch({ type: 'signed-in' }),
    signedOut: () => renewal.dispatch({ type: 'signed-out' }),
    dispose,
  }
  return session
}

/** The parts of a session, which know each other, and nothing of the client. */
function createParts(
  options: SessionOptions,
  given: Ports,
  createFetch: (mode: 'handler' | 'probe') => typeof globalThis.fetch | undefined,
) {
  const settings = readSettings(options, given)
  const { origins, ports, maxWait, app, mayOffer } = settings
  const events = createEvents()
  const state = createStore<AuthState>({ status: 'unknown', generation: 0 })
  const tabs = openTabs(options, app, maxWait, ports, (message) => {
    integrations.receive(message, renewal.sequence)
    renewal.dispatch({ type: 'message', message })
  })
  const { storage } = options
  const integrations = new Integrations({ emit: events.emit, tell: tabs.broadcast, storage, app, mayOffer })
  const send = fetchAs(options, createFetch, 'probe')
  const probe = createProbe({ options, origins, ports, send, mark: (run) => renewal.callHandler(run) })
  const renewal = new Renewal({
    handlers: options,
    maxWait,
    tabs,
    ports,
    state,
    user: createUser(options, ports),
    probe: probe && (async () => (await probe()).isSignedIn),
    handlerFetch: fetchAs(options, createFetch, 'handler'),
    emit: events.emit,
    onUserLeft: () => integrations.clear(renewal.sequence),
  })
  const report = createReporter({ events, integrations, ports, newest: () => renewal.sequence })
  watchRecovery(events, renewal)
  const refusals = new RefusalHandler({ options, origins, ports, maxWait, probe, renewal, report })
  const unreachable = createUnreachableHandler({ options, ports, probe, send, refusals, renewal, report })
  const due = (isLate: boolean): void => renewal.dispatch({ type: 'due', verdict: renewalDue, isLate })
  const time = watchTime(options, given, state, due)
  const undo = [watchPage(ports, integrations, renewal), () => time?.dispose()]
  const { signal, dispose } = createDisposal(renewal, events, tabs, undo)
  return { ...settings, events, state, integrations, renewal, refusals, unreachable, time, signal, dispose }
}

/** What the options and the platform say, checked. */
function readSettings(options: SessionOptions, given: Ports) {
  checkOptions(options)
  const origins = readOrigins(options.origins)
  const routes = options.routes ?? []
  const matchRoute = createRoutes(routes)
  const ports: Ports = { ...given, now: given.elapsed ?? given.now }
  const maxWait = options.maxWait ?? MAX_WAIT_MS
  const app = typeof options.tabs === 'string' ? options.tabs : ''
  return { origins, matchRoute, ports, maxWait, app, mayOffer: createManageUrlCheck(origins, routes) }
}

/** `signal` aborts first, so that nothing that is waited for starts anything more. */
function createDisposal(
  renewal: Renewal,
  events: Events,
  tabs: Tabs,
  undo: readonly (() => void)[],
): { readonly signal: AbortSignal; readonly dispose: () => void } {
  const controller = new AbortController()
  const dispose = (): void => {
    controller.abort()
    renewal.dispatch({ type: 'disposed' })
    events.clear()
    tabs.dispose()
    for (const act of undo) act()
  }
  return { signal: controller.signal, dispose }
}

/** The fetch of handlers and probes, which the client makes once the session is there. */
function fetchAs(
  options: SessionOptions,
  create: (mode: 'handler' | 'probe') => typeof globalThis.fetch | undefined,
  mode: 'handler' | 'probe',
): typeof globalThis.fetch {
  return (input, init) => (create(mode) ?? options.fetch ?? globalThis.fetch)(input, init)
}

/** What was refused in spite of fresh credentials works again when its integration does. */
function watchRecovery(events: Events, renewal: Renewal): void {
  events.on('integration-fixed', ({ integration }) =>
    renewal.dispatch({ type: 'recovered', endpoint: integrationEndpoint(integration) }),
  )
}

/** A page that is shown again looks up what it did not hear; returns its undo. */
function watchPage(ports: Ports, integrations: Integrations, renewal: Renewal): () => void {
  return ports.onShow(() => {
    integrations.reload()
    void renewal.catchUp()
  })
}

/** There can be other tabs where there is a lock to act alone, or a channel to hear of each other. */
function openTabs(
  { tabs }: SessionOptions,
  app: string,
  maxWait: number,
  ports: Ports,
  hear: (message: TabMessage) => void,
): Tabs {
  const canCoordinate = tabs !== false && (ports.lock !== undefined || ports.channel !== undefined)
  return canCoordinate ? createTabs(channelName(app), maxWait, ports, hear) : singleTab
}

function channelName(app: string): string {
  return app === '' ? 'why401' : `why401:${app}`
}
