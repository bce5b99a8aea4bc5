import { inDevelopment, warnOnce } from '../development/warn.js'
import type { RequestSummary } from '../events.js'
import type { Ports } from '../ports.js'

/** How long a request may wait for a handler that may have sent it, before a warning, ms. */
export const SELF_WAIT_MS = 5_000

/** Tells a developer of a request that waits for the handler that may have sent it. */
export function watchSelfWait(
  { method, url }: RequestSummary,
  outcome: Promise<unknown>,
  { after }: Pick<Ports, 'after'>,
): void {
  inDevelopment(() => {
    const cancel = after(SELF_WAIT_MS, () => warnOnce('waits-for-itself', `${method} ${url}`), { background: true })
    void outcome.then(cancel, cancel)
  })
}
