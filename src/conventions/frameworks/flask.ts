import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Flask's extensions: Flask-JWT-Extended (422 for a malformed token), Flask-Security, Flask-Login (RFC 9110 §15.5.2 leaves
 * the words to them).
 *
 * @example
 * classify(response, { conventions: [flask()] }) // 401 {"msg":"Fresh token required"}
 */
export function flask(): Convention {
  return family
}

const family: Convention = /* @__PURE__ */ conventionFromTables({
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
