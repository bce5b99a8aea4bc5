import { abortable } from './wait-briefly.js'
import type { Attempt, SucceededAttempt } from './attempt.js'
import { madeWith } from './development/made-with.js'
import type { Moment } from './loading/backlog.js'
import { EngineClock } from './engine-clock.js'
import type { AttemptSender, EngineContext } from './engine-context.js'
import { addEnginePorts } from './engine-ports.js'
import type { AuthOptions } from './options.js'
import type { PartsContext } from './parts-context.js'
import type { Ports } from './ports.js'
import { isAuthEndpoint } from './refusals/classify-refusal.js'
import { integrationEndpoint, RefusalHandler } from './refusals/handle-refusal.js'
import { Integrations } from './refusals/integrations.js'
import { createProbe, type SendProbe } from './refusals/probe.js'
import { createReporter } from './refusals/report-refusal.js'
import { createUnreachableHandler } from './refusals/unreachable.js'
import { RENEW_TIMEOUT_MS } from './renewal/call-handler.js'
import { holdBack } from './renewal/hold-back.js'
import { Renewal } from './renewal/renewal.js'
import type { SessionSnapshot } from './renewal/renewal-options.js'
import { renewalDue, signInWanted, watchTime } from './renewal/schedule.js'
import { channelName } from './tabs/channel-name.js'
import { noteName } from './tabs/session-names.js'
import { createTabs, singleTab } from './tabs/tabs.js'
import { warnOfOrigin } from './development/warn-origin.js'

/** How long a request waits for a renewal and a sign-in when the app does not say, ms. */
const MAX_WAIT_MS = 300_000

/** What the engine needs of a request before it is sent. */
export type WaitingRequest = Pick<Attempt, 'route' | 'summary' | 'mode' | 'signal' | 'memory'>

/** Classifies refusals and acts on them: needed once a request was refused, or the app or another tab asks for it. */
export interface Engine {
  /** Has `act` done as if it happened at `moment`, which was before the engine came. */
  readonly liveThrough: (moment: Moment, act: () => void) => void
  readonly snapshot: () => SessionSnapshot
  readonly isCallingHandler: () => boolean
  /** Whether a success may tell something: it fixes an integration, or shows that a credential is alive. */
  readonly watchesSuccess: () => boolean
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
  /** Where the engine comes late: looks up what the other tabs did while it received no messages. */
  readonly catchUp: () => void
  readonly dispose: () => void
}

/** Makes the part of a session that acts on verdicts and that waits. */
export function createEngine(context: EngineContext): Engine {
  const clock = new EngineClock(context)
  const common = contextOf(context, clock)
  const { options, maxWait, events, isLate } = common
  const { redirects } = context
  const { ports, renewal, refusals, integrations, unreachable, time, dispose } = createParts(context, common)
  events.on('signed-in', () => redirects?.succeeded())
  madeWith.set(events.on, { options, maxWait })
  return {
    liveThrough: (moment, act) => clock.liveThrough(moment, act, () => renewal.state),
    snapshot: () => renewal.snapshot(),
    isCallingHandler: () => renewal.runner.isCallingHandler,
    watchesSuccess: () => integrations.isAnyBroken || !refusals.unchanged.isEmpty,
    beforeSend: (request) => {
      const { mode, route } = request
      if (isAuthEndpoint(route.role) || mode === 'handler' || mode === 'probe') return undefined
      time?.check()
      if (mode !== 'interactive' || !renewal.isHolding) return undefined
      if (renewal.runner.isHandlerSignal(request.signal)) return undefined
      return holdBack(renewal, request, Math.min(maxWait, RENEW_TIMEOUT_MS), ports)
    },
    succeeded: (attempt) => {
      const { route, snapshot, replayed, summary } = attempt
      integrations.succeeded(route.integration, summary, snapshot.sequence)
      refusals.unchanged.succeeded(summary, ports.now())
      redirects?.succeeded(summary.url)
      if (replayed) refusals.accept(attempt)
    },
    canSendAgain: (snapshot) => renewal.canSendAgain(snapshot),
    assertSameLogin: (snapshot) => renewal.assertSameLogin(snapshot),
    unchangedCredential: (attempt) => refusals.unchangedCredential(attempt),
    refused: (response, attempt) => abortable(refusals.refused(response, attempt), attempt.signal),
    unreachable,
    warnOfOrigin,
    integrationFixed: (name) => integrations.fix(name),
    renew: async () => (await renewal.renew(renewalDue)) === 'replay',
    signIn: async () => (await renewal.signIn(signInWanted)) === 'replay',
    signedIn: () => renewal.dispatch({ type: 'signed-in' }),
    signedOut: () => renewal.dispatch({ type: 'signed-out' }),
    catchUp: () => {
      if (isLate) void renewal.catchUp()
    },
    dispose,
  }
}

function contextOf(context: EngineContext, clock: EngineClock): PartsContext {
  const { options, events, state, integrations, origins, app, early, began, host } = context
  return {
    options,
    maxWait: options.maxWait ?? MAX_WAIT_MS,
    isLate: typeof host.parts !== 'function',
    user: clock.user,
    clock,
    events,
    state,
    integrations,
    origins,
    app,
    early,
    began,
  }
}

/** The parts, which know each other, and nothing of the client. */
function createParts(context: EngineContext, own: PartsContext) {
  const { host, app } = context
  const { options, events, origins, clock } = own
  const ports = enginePorts(context, clock)
  const fetchAs =
    (mode: 'handler' | 'probe', sender?: AttemptSender): typeof globalThis.fetch =>
    (input, init) =>
      (host.createFetch?.(mode, sender) ?? options.fetch ?? globalThis.fetch)(input, init)
  const send = createProbeSender((sender) => fetchAs('probe', sender), origins)
  const classifierOptions = {
    /** Looked up each time: they may come later than the engine. */
    get conventions() {
      return context.conventions
    },
    ownRealms: options.ownRealms ?? [],
    origins: [...origins],
  }
  const common = { ...own, ports, classifierOptions, send, handlerFetch: fetchAs('handler') }
  const tabs = canCoordinate(options, ports)
    ? createTabs(common, (message) => {
        integrations.receive(message)
        renewal.dispatch({ type: 'message', message })
      })
    : singleTab
  const integrations = new Integrations(common, tabs)
  const probe = createProbe(common, (run) => renewal.runner.callHandler(run))
  const renewal = new Renewal({ ...common, tabs, integrations, probe })
  const report = createReporter(common, integrations)
  const refusals = new RefusalHandler({ ...common, probe, renewal, report })
  const unreachable = createUnreachableHandler({ ...common, probe, renewal, refusals })
  const due = (isLate: boolean): void => renewal.dispatch({ type: 'due', verdict: renewalDue, isLate })
  const time = watchTime(common, ports, due)
  // What was refused in spite of fresh credentials works again when its integration does.
  events.on('integration-fixed', ({ integration }) =>
    renewal.dispatch({ type: 'recovered', endpoint: integrationEndpoint(integration) }),
  )
  // A page that is shown again looks up what it did not receive.
  const offShow = ports.onShow(() => {
    integrations.reload()
    void renewal.catchUp()
  })
  // A test simulates several tabs in one page.
  const forgetName = context.tabs.channel && !host.ports ? noteName(channelName(app)) : undefined
  const dispose = (): void => {
    renewal.dispatch({ type: 'disposed' })
    tabs.dispose()
    context.user.forget()
    forgetName?.()
    offShow()
    time?.dispose()
  }
  return { ports, integrations, renewal, refusals, unreachable, time, dispose }
}

/** `fetchAs` makes the fetch of one probe. */
function createProbeSender(
  fetchAs: (sender: AttemptSender) => typeof globalThis.fetch,
  origins: ReadonlySet<string>,
): SendProbe {
  return async (request, observe) => {
    const response = await fetchAs({
      send: (carrier, input, init) => {
        observe?.(init?.headers ?? (input instanceof Request ? input.headers : undefined))
        return carrier(input, init)
      },
    })(request)
    // What another origin says, after a redirect, is no answer.
    return !response.url || origins.has(new URL(response.url).origin) ? response : undefined
  }
}

/** While the engine lives through a moment, its ports give the time and the address of that moment. */
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

/** Whether there can be other tabs: they need a lock to act alone, or a channel to send messages to each other. */
function canCoordinate({ tabs }: AuthOptions, { lock, channel }: Ports): boolean {
  return tabs !== false && (lock !== undefined || channel !== undefined)
}
