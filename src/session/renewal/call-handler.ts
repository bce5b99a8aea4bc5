import { abortable } from '../abort.js'
import type { HandlerContext, RenewHandler } from '../options.js'
import type { Ports } from '../ports.js'
import { reportError } from '../store.js'
import { withTimeout } from '../timeout.js'
import { isError, isRefusal, isTransientError } from './handler-error.js'

/** How long `renew` may take, ms. */
export const RENEW_TIMEOUT_MS = 30_000

/** `failed`: for a reason that may pass; no user is signed out for it. */
export type Answer = 'renewed' | 'declined' | 'failed'

/**
 * Calls a handler of the app, and waits at most `ms`; never rejects. An answer `renewed` that comes after the time-out
 * goes to `onLate`; an answer that comes after the signal aborted counts for nothing.
 */
export async function callHandler(
  name: 'renew' | 'signIn',
  handler: RenewHandler,
  context: HandlerContext,
  ms: number,
  { onLate, ports }: { readonly onLate: () => void; readonly ports: Pick<Ports, 'after'> },
): Promise<Answer> {
  const { signal } = context
  // A subscriber of the state may have ended the round meanwhile.
  if (signal.aborted) return 'failed'
  const answer = runHandler(name, handler, context)
  const inTime = await withTimeout(abortable(answer, signal), ms, ports)
  if (inTime === undefined && !signal.aborted) void answer.then((late) => late === 'renewed' && onLate())
  return inTime ?? 'failed'
}

async function runHandler(name: string, handler: RenewHandler, context: HandlerContext): Promise<Answer> {
  try {
    const result: unknown = await handler(context)
    if (result === 'renewed' || result === true || result === undefined) return 'renewed'
    if (result === 'declined' || result === false || result === null) return 'declined'
    reportError(new TypeError(`createAuth: \`${name}\` must resolve to "renewed", "declined", a boolean or nothing`))
    return 'failed'
  } catch (error) {
    if (context.signal.aborted || isTransientError(error)) return 'failed'
    // A mistake in the handler must be seen; what an SDK explains is no mistake.
    if (isError(error) && !isRefusal(error)) reportError(error)
    return 'declined'
  }
}
