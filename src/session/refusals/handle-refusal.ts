import type { Reauthenticate, Verdict } from '../../verdict/index.js'
import type { Attempt } from '../attempt.js'
import type { Ports } from '../ports.js'
import { countWait } from '../renewal/count-wait.js'
import type { Outcome } from '../renewal/renewal-event.js'
import type { Renewal } from '../renewal/renewal.js'
import type { RefusedAgain, SessionSnapshot } from '../renewal/renewal-options.js'
import { levelOf } from '../renewal/renewal-state.js'
import { pause } from '../pause.js'
import { withTimeout } from '../wait-briefly.js'
import { warnOnce } from '../development/warn.js'
import { type Classifier, createClassifier, type Judgement, type ClassifierOptions } from './classify-refusal.js'
import { fingerprint } from './fingerprint.js'
import { noAnswer, type Probe } from './probe.js'
import type { Reporter } from './report-refusal.js'
import { shareVerdict, type ShareVerdict } from './share-verdict.js'
import { UnchangedCredentials } from './unchanged-credentials.js'

/** So often one request is sent again at most: for a nonce, for a login, for a step-up. */
const MAX_REPLAYS = 3
/** How often, and how far apart in ms, `token` is asked again while the storage of another tab lags. */
const LAG_TRIES = 20
const LAG_MS = 50

export interface RefusalOptions {
  readonly classifierOptions: ClassifierOptions
  readonly ports: Ports
  readonly maxWait: number
  readonly probe: Probe | undefined
  readonly renewal: Renewal
  readonly report: Reporter
}

/** Decides for each refusal whether the request settles, waits, or is sent again. */
export class RefusalHandler {
  readonly #options: RefusalOptions
  readonly #classify: Classifier
  readonly #share: ShareVerdict
  /** The newest credential that the server accepted in a replay. */
  #accepted: { readonly credential: string | undefined; readonly snapshot: SessionSnapshot } | undefined

  readonly unchanged: UnchangedCredentials = new UnchangedCredentials()

  constructor(context: RefusalOptions) {
    const { classifierOptions, renewal } = context
    this.#options = context
    this.#classify = createClassifier(classifierOptions)
    this.#share = shareVerdict(() => `${renewal.state.generation} ${renewal.state.renewal?.id ?? 0}`)
  }

  /** A replay succeeded: its credential is alive. */
  accept({ snapshot, credential }: Pick<Attempt, 'snapshot' | 'credential'>): void {
    this.#accepted = { snapshot, credential: fingerprint(credential) }
    this.#options.renewal.dispatch({ type: 'replay-succeeded', generation: snapshot.generation })
  }

  /** True when the request should be sent once more. */
  async refused(response: Response, attempt: Attempt): Promise<boolean> {
    const { renewal, ports } = this.#options
    const { replayed, mode, isHandedBack, route, signal } = attempt
    if (mode === 'probe') return false
    const { verdict, cause, isOpen } = await countWait(this.#judge(response, attempt), attempt.memory, ports)
    if (response.ok && verdict.kind === 'none') return false
    if (!cause || isHandedBack || mode === 'handler' || renewal.runner.isHandlerSignal(signal)) {
      return this.settle(attempt, verdict)
    }
    // Listeners get an open refusal later, when it is known whose it is.
    if (!isOpen) this.settle(attempt, verdict)
    const isIntegration = route.role === 'integration'
    if (replayed && !this.#mayWaitAgain(attempt, cause)) {
      renewal.refusedAgain(describeRefusal(attempt, cause, isOpen))
      return isOpen && this.settle(attempt, isIntegration ? verdict : cause)
    }
    const isLate = attempt.snapshot.generation < renewal.state.generation
    if (!isLate && this.unchanged.has(attempt, cause, ports.now())) return isOpen && this.settle(attempt, cause)
    const outcome = await this.wait(attempt, cause, isOpen)
    if (outcome === 'replay') return true
    if (!isOpen) return false
    // Nothing could be renewed: then the refusal is what it looks like.
    const isTheirs = isIntegration && outcome === 'declined' && renewal.state.login !== 'signed-out'
    return this.settle(attempt, isTheirs ? verdict : cause)
  }

  /** Waits for fresh credentials; on `replay` the request is sent again. */
  async wait(attempt: Attempt, cause: Reauthenticate, isOpen: boolean): Promise<Outcome> {
    const { renewal, ports } = this.#options
    const { blockedReason, memory, signal } = attempt
    const joined = renewal.join({
      ...describeRefusal(attempt, cause, isOpen),
      canWait: blockedReason === undefined,
      ms: this.#timeLeft(attempt),
      signal,
    })
    const outcome = await countWait(joined, memory, ports)
    memory.wasRenewedElsewhere = renewal.state.wasRenewedElsewhere
    memory.cause = cause
    memory.isOpen = isOpen
    memory.isUnmet = outcome === 'partial'
    if (!memory.isUnmet) memory.levels = [...(memory.levels ?? []), levelOf(cause)]
    if (outcome !== 'replay' && outcome !== 'partial') return outcome
    memory.replays = (memory.replays ?? 0) + 1
    return 'replay'
  }

  /** The replay would carry the credential that was refused: true when `token` should be asked once more. */
  async unchangedCredential(attempt: Attempt): Promise<boolean> {
    const { memory } = attempt
    if (await this.#mayChange(attempt)) return true
    // It stays open whose refusal it is, and the listeners have not got it yet.
    if (memory.isOpen && memory.cause) this.settle(attempt, memory.cause)
    return false
  }

  /** Waits for what may bring another credential; false when nothing can. */
  async #mayChange(attempt: Attempt): Promise<boolean> {
    const { memory, summary } = attempt
    if (memory.cause && memory.isUnmet) return this.#waitAgain(attempt, memory.cause)
    if (memory.cause && memory.wasRenewedElsewhere) {
      if (await this.#waitForStorage(attempt)) return true
      // What the other tab got does not reach this one: it renews for itself.
      memory.asksAgain = 0
      return (memory.replays ?? 0) < MAX_REPLAYS && this.#waitAgain(attempt, memory.cause)
    }
    warnOnce('same-credential', `${summary.method} ${summary.url}`)
    // A nonce is no credential, and rotates nothing.
    if (memory.cause && levelOf(memory.cause) > 0) this.unchanged.add(attempt, memory.cause, this.#options.ports.now())
    return false
  }

  async #waitAgain(attempt: Attempt, cause: Reauthenticate): Promise<boolean> {
    const snapshot = this.#options.renewal.snapshot()
    return (await this.wait({ ...attempt, snapshot }, cause, attempt.memory.isOpen === true)) === 'replay'
  }

  /** The storage that tabs share lags: `token` is asked again for a moment. False when that took too long. */
  async #waitForStorage(attempt: Attempt): Promise<boolean> {
    const { memory } = attempt
    memory.asksAgain = (memory.asksAgain ?? 0) + 1
    if (memory.asksAgain > LAG_TRIES || this.#timeLeft(attempt) <= LAG_MS) return false
    memory.waited = (memory.waited ?? 0) + LAG_MS
    await pause(LAG_MS, this.#options.ports)
    return true
  }

  /** What is left of `maxWait` for a request, ms. */
  #timeLeft({ memory }: Attempt): number {
    return Math.max(1, this.#options.maxWait - (memory.waited ?? 0))
  }

  #judge(response: Response, attempt: Attempt): Promise<Judgement> {
    const { renewal, classifierOptions, probe, ports } = this.#options
    const { request, route, snapshot, credential, summary, mode } = attempt
    const { role, integration, manageHosts } = route
    const hosts = [...manageHosts, ...classifierOptions.origins.map((origin) => new URL(origin).host)]
    const exchange = { request, role, ...(integration !== undefined && { integration }), manageHosts: hosts }
    const isLate = (): boolean => snapshot.generation < renewal.state.generation
    return this.#classify(response, {
      exchange,
      isLate,
      // The probe itself may be the handler that sent it.
      probe:
        probe && mode !== 'handler'
          ? async () => (await withTimeout(probe(), this.#timeLeft(attempt), ports)) ?? noAnswer
          : undefined,
      hasCredential: credential !== undefined,
      wasAccepted: () => this.#wasAccepted(snapshot, credential),
      read: (read) => (isLate() ? read() : this.#share(response, exchange, summary.url, read)),
    })
  }

  /** Whether the very credential that was refused was accepted elsewhere, in a request that was sent later. */
  #wasAccepted({ sequence, generation }: SessionSnapshot, credential: string | undefined): boolean {
    const accepted = this.#accepted
    if (!accepted) return false
    const isLater = accepted.snapshot.sequence > sequence && accepted.snapshot.generation === generation
    return isLater && accepted.credential === fingerprint(credential)
  }

  /** The request settles with its refusal. */
  settle(attempt: Attempt, verdict: Verdict): false {
    attempt.judged(verdict)
    this.#options.report(verdict, attempt.summary, attempt.snapshot)
    return false
  }

  /** A replay that was refused may wait once more: for something else, or when it was no fresh credential of this tab. */
  #mayWaitAgain({ memory, blockedReason, snapshot }: Attempt, cause: Reauthenticate): boolean {
    if (blockedReason !== undefined || (memory.replays ?? 0) >= MAX_REPLAYS) return false
    if (snapshot.generation < this.#options.renewal.state.generation) return true
    return memory.wasRenewedElsewhere === true || !(memory.levels ?? []).includes(levelOf(cause))
  }
}

/** A refusal as the renewal sees it. */
function describeRefusal(attempt: Attempt, verdict: Reauthenticate, isOpen: boolean): RefusedAgain {
  const { summary, snapshot, mode, route } = attempt
  const mayAsk = mode === 'interactive' && route.mayAsk
  return { refusal: { verdict, request: summary, isOpen, mayAsk }, endpoint: endpointOf(attempt), snapshot }
}

/** What a back-off is for: one method of a path, or all of an integration. */
function endpointOf({ route, summary: { method, url } }: Attempt): string {
  return route.role === 'integration'
    ? integrationEndpoint(route.integration ?? new URL(url).pathname)
    : `${method} ${url}`
}

/** The endpoint that stands for an integration, by the name under which it is known as broken. */
export function integrationEndpoint(name: string): string {
  return `integration ${name}`
}
