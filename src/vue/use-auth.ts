import type { Auth } from '../fetch/index.js'
import { injectAuth } from './auth-plugin.js'

/**
 * The `auth` that the app was given.
 *
 * @throws Error outside of an app with `authPlugin`
 * @example
 * const auth = useAuth()
 * const reports = await auth.fetch('/api/reports')
 */
export function useAuth(): Auth {
  return injectAuth('useAuth')
}
