import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Clerk: its middleware tells the reason in headers, also under 404; its API has typed codes (Clerk backend
 * `authenticateRequest`; Clerk "Frontend API errors").
 *
 * @example
 * classify(response, { conventions: [clerk()] }) // 404, X-Clerk-Auth-Status: signed-out
 */
export function clerk(): Convention {
  return conventionFromTables({
    name: 'clerk',
    spec: 'Clerk',
    headers: {
      'x-clerk-auth-reason': {
        'token-expired 401 403 404': ['token-expired', 'session-token-expired'],
      },
      'x-clerk-auth-status': {
        'no-credentials 401 403 404': ['signed-out'],
        'token-expired 401 403 404': ['handshake'],
      },
    },
    codes: {
      'wrong-credentials 400 401 403 404 422': 'form_password_incorrect form_identifier_not_found form_code_incorrect',
      'account-locked likely': 'user_locked',
      'step-up': 'session_reverification_required reverification-error',
      'no-credentials 401': 'authentication_invalid',
      'no-credentials': 'signed_out',
    },
  })
}
