import { type Context, createContext, createElement, type ReactElement, type ReactNode, useContext } from 'react'
import { type Auth, mustBeAuth } from '../fetch/index.js'

const AuthContext: Context<Auth | undefined> = createContext<Auth | undefined>(undefined)

/** The props of `AuthProvider`. */
export interface AuthProviderProps {
  readonly auth: Auth
  readonly children?: ReactNode
}

/**
 * Provides the `auth` that the hooks of all components below it use.
 *
 * @throws TypeError when `auth` does not come from `createAuth`
 * @example
 * import { createElement } from 'react'
 * import { AuthProvider } from 'why401/react'
 * const page = createElement(AuthProvider, { auth }, 'Whatever is in here may use the hooks.')
 */
export function AuthProvider({ auth, children }: AuthProviderProps): ReactElement {
  mustBeAuth(auth, 'AuthProvider')
  return createElement(AuthContext.Provider, { value: auth }, children)
}

/**
 * The `auth` of the nearest `AuthProvider`.
 *
 * @throws Error when there is no `AuthProvider` above
 * @example
 * const { fetch } = useAuth()
 */
export function useAuth(): Auth {
  return useProvidedAuth('useAuth')
}

/** `hook` names the hook in the error. */
export function useProvidedAuth(hook: string): Auth {
  const auth = useContext(AuthContext)
  if (auth === undefined) throw new Error(`${hook}: there is no <AuthProvider> above this component`)
  return auth
}
