import type { Convention } from '../verdict/index.js'
import { family } from './family.js'

/**
 * Identity services that an app's own backend is, or passes on: Keycloak, Ory Kratos, SuperTokens
 * (RFC 9110 §15.5.2).
 *
 * @example
 * classify(response, { conventions: [identityService()] }) // 403 {"error":{"id":"session_aal2_required"}}
 */
export function identityService(): Convention {
  return family({
    name: 'identity-service',
    spec: 'Keycloak, Ory Kratos, SuperTokens',
    when: ({ role }) => role !== 'integration',
    codes: {
      session_inactive: 'no-credentials',
      session_aal2_required: 'step-up',
      session_refresh_required: 'step-up',
      security_csrf_violation: 'csrf',
    },
    sentences: {
      'try refresh token': { reason: 'token-expired', statuses: [401] },
      'token theft detected': { reason: 'token-revoked', statuses: [401] },
      'Account disabled': { reason: 'account-disabled', statuses: [400, 401] },
      'Account is not fully set up': { reason: 'account-disabled', statuses: [400, 401] },
      'Session not active': { reason: 'session-expired', statuses: [400, 401] },
    },
  })
}
