import type { ShallowRef } from 'vue'
import { type AuthEvents, latestVerdict, type RefusalKind } from '../session/index.js'
import type { Verdict } from '../verdict/index.js'
import { injectAuth } from './auth-plugin.js'
import { follow } from './follow.js'

/** The newest verdict of one kind, for as long as there is something to show. */
export interface UseVerdictResult<V extends Verdict> {
  readonly verdict: Readonly<ShallowRef<V | undefined>>
  /** The user has seen it. */
  readonly dismiss: () => void
}

/**
 * The newest verdict of one kind until it is dismissed, or settled by a sign-in, a renewal or a new key.
 *
 * @throws Error outside of an app with `authPlugin`
 * @throws TypeError for an unknown kind
 * @example
 * const { verdict, dismiss } = useVerdict('forbidden')
 */
export function useVerdict<K extends RefusalKind>(kind: K): UseVerdictResult<AuthEvents[K]['verdict']> {
  const latest = latestVerdict(injectAuth('useVerdict'), kind)
  return { verdict: follow(latest, (verdict) => verdict, undefined), dismiss: latest.dismiss }
}
