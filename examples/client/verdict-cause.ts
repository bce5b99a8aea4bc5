import type { Verdict } from 'why401'
import { auth } from './auth.ts'

/**
 * The same for refusals that one renewal or sign-in answers: the log has one entry for them. Undefined for a refusal
 * that nothing answers by itself.
 */
export function causeOf({ kind, reason, status, url }: Verdict, method: string): string | undefined {
  if (kind !== 'reauthenticate') return undefined
  return [auth.state.get().generation, reason, status, method, url].join(' ')
}
