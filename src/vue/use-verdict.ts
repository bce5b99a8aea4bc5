import type { ShallowRef } from 'vue'
import { type AuthEvents, latestVerdict, type RefusalKind } from '../session/index.js'
import { injectAuth } from './auth-plugin.js'
import { useStoreRef } from './use-store-ref.js'

/** The newest verdict of one kind, and how to dismiss it. */
export interface UseVerdictResult<K extends RefusalKind> {
  readonly verdict: Readonly<ShallowRef<AuthEvents[K]['verdict'] | undefined>>
  /** Call it when the user has seen the verdict. */
  readonly dismiss: () => void
}

/**
 * The newest verdict of one kind since the component was set up, until it is dismissed, or settled by a sign-in, a
 * renewal or a new key.
 *
 * @throws Error outside of an app with `authPlugin`
 * @throws TypeError for an unknown kind
 * @example
 * const { verdict, dismiss } = useVerdict('forbidden')
 */
export function useVerdict<K extends RefusalKind>(kind: K): UseVerdictResult<K> {
  const latest = latestVerdict(injectAuth('useVerdict'), kind)
  return { verdict: useStoreRef(latest, (verdict) => verdict, undefined), dismiss: latest.dismiss }
}
