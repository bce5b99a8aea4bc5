import type { ShallowRef } from 'vue'
import type { AuthState } from '../session/index.js'
import { injectAuth } from './auth-plugin.js'
import { follow } from './follow.js'

/**
 * What the session knows of the user's login. With a selector, what that picks, so that nothing else renders anew.
 *
 * @throws Error outside of an app with `authPlugin`
 * @example
 * const status = useAuthState((state) => state.status)
 */
export function useAuthState(): Readonly<ShallowRef<AuthState>>
export function useAuthState<S>(selector: (state: AuthState) => S): Readonly<ShallowRef<S>>
export function useAuthState(
  selector: (state: AuthState) => unknown = (state) => state,
): Readonly<ShallowRef<unknown>> {
  return follow(injectAuth('useAuthState').state, selector, { status: 'unknown', generation: 0 })
}
