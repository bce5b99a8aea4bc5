import type { Reauthenticate } from '../../verdict/index.js'
import { abortable, withTimeout } from '../wait-briefly.js'
import { type Attempt, isSafe } from '../attempt.js'
import type { SessionOptions } from '../options.js'
import type { Ports } from '../ports.js'
import type { Renewal } from '../renewal/renewal.js'
import type { RefusalHandler } from './handle-refusal.js'
import { type Probe, PROBE_TIMEOUT_MS } from './probe.js'
import type { Reporter } from './report-refusal.js'

/** How long a probe's answer to a network error is kept: an outage must not become a storm of probes, ms. */
const KEEP_MS = 5_000

export interface UnreachableOptions {
  readonly options: SessionOptions
  readonly ports: Ports
  readonly probe: Probe | undefined
  /** Sends the request of a probe URL with credentials, and joins no renewal. */
  readonly send: typeof globalThis.fetch
  readonly refusals: RefusalHandler
  readonly renewal: Pick<Renewal, 'canSendAgain'>
  readonly report: Reporter
}

/** A request that gave no answer may have had its effect all the same. */
const UNKNOWN_EFFECT = 'no answer came, so that it may have had its effect'

/**
 * A listed origin gave no answer while the browser is online. That may be a gateway's redirect to an identity provider,
 * which `fetch` cannot tell from a dead server: the probe tells.
 */
export function createUnreachableHandler({
  options,
  ports,
  probe,
  send,
  refusals,
  renewal,
  report,
}: UnreachableOptions): (attempt: Attempt) => Promise<boolean> {
  let last: { readonly at: number; readonly isSignedOut: Promise<boolean> } | undefined
  const ask = (): Promise<boolean> => {
    if (last !== undefined && ports.now() - last.at < KEEP_MS) return last.isSignedOut
    last = { at: ports.now(), isSignedOut: isSignedOut(options.probe, probe, send, ports) }
    return last.isSignedOut
  }
  return async (attempt) => {
    const { summary, snapshot, mode, isHandedBack, memory, signal } = attempt
    const mayAct = mode === 'interactive' || mode === 'background'
    // Fresh credentials did not help before: the server gives no answer for another reason.
    const hasWaited = memory.levels?.includes(1) === true
    if (probe === undefined || !mayAct || isHandedBack || hasWaited || !isOnline()) return false
    if (!(await abortable(ask(), signal))) return false
    const verdict = redirected(summary.url)
    attempt.judged(verdict)
    report(verdict, summary, snapshot)
    const blockedReason = attempt.blockedReason ?? (isSafe(summary.method) ? undefined : UNKNOWN_EFFECT)
    const outcome = await refusals.wait({ ...attempt, blockedReason }, verdict, false)
    return outcome === 'replay' && renewal.canSendAgain(snapshot)
  }
}

/** A probe URL is asked for its redirect, which is not followed; a function is asked as it is. */
async function isSignedOut(
  option: SessionOptions['probe'],
  probe: Probe | undefined,
  send: typeof globalThis.fetch,
  ports: Pick<Ports, 'after'>,
): Promise<boolean> {
  if (typeof option !== 'string') {
    const answer = await probe?.()
    return answer !== undefined && !(answer.isSignedIn ?? true)
  }
  const controller = new AbortController()
  const response = await withTimeout(look(option, send, controller.signal), PROBE_TIMEOUT_MS, ports)
  // Also what answers too late is told to stop.
  controller.abort()
  if (response === undefined) return false
  const isRedirect = response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)
  return isRedirect || response.status === 401
}

/** Sends the probe with the credentials of the app: a 401 without them would say nothing. */
async function look(option: string, send: typeof globalThis.fetch, signal: AbortSignal): Promise<Response> {
  const base = globalThis.document?.baseURI ?? globalThis.location?.href
  return send(new URL(option, base).href, {
    redirect: 'manual',
    credentials: 'include',
    headers: { accept: 'application/json' },
    signal,
  })
}

function isOnline(): boolean {
  return globalThis.navigator?.onLine ?? true
}

function redirected(url: string): Reauthenticate {
  return {
    kind: 'reauthenticate',
    reason: 'login-redirect',
    remedy: 'sign-in',
    certainty: 'likely',
    status: 0,
    url,
    challenges: [],
    because: [
      {
        rule: 'session/unreachable',
        saw: 'no answer came, and the probe says that the user is signed out',
        where: 'the probe',
        kind: 'reauthenticate',
        certainty: 'likely',
      },
    ],
  }
}
