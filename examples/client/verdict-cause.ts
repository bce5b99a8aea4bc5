import type { Verdict } from 'why401'
import { traffic } from './scenarios/page-traffic.ts'

/**
 * The same for refusals that one renewal or sign-in answers, late ones included: the log has one entry for them.
 * Undefined for a refusal that nothing answers by itself.
 */
export function causeOf({ kind, reason, status, url }: Verdict, method: string): string | undefined {
  if (kind !== 'reauthenticate') return undefined
  return [traffic.refusedIn(`${method} ${url}`), reason, status, method, url].join(' ')
}
