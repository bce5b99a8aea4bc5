import { useMemo } from 'react'
import { type AuthEvents, latestVerdict, type RefusalKind } from '../session/index.js'
import { useProvided } from './provider.js'
import { itself, useStore } from './use-store.js'

/** The newest verdict of one kind, and how to be done with it. */
export interface UseVerdictResult<K extends RefusalKind> {
  readonly verdict: AuthEvents[K]['verdict'] | undefined
  /** The user has seen it. */
  readonly dismiss: () => void
}

/**
 * The newest verdict of a kind since the component is shown, until it is dismissed or settled; see `latestVerdict`.
 *
 * @throws TypeError for an unknown kind
 * @throws Error when there is no `AuthProvider` above
 * @example
 * const { verdict, dismiss } = useVerdict('forbidden')
 */
export function useVerdict<K extends RefusalKind>(kind: K): UseVerdictResult<K> {
  const auth = useProvided('useVerdict')
  const latest = useMemo(() => latestVerdict(auth, kind), [auth, kind])
  return { verdict: useStore(latest, undefined, itself), dismiss: latest.dismiss }
}
