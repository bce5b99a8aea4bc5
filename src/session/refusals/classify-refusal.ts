import {
  type ClassifyOptions,
  type ExchangeContext,
  judgeEvidence,
  readEvidence,
  schemeOf,
} from '../../response/index.js'
import { isOurs } from '../../verdict/http.js'
import { decide, isOpen as canProbeDecide, type Reauthenticate, type Role, type Verdict } from '../../verdict/index.js'
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

/** What the answers to all requests are judged with. */
export type ClassifierOptions = Pick<ClassifyOptions, 'conventions'> &
  Required<Pick<ClassifyOptions, 'ownRealms' | 'origins'>>

/** Classifies a refusal, and asks the probe where it is open whose refusal it is, or whether the login is dead. */
export function createClassifier(options: ClassifierOptions): Classifier {
  /** On an integration route, what the answer says by itself decides; what only the route says is open. */
  async function judgeIntegration(response: Response, context: RefusalContext): Promise<Judgement> {
    const evidence = await readEvidence(response, { ...options, ...context.exchange })
    const verdict = judgeEvidence(evidence, options)
    // The same answer, read as if the endpoint were the app's alone.
    const own = judgeEvidence({ ...evidence, role: 'resource', integration: undefined }, options)
    const isProvenTheirs = verdict.kind === 'third-party-key-invalid' && verdict.certainty === 'certain'
    if (own.kind !== 'reauthenticate' || isProvenTheirs || !ownStatuses.has(own.status)) return settled(verdict)
    // Only a realm of the app's own, or a redirect to its own sign-in, says that a refusal is not the third party's. The
    // page of a sign-in may be relayed.
    const isProvenOurs = own.reason === 'login-redirect' || isOurs(evidence)
    return isProvenOurs ? settled(own, own) : settleIntegration(verdict, own, context)
  }

  return async (response, context) => {
    const { exchange, read } = context
    if (exchange.role === 'integration') return judgeIntegration(response, context)
    const verdict = await read(async () =>
      judgeEvidence(await readEvidence(response, { ...options, ...exchange }), options),
    )
    return isAuthEndpoint(exchange.role) ? settled(verdict) : settleOwn(verdict, context)
  }
}

/** It is known whose refusal it is. */
function settled(verdict: Verdict, cause?: Verdict): Judgement {
  return { verdict, cause: cause?.kind === 'reauthenticate' ? cause : undefined, isOpen: false }
}

/** A refusal of an endpoint of the app's own. */
async function settleOwn(verdict: Verdict, context: RefusalContext): Promise<Judgement> {
  const { probe, isLate } = context
  const isActionable = verdict.certainty !== 'guess' || guessStatuses.has(verdict.status)
  const asItIs = settled(verdict, isActionable ? verdict : undefined)
  if (!probe || !canProbeDecide(verdict) || verdict.kind === 'third-party-key-invalid' || isLate()) return asItIs
  const answer = await probe()
  const { isSignedIn, scheme } = answer
  // Fresh credentials may have come while the probe was asked: then the probe speaks of those.
  if (isSignedIn === undefined || isLate()) return asItIs
  if (speaksOf(answer, context) || (!isSignedIn && scheme === 'unknown')) {
    const decided = decide(verdict, isSignedIn)
    return settled(decided, decided)
  }
  // The session is alive, and the token may be dead all the same: that is renewed, and no user is asked for it.
  return { ...asItIs, isOpen: isSignedIn }
}

/** A refusal on an integration route that may be the third party's or the app's own. */
async function settleIntegration(verdict: Verdict, cause: Reauthenticate, context: RefusalContext): Promise<Judgement> {
  const { probe, isLate, wasAccepted } = context
  const open = { verdict, cause, isOpen: true }
  if (isLate()) return open
  if (wasAccepted()) return settled(verdict)
  if (!probe) return open
  const answer = await probe()
  if (isLate() || answer.isSignedIn === undefined || !speaksOf(answer, context)) return open
  return answer.isSignedIn ? settled(verdict) : settled(cause, cause)
}

/**
 * A live cookie says nothing of a dead token: the probe must have gone out with the same kind of credential. A token that the
 * probe carried may be a newer one, so that only its refusal counts.
 */
function speaksOf({ isSignedIn, scheme }: ProbeAnswer, { hasCredential, exchange }: RefusalContext): boolean {
  if (scheme === 'unknown') return !hasCredential
  return scheme === schemeOf(exchange.request?.headers) && !(isSignedIn && scheme !== undefined)
}
