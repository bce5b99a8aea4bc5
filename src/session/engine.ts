import type { ThirdPartyKeyInvalid } from '../verdict/index.js'
import { abortable } from './abort.js'
import type { Attempt, SucceededAttempt } from './attempt.js'
import type { Backlog, Login } from './backlog.js'
import { madeWith } from './development/made-with.js'
import { addEnginePorts } from './engine-ports.js'
import type { Events } from './events.js'
import type { SessionOptions } from './options.js'
import type { ChannelPort, EarlyPorts, Ports } from './ports.js'
import type { LoginRedirect } from './redirect/login-redirect.js'
import { isAuthEndpoint } from './refusals/classify-refusal.js'
import { integrationEndpoint, RefusalHandler } from './refusals/handle-refusal.js'
import { Integrations } from './refusals/integrations.js'
import { createManageUrlCheck } from './refusals/manage-url.js'
import { createProbe } from './refusals/probe.js'
import { createReporter } from './refusals/report-refusal.js'
import { createUnreachableHandler } from './refusals/unreachable.js'
import { RENEW_TIMEOUT_MS } from './renewal/call-handler.js'
import { holdBack } from './renewal/hold-back.js'
import { Renewal } from './renewal/renewal.js'
import type { SessionSnapshot } from './renewal/renewal-options.js'
import { renewalDue, signInWanted, watchTime } from './renewal/schedule.js'
import type { AuthState } from './state.js'
import type { WritableStore } from './store.js'
import { channelName } from './tabs/channel-name.js'
import type { TabMessage } from './tabs/message.js'
import { noteName } from './tabs/session-names.js'
import { createTabs, singleTab, type Tabs } from './tabs/tabs.js'
import type { User } from './user.js'
import { warnOfOrigin } from './development/warn-origin.js'

/** What a request tells before it is sent. */
export type WaitingRequest = Pick<Attempt, 'route' | 'summary' | 'mode' | 'signal' | 'memory'>

/** What judges and acts: needed once something was refused, or the app or another tab says so. */
export interface Engine {
  readonly login: () => Login
  readonly snapshot: () => SessionSnapshot
  readonly isCallingHandler: () => boolean
  readonly isAnyBroken: () => boolean
  /** A promise when the request must wait for a pending renewal before it is sent; it rejects only when `signal` aborts. */
  readonly beforeSend: (request: WaitingRequest) => Promise<void> | undefined
  readonly succeeded: (attempt: SucceededAttempt) => void
  /** Whether a request that was first sent at `snapshot` may still be sent: no sign-out and no other user since. */
  readonly canSendAgain: (snapshot: SessionSnapshot) => boolean
  /** Before the first attempt goes out. @throws DOMException `AbortError` when another user signed in since `snapshot` */
  readonly assertSameLogin: (snapshot: SessionSnapshot) => void
  /**
   * The replay would carry the credential that was refused. True: ask `token` and `authorize` once more (the storage of
   * another tab lags). False: settle with the refusal.
   */
  readonly unchangedCredential: (attempt: Attempt) => Promise<boolean>
  /** Classifies, emits, renews; true when the request should be sent once more. Rejects only when the signal aborts. */
  readonly refused: (response: Response, attempt: Attempt) => Promise<boolean>
  /** No answer came; true when a gateway's redirect was the reason, and the request should be sent once more. */
  readonly unreachable: (attempt: Attempt) => Promise<boolean>
  /** Tells a developer that answers of an origin do not count. */
  readonly warnOfOrigin: (hasOrigins: boolean, url: string, status: number) => void
  readonly integrationFixed: (name: string) => void
  readonly renew: () => Promise<boolean>
  readonly signIn: () => Promise<boolean>
  readonly signedIn: () => void
  readonly signedOut: () => void
  /** Looks up what the other tabs did while this page heard nothing. */
  readonly catchUp: () => void
  readonly dispose: () => void
}

/** What a session has before its engine comes, and hands to it. */
export interface EngineContext {
  readonly options: SessionOptions
  readonly events: Events
  readonly state: WritableStore<AuthState>
  readonly integrations: WritableStore<ReadonlyMap<string, ThirdPartyKeyInvalid>>
  readonly origins: ReadonlySet<string>
  readonly user: User
  readonly maxWait: number
  /** Name of the app among those of this origin. */
  readonly app: string
  /** The numbers of requests, and the time. */
  readonly backlog: Pick<Backlog<Engine>, 'sequence' | 'nextSequence' | 'now' | 'href' | 'isSuperseded' | 'postedId'>
  readonly early: EarlyPorts
  /** A test's own. */
  readonly ports: Ports | undefined
  /** When the page began, ms since 1970. */
  readonly began: number
  /** Whether the engine comes after that. */
  readonly isLate: boolean
  /** The channel that is open already; undefined where there is none. */
  readonly takeChannel: ((hear: (message: unknown) => void) => ChannelPort) | undefined
  /** A fetch that joins the session for the sake of a handler or a probe. */
  readonly createFetch: (mode: 'handler' | 'probe') => typeof globalThis.fetch | undefined
}

/** Makes the part of a session that acts on verdicts and that waits. */
export function createEngine(context: EngineContext): Engine {
  const { options, events, maxWait } = context
  const { ports, renewal, refusals, integrations, unreachable, time, dispose } = createParts(context)
  const redirects = (options.signIn as Partial<LoginRedirect> | undefined)?.roundTrips
  madeWith.set(context.events.on, { options, maxWait })
  return {
    login: () => renewal.state,
    snapshot: () => renewal.snapshot(),
    isCallingHandler: () => renewal.isCallingHandler,
    isAnyBroken: () => integrations.isAnyBroken,
    beforeSend: (request) => {
      const { mode, route } = request
      if (isAuthEndpoint(route.role) || mode === 'handler' || mode === 'probe') return undefined
      time?.check()
      if (mode !== 'interactive' || !renewal.isHolding) return undefined
      if (renewal.isHandlerSignal(request.signal)) return undefined
      return holdBack(renewal, request, Math.min(maxWait, RENEW_TIMEOUT_MS), ports)
    },
    succeeded: (attempt) => {
      const { route, snapshot, replayed, summary } = attempt
      integrations.succeeded(route.integration, summary, snapshot.sequence)
      redirects?.succeeded(summary.url)
      if (replayed) refusals.accept(attempt)
    },
    canSendAgain: (snapshot) => renewal.canSendAgain(snapshot),
    assertSameLogin: (snapshot) => renewal.assertSameLogin(snapshot),
    unchangedCredential: (attempt) => refusals.unchangedCredential(attempt),
    refused: (response, attempt) => abortable(refusals.refused(response, attempt), attempt.signal),
    unreachable,
    warnOfOrigin,
    integrationFixed: (name) => integrations.fix(name, renewal.sequence),
    renew: () => renewal.renew(renewalDue),
    signIn: () => renewal.signIn(signInWanted),
    signedIn: () => renewal.dispatch({ type: 'signed-in' }),
    signedOut: () => renewal.dispatch({ type: 'signed-out' }),
    catchUp: () => void renewal.catchUp(),
    dispose: () => {
      renewal.dispatch({ type: 'disposed' })
      events.clear()
      dispose()
    },
  }
}

/** The parts, which know each other, and nothing of the client. */
function createParts(context: EngineContext) {
  const { options, events, state, origins, user, maxWait, app, backlog, createFetch } = context
  const ports = enginePorts(context)
  const tabs = openTabs(context, ports, (message) => {
    integrations.receive(message, renewal.sequence)
    renewal.dispatch({ type: 'message', message })
  })
  const integrations = new Integrations({
    emit: events.emit,
    tell: tabs.broadcast,
    storage: options.storage,
    app,
    mayOffer: createManageUrlCheck(origins, options.routes ?? []),
    store: context.integrations,
  })
  const fetchAs =
    (mode: 'handler' | 'probe'): typeof globalThis.fetch =>
    (input, init) =>
      (createFetch(mode) ?? options.fetch ?? globalThis.fetch)(input, init)
  const send = fetchAs('probe')
  const probe = createProbe({ options, origins, ports, send, mark: (run) => renewal.callHandler(run) })
  const renewal = new Renewal({
    handlers: options,
    maxWait,
    tabs,
    ports,
    state,
    user,
    probe: probe && (async () => (await probe()).isSignedIn),
    handlerFetch: fetchAs('handler'),
    emit: events.emit,
    onUserLeft: () => integrations.clear(renewal.sequence),
    counter: backlog,
  })
  const report = createReporter({ events, integrations, ports, newest: () => renewal.sequence })
  watchRecovery(events, renewal)
  const refusals = new RefusalHandler({ options, origins, ports, maxWait, probe, renewal, report })
  const unreachable = createUnreachableHandler({ options, ports, probe, send, refusals, renewal, report })
  const due = (isLate: boolean): void => renewal.dispatch({ type: 'due', verdict: renewalDue, isLate })
  const time = watchTime(options, { ...ports, now: context.early.now }, state, due)
  const { takeChannel } = context
  // A test simulates several tabs in one page.
  const forgetName = takeChannel && !context.ports ? noteName(channelName(app)) : undefined
  const undo = [tabs.dispose, () => forgetName?.(), watchPage(ports, integrations, renewal), () => time?.dispose()]
  const dispose = (): void => undo.forEach((act) => act())
  return { ports, integrations, renewal, refusals, unreachable, time, dispose }
}

/** What the engine lives through afterwards has its own time and place. */
function enginePorts({ ports, early, backlog, takeChannel }: EngineContext): Ports {
  const { channel: _channel, ...rest } = ports ?? addEnginePorts(early)
  return {
    ...rest,
    now: () => backlog.now(),
    ...(early.href && { href: () => backlog.href() }),
    ...(takeChannel && { channel: (_name, hear) => takeChannel(hear) }),
  }
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

/** Under the clock of the page, which may have begun before the engine came. */
function openTabs(
  { options, maxWait, app, early, began, isLate, backlog }: EngineContext,
  ports: Ports,
  hear: (message: TabMessage) => void,
): Tabs {
  if (!canCoordinate(options, ports)) return singleTab
  const clock = {
    date: early.now,
    began,
    isLate,
    isSuperseded: () => backlog.isSuperseded,
    postedId: () => backlog.postedId,
  }
  return createTabs({ name: channelName(app), maxWait, ports, clock, hear })
}

/** Whether there can be other tabs: they need a lock to act alone, or a channel to hear of each other. */
function canCoordinate({ tabs }: SessionOptions, { lock, channel }: Ports): boolean {
  return tabs !== false && (lock !== undefined || channel !== undefined)
}
