import { useEffect, useInsertionEffect, useLayoutEffect, useRef } from 'react'
import type { AuthEvents, AuthEventType } from '../session/index.js'
import { useProvidedAuth } from './provider.js'

/**
 * Listens to one type of event while the component is mounted; calls the listener of the latest render.
 *
 * @throws TypeError for an unknown type or a listener that is not a function
 * @throws Error when there is no `AuthProvider` above
 * @example
 * useAuthEvent('forbidden', ({ verdict }) => showNotice(verdict.reason))
 */
export function useAuthEvent<T extends AuthEventType>(type: T, listener: (event: AuthEvents[T]) => void): void {
  const auth = useProvidedAuth('useAuthEvent')
  if (typeof listener !== 'function') throw new TypeError('useAuthEvent: `listener` must be a function')
  const latest = useRef(listener)
  // Not while rendering, since React may discard a render. An insertion effect runs before all others: none of them
  // sees the listener of an earlier render.
  useInsertionEffect(() => {
    latest.current = listener
  })
  useListenEffect(() => auth.on(type, (event) => latest.current(event)), [auth, type])
}

/** An answer may come before React runs the other effects. React 18 warns of this one on a server. */
const useListenEffect: typeof useEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect
