import type { AuthState } from '../session/index.js'
import { useProvidedAuth } from './provider.js'
import { identity, useStore } from './use-store.js'

const initial: AuthState = { status: 'unknown', generation: 0 }

/**
 * The state of the user's login; the component renders again when it changes.
 *
 * @throws Error when there is no `AuthProvider` above
 * @example
 * const { status } = useAuthState()
 */
export function useAuthState(): AuthState
/**
 * What `selector` takes from the state of the user's login; the component renders again when that changes (`Object.is`).
 *
 * @example
 * const isSignedIn = useAuthState(({ status }) => status === 'signed-in')
 */
export function useAuthState<S>(selector: (state: AuthState) => S): S
export function useAuthState<S>(selector?: (state: AuthState) => S): S | AuthState {
  const { state } = useProvidedAuth('useAuthState')
  return useStore<AuthState, S | AuthState>(state, initial, selector ?? identity)
}
