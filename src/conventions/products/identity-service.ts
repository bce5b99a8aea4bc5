import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Identity services that an app's backend uses or relays: Keycloak, Ory Kratos and SuperTokens.
 *
 * @example
 * classify(response, { conventions: [identityService()] }) // 403 {"error":{"id":"session_aal2_required"}}
 */
export function identityService(): Convention {
  return conventionFromTables({
    name: 'identity-service',
    spec: 'Keycloak, Ory Kratos, SuperTokens',
    when: ({ role }) => role !== 'integration',
    codes: {
      'no-credentials': 'session_inactive',
      'step-up': 'session_aal2_required session_refresh_required',
      csrf: 'security_csrf_violation',
    },
    sentences: {
      'token-expired 401': ['try refresh token'],
      'token-revoked 401': ['token theft detected'],
      'account-disabled 400 401': ['Account disabled', 'Account is not fully set up'],
      'session-expired 400 401': ['Session not active'],
    },
  })
}
