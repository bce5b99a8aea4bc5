import { onScopeDispose } from 'vue'
import type { AuthEvents, AuthEventType } from '../session/index.js'
import { injectAuth } from './auth-plugin.js'
import { isServer } from './use-store-ref.js'

/**
 * Listens to one type of event for as long as the component, or the effect scope, lives; a server does not listen.
 *
 * @throws Error outside of an app with `authPlugin`
 * @throws TypeError for an unknown type
 * @example
 * useAuthEvent('signed-out', () => show('You are signed out.'))
 */
export function useAuthEvent<T extends AuthEventType>(type: T, listener: (event: AuthEvents[T]) => void): void {
  const auth = injectAuth('useAuthEvent')
  if (!isServer()) onScopeDispose(auth.on(type, listener))
}
