import type { Verdict } from '../../verdict/index.js'
import type { SessionOptions } from '../options.js'
import type { Ports } from '../ports.js'
import type { Outcome } from '../renewal/renewal-event.js'
import type { Renewal, SessionSnapshot } from '../renewal/renewal.js'
import { levelOf } from '../renewal/renewal-state.js'
import type { Attempt, Session } from '../session.js'
import { warnOnce } from '../warn.js'
import { createClassifier, type Judgement } from './classify-refusal.js'
import type { Probe } from './probe.js'
import type { Reporter } from './report-refusal.js'
import { shareVerdict } from './share-verdict.js'
import { createUnreachableHandler } from './unreachable.js'

/** So often one request is sent again at most: for a nonce, for a login, for a step-up. */
const MAX_REPLAYS = 3
/** How often, and how far apart in ms, `token` is asked again while the storage of another tab lags. */
const LAG_TRIES = 20
const LAG_MS = 50

export interface RefusalOptions {
  readonly options: SessionOptions
  readonly origins: ReadonlySet<string>
  readonly ports: Ports
  readonly maxWait: number
  readonly probe: Probe | undefined
  readonly renewal: Renewal
  readonly report: Reporter
}

export interface RefusalHandler extends Pick<Session, 'refused' | 'unchangedCredential' | 'unreachable'> {
  /** A replay succeeded with this credential. */
  readonly accepted: (snapshot: SessionSnapshot, credential: string | undefined) => void
}

/** Decides for each refusal whether the request settles, waits, or is sent again. */
export function createRefusalHandler(context: RefusalOptions): RefusalHandler {
  const { options, origins, ports, maxWait, probe, renewal, report } = context
  const classify = createClassifier(options, origins, probe)
  const share = shareVerdict(() => `${renewal.snapshot().generation} ${renewal.state.renewal?.id ?? 0}`)
  let accepted: { readonly credential: string | undefined; readonly snapshot: SessionSnapshot } | undefined

  const judge = (response: Response, attempt: Attempt): Promise<Judgement> => {
    const { request, route, snapshot, credential, summary } = attempt
    const { role, integration, manageHosts } = route
    const exchange = { request, role, ...(integration !== undefined && { integration }), manageHosts }
    const isLate = (): boolean => snapshot.generation < renewal.state.generation
    return classify(response, {
      exchange,
      isLate,
      mayProbe: attempt.mode !== 'handler',
      hasCredential: credential !== undefined,
      wasAccepted: () =>
        accepted !== undefined &&
        accepted.snapshot.sequence > snapshot.sequence &&
        accepted.snapshot.generation === snapshot.generation &&
        accepted.credential === fingerprint(credential),
      read: (read) => (isLate() ? read() : share(response, exchange, summary.url, read)),
    })
  }

  const wait = async (attempt: Attempt, judgement: Judgement & { cause: object }): Promise<Outcome> => {
    const { summary, snapshot, mode, route, blockedReason, memory, signal } = attempt
    const level = levelOf(judgement.cause)
    const began = ports.now()
    const outcome = await renewal.join({
      verdict: judgement.cause,
      summary,
      snapshot,
      isOpen: judgement.isOpen,
      mayAsk: mode === 'interactive' && route.mayAsk,
      canWait: blockedReason === undefined,
      ms: Math.max(1, maxWait - (memory.waited ?? 0)),
      signal,
    })
    memory.waited = (memory.waited ?? 0) + Math.max(0, ports.now() - began)
    memory.wasRenewedElsewhere = renewal.state.wasRenewedElsewhere
    memory.cause = judgement.cause
    memory.levels = [...(memory.levels ?? []), level]
    return outcome
  }

  const refused: Session['refused'] = async (response, attempt) => {
    const { replayed, summary, snapshot, memory, mode, isHandedBack, route } = attempt
    if (mode === 'probe') return false
    const judgement = await judge(response, attempt)
    const { verdict, cause, isOpen } = judgement
    if (response.ok && verdict.kind === 'none') return false
    const settle = (final: Verdict): false => {
      attempt.judged(final)
      report(final, summary, snapshot)
      return false
    }
    if (cause === undefined || isHandedBack || mode === 'handler') return settle(verdict)
    // An open refusal is told of when it is known whose it is.
    if (!isOpen) settle(verdict)
    if (replayed && !mayWaitAgain(attempt, judgement)) {
      if (isOpen) return settle(route.role === 'integration' ? verdict : cause)
      renewal.refusedAgain(cause, summary, snapshot, mode === 'interactive' && route.mayAsk)
      return false
    }
    const outcome = await wait(attempt, { ...judgement, cause })
    if (outcome === 'replay') {
      memory.replays = (memory.replays ?? 0) + 1
      return true
    }
    if (!isOpen) return false
    // Nothing could be renewed: then the refusal is what it looks like.
    const isTheirs = route.role === 'integration' && outcome === 'declined' && renewal.state.login !== 'signed-out'
    return settle(isTheirs ? verdict : cause)
  }

  /** A replay that was refused may wait once more: for something else, or when it was no fresh credential of this tab. */
  function mayWaitAgain({ memory, blockedReason, snapshot }: Attempt, { cause }: Judgement): boolean {
    if (cause === undefined || blockedReason !== undefined || (memory.replays ?? 0) >= MAX_REPLAYS) return false
    if (snapshot.generation < renewal.state.generation) return true
    return memory.wasRenewedElsewhere === true || memory.levels?.includes(levelOf(cause)) !== true
  }

  const unchangedCredential: Session['unchangedCredential'] = async (attempt) => {
    const { memory, summary } = attempt
    if (memory.wasRenewedElsewhere === true && memory.cause !== undefined) {
      memory.asksAgain = (memory.asksAgain ?? 0) + 1
      if (memory.asksAgain <= LAG_TRIES) {
        await new Promise<void>((resolve) => {
          ports.after(LAG_MS, resolve)
        })
        return true
      }
      // What the other tab got does not reach this one: it renews for itself.
      const snapshot = renewal.snapshot()
      const outcome = await wait(
        { ...attempt, snapshot },
        { verdict: memory.cause, cause: memory.cause, isOpen: false },
      )
      return outcome === 'replay' && !memory.wasRenewedElsewhere
    }
    warnOnce(
      'same-credential',
      `${summary.method} ${summary.url} was refused, the login was renewed, and the request still carries the credential that was refused. Give createAuth the option \`token\`, so that each attempt carries the current one`,
    )
    return false
  }

  return {
    refused,
    unchangedCredential,
    unreachable: createUnreachableHandler({ options, ports, probe, wait, settle: report }),
    accepted: (snapshot, credential) => {
      accepted = { snapshot, credential: fingerprint(credential) }
    },
  }
}

/** Names a credential without keeping it: 53 bits of a hash. */
function fingerprint(credential: string | undefined): string | undefined {
  if (credential === undefined) return undefined
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < credential.length; at += 1) {
    const code = credential.charCodeAt(at)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  return `${high >>> 0} ${low >>> 0}`
}
