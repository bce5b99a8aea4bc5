import type { Verdict } from '../verdict/index.js'
import type { RequestSummary, VerdictEvent } from './events.js'

/** An event whose `count` follows its cause, so that listeners who keep it see later hits too. */
export function countedEvent<T extends string, V extends Verdict>(
  type: T,
  verdict: V,
  request: RequestSummary,
  cause: { readonly count: number },
): VerdictEvent<T, V> {
  return {
    type,
    verdict,
    request,
    get count() {
      return cause.count
    },
  }
}
