import type { Attempt } from '../attempt.js'
import { warnOnce } from '../development/warn.js'
import type { Ports } from '../ports.js'
import { countWait } from './count-wait.js'
import type { Renewal } from './renewal.js'
import { SELF_WAIT_MS } from './self-wait.js'

/** Holds a request back while a renewal is pending; what it waits counts for its `maxWait`. */
export async function holdBack(
  renewal: Renewal,
  { summary, signal, memory }: Pick<Attempt, 'summary' | 'signal' | 'memory'>,
  ms: number,
  ports: Ports,
): Promise<void> {
  const called = renewal.snapshot()
  const canBeOwn = renewal.isRenewing && ms > SELF_WAIT_MS
  await countWait(renewal.hold(canBeOwn ? SELF_WAIT_MS : ms, signal), memory, ports)
  // It was made as one user, and would be sent as another.
  renewal.assertSameLogin(called)
  // The renewal may wait for this very request.
  if (canBeOwn && renewal.isHolding) warnOnce('waits-for-itself', `${summary.method} ${summary.url}`)
}
