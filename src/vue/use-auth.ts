import type { Auth } from '../fetch/index.js'
import { injectAuth } from './auth-plugin.js'

/**
 * The `auth` of the app, or of the nearest `provideAuth`.
 *
 * @throws Error outside of an app with `authPlugin`
 * @example
 * const auth = useAuth()
 * const reports = await auth.fetch('/api/reports')
 */
export function useAuth(): Auth {
  return injectAuth('useAuth')
}
