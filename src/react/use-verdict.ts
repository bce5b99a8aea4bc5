import { useInsertionEffect, useMemo } from 'react'
import { type AuthEvents, latestVerdict, type RefusalKind } from '../session/index.js'
import { useProvidedAuth } from './provider.js'
import { identity, useStore } from './use-store.js'

/** The newest verdict of one kind, and how to dismiss it. */
export interface UseVerdictResult<K extends RefusalKind> {
  readonly verdict: AuthEvents[K]['verdict'] | undefined
  /** Call it when the user has seen the verdict. */
  readonly dismiss: () => void
}

/**
 * The newest verdict of one kind since the component was mounted, until it is dismissed, or settled by a sign-in, a
 * renewal or a new key.
 *
 * @throws TypeError for an unknown kind
 * @throws Error when there is no `AuthProvider` above
 * @example
 * const { verdict, dismiss } = useVerdict('forbidden')
 */
export function useVerdict<K extends RefusalKind>(kind: K): UseVerdictResult<K> {
  const auth = useProvidedAuth('useVerdict')
  const latest = useMemo(() => latestVerdict(auth, kind), [auth, kind])
  // It listens before any effect can send a request, and goes on in a part of the page that is hidden (`Activity`).
  useInsertionEffect(() => latest.subscribe(() => {}), [latest])
  return { verdict: useStore(latest, undefined, identity), dismiss: latest.dismiss }
}
