import { type ExchangeContext, judgeEvidence, readEvidence, schemeOf } from '../../response/index.js'
import { decide, isOpen as canProbeDecide, type Reauthenticate, type Role, type Verdict } from '../../verdict/index.js'
import type { SessionOptions } from '../options.js'
import type { Probe, ProbeAnswer } from './probe.js'

/** What a refusal means, and what may be done about it. */
export interface Judgement {
  readonly verdict: Verdict
  /** The refusal as one of the app's own login; undefined when nothing is to be done about the login. */
  readonly cause: Reauthenticate | undefined
  /** True while it is open whose refusal this is: only a silent renewal and a replay may tell. */
  readonly isOpen: boolean
}

export interface RefusalContext {
  readonly exchange: ExchangeContext
  /** Whether the credential that was sent was accepted elsewhere after the request had been sent. */
  readonly wasAccepted: () => boolean
  /** Whether fresh credentials have come since the request was sent. */
  readonly isLate: () => boolean
  /** Asks the probe; undefined where there is none, or it may not be asked for this refusal. */
  readonly probe: Probe | undefined
  /** Whether the request carried a credential that can be seen. */
  readonly hasCredential: boolean
  /** The verdict of a crowd of equal refusals, where one was read. */
  readonly read: (read: () => Promise<Verdict>) => Promise<Verdict>
}

export type Classifier = (response: Response, context: RefusalContext) => Promise<Judgement>

/** The statuses under which a bare refusal may be acted on. */
const guessStatuses: ReadonlySet<number> = new Set([401, 419, 440, 498])
/** The statuses under which a refusal on an integration route may be the app's own. */
const ownStatuses: ReadonlySet<number> = new Set([401, 403, 419, 440, 498])

/**
 * Whether an endpoint is one of the login itself: its refusals are for the app, and a renewal for them would wait for itself.
 *
 * @example
 * isAuthEndpoint('sign-in') // true
 */
export function isAuthEndpoint(role: Role | undefined): boolean {
  return role === 'sign-in' || role === 'sign-out' || role === 'renewal' || role === 'probe'
}

/** Classifies a refusal, and asks the probe where it is open whose refusal it is, or whether the login is dead. */
export function createClassifier(options: SessionOptions, origins: ReadonlySet<string>): Classifier {
  const common = {
    /** Looked up each time: they may come later. */
    get conventions() {
      return options.conventions
    },
    ownRealms: options.ownRealms ?? [],
    origins: [...origins],
  }

  /** On an integration route, what the answer says by itself decides; what only the route says is open. */
  async function judgeIntegration(response: Response, exchange: ExchangeContext): Promise<Judgement> {
    const evidence = await readEvidence(response, { ...common, ...exchange })
    const verdict = judgeEvidence(evidence, common)
    // The same answer, read as if the endpoint were the app's alone.
    const own = judgeEvidence({ ...evidence, role: 'resource', integration: undefined }, common)
    const isProvenTheirs = verdict.kind === 'third-party-key-invalid' && verdict.certainty === 'certain'
    if (own.kind !== 'reauthenticate' || isProvenTheirs || !ownStatuses.has(own.status)) {
      return { verdict, cause: undefined, isOpen: false }
    }
    return { verdict, cause: own, isOpen: !isProvenOurs(own) }
  }

  /**
   * Only a realm of the app's own, or a redirect to its own sign-in, says that a refusal is not the third party's. The
   * page of a sign-in may be relayed.
   */
  function isProvenOurs({ reason, challenges }: Verdict): boolean {
    return (
      reason === 'login-redirect' ||
      challenges.some((challenge) => common.ownRealms.includes(challenge.get('realm') ?? ''))
    )
  }

  return async (response, context) => {
    const { exchange } = context
    if (exchange.role === 'integration') {
      const judgement = await judgeIntegration(response, exchange)
      const { verdict, cause, isOpen } = judgement
      if (isOpen) return settleIntegration(judgement, context)
      return { verdict: cause ?? verdict, cause, isOpen }
    }
    const verdict = await context.read(async () =>
      judgeEvidence(await readEvidence(response, { ...common, ...exchange }), common),
    )
    if (isAuthEndpoint(exchange.role)) return { verdict, cause: undefined, isOpen: false }
    return settleOwn(verdict, context)
  }
}

function asCause(verdict: Verdict): Reauthenticate | undefined {
  return verdict.kind === 'reauthenticate' ? verdict : undefined
}

/** A refusal of an endpoint of the app's own. */
async function settleOwn(verdict: Verdict, context: RefusalContext): Promise<Judgement> {
  const { probe } = context
  const cause = asCause(verdict)
  const isActionable = cause !== undefined && (verdict.certainty !== 'guess' || guessStatuses.has(verdict.status))
  if (
    probe === undefined ||
    !canProbeDecide(verdict) ||
    verdict.kind === 'third-party-key-invalid' ||
    context.isLate()
  ) {
    return { verdict, cause: isActionable ? cause : undefined, isOpen: false }
  }
  const answer = await probe()
  // Fresh credentials may have come while the probe was asked: then the probe speaks of those.
  if (answer.isSignedIn === undefined || context.isLate()) {
    return { verdict, cause: isActionable ? cause : undefined, isOpen: false }
  }
  const isConclusive = speaksOf(answer, context)
  if (!answer.isSignedIn && (isConclusive || answer.scheme === 'unknown')) {
    const decided = decide(verdict, false)
    return { verdict: decided, cause: asCause(decided), isOpen: false }
  }
  if (isConclusive && answer.isSignedIn) {
    const decided = decide(verdict, true)
    return { verdict: decided, cause: asCause(decided), isOpen: false }
  }
  // The session is alive, and the token may be dead all the same: that is renewed, and no user is asked for it.
  return { verdict, cause: isActionable ? cause : undefined, isOpen: answer.isSignedIn }
}

/** A refusal on an integration route that may be the third party's or the app's own. */
async function settleIntegration(open: Judgement, context: RefusalContext): Promise<Judgement> {
  const { probe } = context
  if (context.isLate()) return open
  if (context.wasAccepted()) return { ...open, cause: undefined, isOpen: false }
  if (probe === undefined) return open
  const answer = await probe()
  if (context.isLate() || answer.isSignedIn === undefined || !speaksOf(answer, context)) return open
  if (answer.isSignedIn) return { verdict: open.verdict, cause: undefined, isOpen: false }
  return { verdict: open.cause ?? open.verdict, cause: open.cause, isOpen: false }
}

/** A live cookie says nothing of a dead token: the probe must have gone out with the same kind of credential. */
function speaksOf({ scheme }: ProbeAnswer, { hasCredential, exchange }: RefusalContext): boolean {
  return scheme === 'unknown' ? !hasCredential : scheme === schemeOf(exchange.request?.headers)
}
