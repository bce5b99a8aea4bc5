import { useEffect, useInsertionEffect, useRef } from 'react'
import type { AuthEvents, AuthEventType } from '../session/index.js'
import { useProvided } from './provider.js'

/**
 * Listens to one type of event while the component is shown; the listener of the newest render is called.
 *
 * @throws TypeError for an unknown type or a listener that is not a function
 * @throws Error when there is no `AuthProvider` above
 * @example
 * useAuthEvent('forbidden', ({ verdict }) => showNotice(verdict.reason))
 */
export function useAuthEvent<T extends AuthEventType>(type: T, listener: (event: AuthEvents[T]) => void): void {
  const auth = useProvided('useAuthEvent')
  if (typeof listener !== 'function') throw new TypeError('useAuthEvent: `listener` must be a function')
  const newest = useRef(listener)
  // Not while rendering: a render that is thrown away has no say. Before any other effect, so that none meets an old one.
  useInsertionEffect(() => {
    newest.current = listener
  })
  useEffect(() => auth.on(type, (event) => newest.current(event)), [auth, type])
}
