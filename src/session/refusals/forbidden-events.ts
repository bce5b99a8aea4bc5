import type { Forbidden } from '../../verdict/index.js'
import { putLast } from '../bounded.js'
import { countedEvent } from '../counted-event.js'
import type { RequestSummary } from '../events.js'
import type { ReporterContext } from './report-refusal.js'

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
export function createForbiddenEmitter({
  events,
  clock,
  ports,
}: ReporterContext): (verdict: Forbidden, request: RequestSummary, sequence: number) => void {
  const causes = new Map<string, Cause>()
  return (verdict, request, sequence) => {
    const now = ports.now()
    const key = `${request.method} ${verdict.url} ${verdict.reason}`
    const known = causes.get(key)
    const isPoll = request.method === 'GET' || request.method === 'HEAD'
    if (known && (sequence <= known.sequence || (isPoll && now < known.until))) {
      known.count += 1
      known.until = now + FORBIDDEN_WINDOW_MS
      return
    }
    const cause = { count: 1, until: now + FORBIDDEN_WINDOW_MS, sequence: clock.sequence }
    putLast(causes, key, cause, MAX_CAUSES)
    events.emit(countedEvent('forbidden', verdict, request, cause))
  }
}
