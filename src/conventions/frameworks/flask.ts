import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Flask-JWT-Extended, Flask-Security and Flask-Login. Flask-JWT-Extended answers 422 to a malformed token; RFC 6750
 * §3.1 has 401 for it.
 *
 * @example
 * classify(response, { conventions: [flask()] }) // 401 {"msg":"Fresh token required"}
 */
export function flask(): Convention {
  return conventionFromTables({
    name: 'flask',
    spec: 'Flask-JWT-Extended',
    sentences: {
      'no-credentials': [
        'Missing Authorization Header',
        'Missing JWT in ',
        "Missing 'Bearer' type in 'Authorization' header",
        'You are not authenticated. Please supply the correct credentials',
        'You must sign in to view this resource.',
      ],
      'no-credentials 401': ['Missing cookie "'],
      'token-invalid': [
        'Bad Authorization header. Expected ',
        'Only non-refresh tokens are allowed',
        'Only refresh tokens are allowed',
      ],
      'token-expired 401 403 422': ['Token has expired'],
      'token-revoked': ['Token has been revoked'],
      'step-up': ['Fresh token required', 'You must re-authenticate to access this endpoint'],
      'token-invalid 401': ['Error loading the user '],
      'wrong-credentials': ['Authentication failed - identity or password/passcode invalid'],
      'permission 403': ['You do not have permission to view this resource.'],
    },
  })
}
