import { abortable } from './wait-briefly.js'
import type { Attempt, SucceededAttempt } from './attempt.js'
import type { Moment } from './backlog.js'
import { EngineClock } from './engine-clock.js'
import type { EngineContext } from './engine-context.js'
import { addEnginePorts } from './engine-ports.js'
import type { Events } from './events.js'
import type { AuthOptions, SessionOptions } from './options.js'
import type { Ports } from './ports.js'
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
import { channelName } from './tabs/channel-name.js'
import type { TabMessage } from './tabs/message.js'
import { noteName } from './tabs/session-names.js'
import { createTabs, singleTab, type Tabs } from './tabs/tabs.js'
import { warnOfOrigin } from './development/warn-origin.js'

/** How long a request waits for a renewal and a sign-in when the app does not say, ms. */
const MAX_WAIT_MS = 300_000

/** What a request tells before it is sent. */
export type WaitingRequest = Pick<Attempt, 'route' | 'summary' | 'mode' | 'signal' | 'memory'>

/** What judges and acts: needed once something was refused, or the app or another tab says so. */
export interface Engine {
  /** Has `act` done as if it happened at `moment`, which was before the engine came. */
  readonly liveThrough: (moment: Moment, act: () => void) => void
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
  /** Where the engine comes late: looks up what the other tabs did while it heard nothing. */
  readonly catchUp: () => void
  readonly dispose: () => void
}

/** Makes the part of a session that acts on verdicts and that waits. */
export function createEngine(context: EngineContext): Engine {
  const { events } = context
  const options = optionsOf(context)
  const maxWait = options.maxWait ?? MAX_WAIT_MS
  const clock = new EngineClock(context)
  const { ports, renewal, refusals, integrations, unreachable, time, dispose } = createParts(
    context,
    options,
    clock,
    maxWait,
  )
  const redirects = (options.signIn as Partial<LoginRedirect> | undefined)?.roundTrips
  events.on('signed-in', () => redirects?.succeeded())
  return {
    liveThrough: (moment, act) => clock.liveThrough(moment, act, () => renewal.state),
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
    catchUp: () => {
      if (comesLate(context.host)) void renewal.catchUp()
    },
    dispose: () => {
      renewal.dispatch({ type: 'disposed' })
      events.clear()
      dispose()
    },
  }
}

/** The conventions may come later than the engine. */
function optionsOf(context: EngineContext): SessionOptions {
  return {
    ...context.options,
    get conventions() {
      return context.conventions
    },
  }
}

/** The parts, which know each other, and nothing of the client. */
function createParts(context: EngineContext, options: SessionOptions, clock: EngineClock, maxWait: number) {
  const { events, state, origins, app, host } = context
  const ports = enginePorts(context, clock)
  const tabs = openTabs(context, ports, clock, maxWait, (message) => {
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
      (host.createFetch?.(mode) ?? options.fetch ?? globalThis.fetch)(input, init)
  const send = fetchAs('probe')
  const probe = createProbe({ options, origins, ports, send, mark: (run) => renewal.callHandler(run) })
  const renewal = new Renewal({
    handlers: options,
    maxWait,
    tabs,
    ports,
    state,
    user: clock.user,
    probe: probe && (async () => (await probe()).isSignedIn),
    handlerFetch: fetchAs('handler'),
    emit: events.emit,
    onUserLeft: () => integrations.clear(renewal.sequence),
    counter: clock,
  })
  const report = createReporter({ events, integrations, ports, newest: () => renewal.sequence })
  watchRecovery(events, renewal)
  const refusals = new RefusalHandler({ options, origins, ports, maxWait, probe, renewal, report })
  const unreachable = createUnreachableHandler({ options, ports, probe, send, refusals, renewal, report })
  const due = (isLate: boolean): void => renewal.dispatch({ type: 'due', verdict: renewalDue, isLate })
  const time = watchTime(options, { ...ports, now: context.early.now }, state, due)
  // A test simulates several tabs in one page.
  const forgetName = context.tabs.channel && !host.ports ? noteName(channelName(app)) : undefined
  const undo = [tabs.dispose, () => forgetName?.(), watchPage(ports, integrations, renewal), () => time?.dispose()]
  const dispose = (): void => undo.forEach((act) => act())
  return { ports, integrations, renewal, refusals, unreachable, time, dispose }
}

/** What the engine lives through afterwards has its own time and place. */
function enginePorts({ host, early, tabs }: EngineContext, clock: EngineClock): Ports {
  const { channel: _channel, ...rest } = host.ports ?? addEnginePorts(early)
  const { channel } = tabs
  return {
    ...rest,
    now: () => clock.now(),
    ...(early.href && { href: () => clock.href() }),
    ...(channel && {
      channel: (_name, hear) => {
        tabs.hear = hear
        return channel
      },
    }),
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
  { options, app, early, began, host }: EngineContext,
  ports: Ports,
  { isSuperseded, postedId }: EngineClock,
  maxWait: number,
  hear: (message: TabMessage) => void,
): Tabs {
  if (!canCoordinate(options, ports)) return singleTab
  const clock = { date: early.now, began, isLate: comesLate(host), isSuperseded, postedId }
  return createTabs({ name: channelName(app), maxWait, ports, clock, hear })
}

/** Whether there can be other tabs: they need a lock to act alone, or a channel to hear of each other. */
function canCoordinate({ tabs }: AuthOptions, { lock, channel }: Ports): boolean {
  return tabs !== false && (lock !== undefined || channel !== undefined)
}

/** Whether the engine comes after its page began. */
function comesLate({ parts }: EngineContext['host']): boolean {
  return typeof parts !== 'function'
}
