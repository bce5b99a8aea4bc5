import type { Reauthenticate } from '../../verdict/index.js'
import { abortable } from '../wait-briefly.js'
import { type Attempt, isSafe } from '../attempt.js'
import type { AuthOptions } from '../options.js'
import type { Ports } from '../ports.js'
import type { Renewal } from '../renewal/renewal.js'
import type { AuthState } from '../state.js'
import type { Store } from '../store.js'
import type { RefusalHandler } from './handle-refusal.js'
import { askInTime, type Probe, requestOf, type SendProbe } from './probe.js'

/**
 * How long a probe's answer to a network error is kept, ms: an outage must not become a storm of probes. A renewal or a sign-in
 * ends it, since the answer was about the login before.
 */
const KEEP_MS = 5_000

export interface UnreachableOptions {
  readonly options: AuthOptions
  readonly state: Pick<Store<AuthState>, 'get'>
  readonly ports: Ports
  readonly probe: Probe | undefined
  readonly send: SendProbe
  readonly refusals: RefusalHandler
  readonly renewal: Pick<Renewal, 'canSendAgain'>
}

/**
 * A listed origin gave no answer while the browser was online. That may be a gateway's redirect to an identity provider,
 * which `fetch` reports as it does a dead server: the probe finds out.
 */
export function createUnreachableHandler({
  options,
  state,
  ports,
  probe,
  send,
  refusals,
  renewal,
}: UnreachableOptions): (attempt: Attempt) => Promise<boolean> {
  let last: { readonly at: number; readonly generation: number; readonly isSignedOut: Promise<boolean> } | undefined
  const ask = (own: Probe): Promise<boolean> => {
    const { generation } = state.get()
    const at = ports.now()
    if (last?.generation !== generation || at - last.at >= KEEP_MS) {
      last = { at, generation, isSignedOut: isSignedOut(options.probe, own, send, ports) }
    }
    return last.isSignedOut
  }
  return async (attempt) => {
    const { summary, snapshot, mode, isHandedBack, memory, signal } = attempt
    const mayAct = mode === 'interactive' || mode === 'background'
    // Fresh credentials did not help before: the server gives no answer for another reason.
    const hasWaited = memory.levels?.includes(1) === true
    if (!probe || !mayAct || isHandedBack || hasWaited) return false
    if (!(await abortable(ask(probe), signal))) return false
    const verdict = redirected(summary.url)
    refusals.settle(attempt, verdict)
    // A request that got no answer may have had its effect all the same.
    const blockedReason = attempt.blockedReason ?? (isSafe(summary.method) ? undefined : 'no answer')
    const outcome = await refusals.wait({ ...attempt, blockedReason }, verdict, false)
    return outcome === 'replay' && renewal.canSendAgain(snapshot)
  }
}

/** A probe URL is asked for its redirect, which is not followed, with the credentials of the app; a function is asked as it is. */
async function isSignedOut(
  option: AuthOptions['probe'],
  probe: Probe,
  send: SendProbe,
  ports: Pick<Ports, 'after'>,
): Promise<boolean> {
  if (typeof option !== 'string') return (await probe()).isSignedIn === false
  const response = await askInTime(async (signal) => send(requestOf(option, signal, 'manual')), ports)
  if (!response) return false
  const { type, status } = response
  return type === 'opaqueredirect' || (status >= 300 && status < 400) || status === 401
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
