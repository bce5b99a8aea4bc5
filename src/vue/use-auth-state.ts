import type { ShallowRef } from 'vue'
import type { AuthState } from '../session/index.js'
import { injectAuth } from './auth-plugin.js'
import { useStoreRef } from './use-store-ref.js'

/**
 * The state of the user's login, or what `selector` takes from it; the component renders again when that changes
 * (`Object.is`).
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
  return useStoreRef(injectAuth('useAuthState').state, selector, { status: 'unknown', generation: 0 })
}
