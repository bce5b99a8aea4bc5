import type { Reauthenticate } from '../../verdict/index.js'
import type { Attempt } from '../attempt.js'
import type { SessionOptions } from '../options.js'
import type { Ports } from '../ports.js'
import type { RefusalHandler } from './handle-refusal.js'
import type { Probe } from './probe.js'
import type { Reporter } from './report-refusal.js'

/** How long a probe's answer to a network error is kept: an outage must not become a storm of probes, ms. */
const KEEP_MS = 5_000

export interface UnreachableOptions {
  readonly options: SessionOptions
  readonly ports: Ports
  readonly probe: Probe | undefined
  readonly refusals: RefusalHandler
  readonly report: Reporter
}

/**
 * A listed origin gave no answer while the browser is online. That may be a gateway's redirect to an identity provider,
 * which `fetch` cannot tell from a dead server: the probe tells.
 */
export function createUnreachableHandler({
  options,
  ports,
  probe,
  refusals,
  report,
}: UnreachableOptions): (attempt: Attempt) => Promise<boolean> {
  let last: { readonly at: number; readonly isSignedOut: Promise<boolean> } | undefined
  const ask = (): Promise<boolean> => {
    if (last !== undefined && ports.now() - last.at < KEEP_MS) return last.isSignedOut
    last = { at: ports.now(), isSignedOut: isSignedOut(options, probe) }
    return last.isSignedOut
  }
  return async (attempt) => {
    const { summary, snapshot, mode, isHandedBack } = attempt
    const mayAsk = mode === 'interactive' || mode === 'background'
    if (probe === undefined || !mayAsk || isHandedBack || !isOnline() || !(await ask())) return false
    const verdict = redirected(summary.url)
    attempt.judged(verdict)
    report(verdict, summary, snapshot)
    return (await refusals.wait(attempt, verdict, false)) === 'replay'
  }
}

/** A probe URL is asked for its redirect, which is not followed; a function is asked as it is. */
async function isSignedOut({ probe: option, fetch }: SessionOptions, probe: Probe | undefined): Promise<boolean> {
  if (typeof option !== 'string') {
    const answer = await probe?.()
    return answer !== undefined && !(answer.isSignedIn ?? true)
  }
  try {
    const base = globalThis.document?.baseURI ?? globalThis.location?.href
    const response = await (fetch ?? globalThis.fetch)(new URL(option, base).href, {
      redirect: 'manual',
      credentials: 'include',
      headers: { accept: 'application/json' },
    })
    void response.body?.cancel().catch(() => {})
    const isRedirect = response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)
    return isRedirect || response.status === 401
  } catch {
    return false
  }
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
