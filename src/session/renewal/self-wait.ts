import type { RequestSummary } from '../events.js'
import type { Ports } from '../ports.js'
import { warnOnce } from '../development/warn.js'
import type { Waiters } from './waiters.js'

/** A request that waits so long for a handler, and may have been sent by it, is told of, ms. */
export const SELF_WAIT_MS = 5_000

/** Watches a waiter whose request was sent after the handler was called, for which it waits. */
export function watchSelfWait(
  waiter: number,
  { method, url }: RequestSummary,
  waiters: Waiters,
  ports: Pick<Ports, 'after'>,
): void {
  const warn = (): void => {
    if (waiters.has(waiter)) warnSelfWait(`${method} ${url}`)
  }
  const cancel = ports.after(SELF_WAIT_MS, warn, { background: true })
  void waiters.ended(waiter).then(cancel)
}

/** Tells a developer of a request that may wait for the handler that sent it. */
export function warnSelfWait(request: string): void {
  warnOnce(
    'waits-for-itself',
    `${request} waits for a renewal or a sign-in that has been pending for 5 s. If a handler sent it, use the \`fetch\` of the handler's context, or give the endpoint the role \`renewal\` or \`sign-in\`. A login page calls \`auth.signedIn()\``,
  )
}
