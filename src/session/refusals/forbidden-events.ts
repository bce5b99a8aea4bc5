import type { Forbidden } from '../../verdict/index.js'
import { type AuthEvents, countedEvent, type RequestSummary } from '../events.js'
import type { Ports } from '../ports.js'

/** For how long the same refusal of the same endpoint is one event, ms. */
export const FORBIDDEN_MS = 5_000

/** One event for each (method, path, reason) in a short window. */
export function createForbiddenEmitter(
  emit: (event: AuthEvents['forbidden']) => void,
  { now: clock }: Pick<Ports, 'now'>,
): (verdict: Forbidden, request: RequestSummary) => void {
  const seen = new Map<string, { count: number; readonly until: number }>()
  return (verdict, request) => {
    const now = clock()
    for (const [key, { until }] of seen) if (until <= now) seen.delete(key)
    const key = `${request.method} ${verdict.url} ${verdict.reason}`
    const cause = seen.get(key)
    if (cause !== undefined) {
      cause.count += 1
      return
    }
    const fresh = { count: 1, until: now + FORBIDDEN_MS }
    seen.set(key, fresh)
    emit(countedEvent('forbidden', verdict, request, fresh))
  }
}
