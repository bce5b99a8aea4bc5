import type { Verdict } from '../verdict/index.js'
import { abortable } from './abort.js'
import { createEvents, type Events, type RequestSummary } from './events.js'
import { createForbiddenEmitter } from './refusals/forbidden-events.js'
import { createIntegrations, type Integrations } from './refusals/integrations.js'
import { createClassifier, isAuthEndpoint } from './refusals/classify-refusal.js'
import { checkOptions, readOrigins, type SessionOptions } from './options.js'
import type { TabMessage } from './tabs/message.js'
import { browserPorts, type Ports } from './ports.js'
import { type SessionSnapshot, Renewal } from './renewal/renewal.js'
import { createRoutes, type RouteMatch } from './refusals/routes.js'
import { createSchedule, renewalDue } from './renewal/schedule.js'
import type { AuthState } from './state.js'
import { createStore, callSafely, type Store } from './store.js'
import { singleTab, createTabs } from './tabs/tabs.js'
import { shareVerdict } from './refusals/share-verdict.js'

/** How long a request waits for a sign-in when the app does not say, ms. */
export const MAX_WAIT_MS = 300_000

/** `interactive`: may ask the user. `background`: renews silently, never asks. `handler`: sent by a handler, waits for nothing. */
export type FetchMode = 'interactive' | 'background' | 'handler'

/** One attempt that was refused, or may have been. */
export interface Attempt {
  readonly request: {
    readonly url: string
    readonly method: string
    readonly headers: HeadersInit
    readonly credentials?: RequestCredentials
    /** The body as the caller gave it, for what must be cut from a verdict; undefined where it is inside a `Request`. */
    readonly body?: BodyInit | null | undefined
    /** How long the answer's body may be waited for, ms. */
    readonly readTimeout?: number | undefined
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
  /** Why the request cannot be sent again; undefined when it can. A getter: right once the answer is judged, since its body decides too. */
  readonly blockedReason: string | undefined
  /** True when the caller asked for the answer as it is (`redirect: 'manual'`, `credentials: 'omit'`): no action follows. */
  readonly isHandedBack: boolean
  readonly signal: AbortSignal | undefined
  /** Told what the refusal means before anybody else hears of it. */
  readonly judged: (verdict: Verdict) => void
}

/** What a client adapter needs of a session; apps use `Auth`. */
export interface Session {
  readonly options: SessionOptions
  readonly events: Events
  readonly state: Store<AuthState>
  readonly integrations: Integrations
  readonly isOwnOrigin: (origin: string) => boolean
  readonly matchRoute: (url: URL, method: string) => RouteMatch
  readonly snapshot: () => SessionSnapshot
  /** Aborted by `dispose`. */
  readonly signal: AbortSignal
  /** A promise when the request must wait for a pending renewal before it is sent; it rejects only when `signal` aborts. */
  readonly beforeSend: (
    route: RouteMatch,
    mode: FetchMode,
    signal: AbortSignal | undefined,
  ) => Promise<void> | undefined
  /** An attempt succeeded; called for replays and for integration routes only. */
  readonly succeeded: (attempt: Pick<Attempt, 'route' | 'snapshot' | 'replayed' | 'summary'>) => void
  /** Whether a request that was first sent at `snapshot` may still be sent: no sign-out and no other user since. Checked right before a replay. */
  readonly canSendAgain: (snapshot: SessionSnapshot) => boolean
  /**
   * The replay would carry the credential that was refused. True: ask `token` and `authorize` once more (the storage of
   * another tab lags). False: settle with the refusal.
   */
  readonly unchangedCredential: (attempt: Attempt) => Promise<boolean>
  /** Classifies, emits, renews; true when the request should be sent once more. Rejects only when the signal aborts. */
  readonly refused: (response: Response, attempt: Attempt) => Promise<boolean>
  readonly signedIn: () => void
  readonly signedOut: () => void
  readonly dispose: () => void
}

/**
 * The only place that acts on verdicts and that waits.
 *
 * @throws TypeError that names the option
 */
export function createSession(options: SessionOptions, ports: Ports = browserPorts()): Session {
  checkOptions(options)
  const origins = readOrigins(options.origins)
  const place = createRoutes(options.routes ?? [])
  const events = createEvents()
  const state = createStore<AuthState>({ status: 'unknown', generation: 0 })
  const maxWait = options.maxWait ?? MAX_WAIT_MS
  const tabs = canCoordinate(options, ports) ? createTabs(channelName(options.tabs), maxWait, ports, hear) : singleTab
  const integrations = createIntegrations(events.emit, tabs.broadcast, options.storage)
  const forbidden = createForbiddenEmitter(events.emit, ports)
  const renewal = new Renewal({ handlers: options, maxWait, tabs, ports, state, emit: events.emit })
  const judge = shareVerdict(createClassifier(options, origins, ports), () => renewal.snapshot().round)
  const undo = [
    ports.onShow(() => void renewal.checkOtherTabs()),
    scheduleRenewals(options, ports, state, () => renewal.renewProactively(renewalDue)),
  ]

  const disposal = new AbortController()

  function hear(news: TabMessage): void {
    integrations.receive(news)
    renewal.receive(news)
  }

  const refused: Session['refused'] = async (response, attempt) => {
    const {
      request,
      summary,
      route: { role, integration },
      snapshot,
      replayed,
      signal,
      judged,
    } = attempt
    const late = !replayed && snapshot.generation < state.get().generation
    const verdict = await abortable(
      judge(response, { request, role, ...(integration !== undefined && { integration }) }, late, summary.url),
      signal,
    )
    if (response.ok && verdict.kind === 'none') return false
    judged(verdict)
    events.emit({ type: 'verdict', verdict, request: summary, count: 1 })
    if (verdict.kind === 'third-party-key-invalid') integrations.refused(verdict, summary)
    if (verdict.kind === 'forbidden') forbidden(verdict, summary)
    if (verdict.kind === 'credentials-rejected') {
      events.emit({ type: 'credentials-rejected', verdict, request: summary, count: 1 })
    }
    if (verdict.kind !== 'reauthenticate' || isAuthEndpoint(role) || attempt.isHandedBack) return false
    if (attempt.blockedReason !== undefined && !replayed) {
      void renewal.join(verdict, summary, snapshot, undefined)
      return false
    }
    if (!replayed) return renewal.join(verdict, summary, snapshot, signal)
    renewal.refusedAgain(verdict, summary, snapshot)
    return false
  }

  return {
    options,
    events,
    state,
    integrations,
    isOwnOrigin: (origin) => origins.has(origin),
    matchRoute: place,
    snapshot: () => renewal.snapshot(),
    signal: disposal.signal,
    beforeSend: () => undefined,
    succeeded: () => {},
    canSendAgain: () => true,
    unchangedCredential: async () => false,
    refused,
    signedIn: () => renewal.signedIn(),
    signedOut: () => renewal.signedOut(),
    dispose: () => {
      disposal.abort()
      renewal.dispose()
      events.clear()
      tabs.dispose()
      for (const act of undo) act()
    },
  }
}

/** Whether there can be other tabs to think of: they need a lock to act alone, or a channel to hear of each other. */
function canCoordinate({ tabs }: SessionOptions, { lock, channel }: Ports): boolean {
  return tabs !== false && (lock !== undefined || channel !== undefined)
}

function channelName(tabs: SessionOptions['tabs']): string {
  return typeof tabs === 'string' ? `why401:${tabs}` : 'why401'
}

/** Renews when `renewAt` says so; the time is looked at again whenever the login changed. */
function scheduleRenewals(
  { renewAt, renew }: SessionOptions,
  ports: Ports,
  state: Store<AuthState>,
  due: () => void,
): () => void {
  if (renewAt === undefined || renew === undefined) return () => {}
  const at = (): number | undefined => {
    let time: number | undefined
    if (state.get().status === 'signed-out') return undefined
    callSafely(() => {
      const value = typeof renewAt === 'function' ? renewAt() : renewAt
      time = value instanceof Date ? value.getTime() : value
    })
    return time
  }
  const schedule = createSchedule(at, ports, due)
  const off = state.subscribe(({ status }) => {
    if (status === 'signed-in' || status === 'signed-out') schedule.restart()
  })
  return () => {
    off()
    schedule.dispose()
  }
}
