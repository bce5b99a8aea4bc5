import type { Convention } from '../verdict/index.js'
import { family } from './family.js'

/**
 * Flask's extensions: Flask-JWT-Extended (422 for a malformed token), Flask-Security, Flask-Login (RFC 9110 §15.5.2 leaves
 * the words to them).
 *
 * @example
 * classify(response, { conventions: [flask()] }) // 401 {"msg":"Fresh token required"}
 */
export function flask(): Convention {
  return family({
    name: 'flask',
    spec: 'Flask-JWT-Extended, default_callbacks.py',
    sentences: {
      'Missing Authorization Header': 'no-credentials',
      'Missing JWT in ': 'no-credentials',
      'Missing cookie "': { reason: 'no-credentials', statuses: [401] },
      'Bad Authorization header. Expected ': 'token-invalid',
      "Missing 'Bearer' type in 'Authorization' header": 'no-credentials',
      'Token has expired': { reason: 'token-expired', statuses: [401, 403, 422] },
      'Token has been revoked': 'token-revoked',
      'Fresh token required': 'step-up',
      'Only non-refresh tokens are allowed': 'token-invalid',
      'Only refresh tokens are allowed': 'token-invalid',
      'Error loading the user ': { reason: 'token-invalid', statuses: [401] },
      'You must re-authenticate to access this endpoint': 'step-up',
      'You are not authenticated. Please supply the correct credentials': 'no-credentials',
      'You must sign in to view this resource.': 'no-credentials',
      'Authentication failed - identity or password/passcode invalid': 'wrong-credentials',
      'You do not have permission to view this resource.': { reason: 'permission', statuses: [403] },
    },
  })
}
