import type { Forbidden } from '../../verdict/index.js'
import { countedEvent } from '../counted-event.js'
import type { AuthEvents, RequestSummary } from '../events.js'
import type { Ports } from '../ports.js'

/** For how long a poll that is refused again and again is one event, ms. */
export const FORBIDDEN_WINDOW_MS = 5_000
/** How many causes are remembered. */
const MAX_CAUSES = 100

interface Cause {
  count: number
  until: number
  /** The newest request that had been sent when the event was emitted. */
  readonly sequence: number
}

/**
 * One event for each cause (method, path, reason): for requests that were on their way together, and for a GET that is
 * repeated within 5 s. A DELETE that the user tries again is a new cause.
 */
export function createForbiddenEmitter(
  emit: (event: AuthEvents['forbidden']) => void,
  { now: clock }: Pick<Ports, 'now'>,
): (verdict: Forbidden, request: RequestSummary, sent: { readonly sequence: number; readonly newest: number }) => void {
  const causes = new Map<string, Cause>()
  return (verdict, request, { sequence, newest }) => {
    const now = clock()
    const key = `${request.method} ${verdict.url} ${verdict.reason}`
    const known = causes.get(key)
    const isPoll = request.method === 'GET' || request.method === 'HEAD'
    if (known !== undefined && (sequence <= known.sequence || (isPoll && now < known.until))) {
      known.count += 1
      known.until = now + FORBIDDEN_WINDOW_MS
      return
    }
    const cause = { count: 1, until: now + FORBIDDEN_WINDOW_MS, sequence: newest }
    causes.delete(key)
    causes.set(key, cause)
    for (const oldest of causes.keys()) {
      if (causes.size <= MAX_CAUSES) break
      causes.delete(oldest)
    }
    emit(countedEvent('forbidden', verdict, request, cause))
  }
}
