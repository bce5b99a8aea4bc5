import type { ShallowRef } from 'vue'
import type { AuthState } from '../session/index.js'
import { injectAuth } from './auth-plugin.js'
import { useStoreRef } from './use-store-ref.js'

/**
 * The state of the user's login; the component renders again when it changes.
 *
 * @throws Error outside of an app with `authPlugin`
 * @example
 * const state = useAuthState()
 */
export function useAuthState(): Readonly<ShallowRef<AuthState>>
/**
 * What `selector` takes from the state of the user's login; the component renders again when that changes (`Object.is`).
 *
 * @example
 * const status = useAuthState((state) => state.status)
 */
export function useAuthState<S>(selector: (state: AuthState) => S): Readonly<ShallowRef<S>>
export function useAuthState(
  selector: (state: AuthState) => unknown = (state) => state,
): Readonly<ShallowRef<unknown>> {
  return useStoreRef(injectAuth('useAuthState').state, selector, { status: 'unknown', generation: 0 })
}
