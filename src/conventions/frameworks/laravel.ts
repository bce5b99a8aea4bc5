import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Laravel with Sanctum, Passport, Fortify and spatie/laravel-permission: 419 for a session that is gone, 423 for a password
 * to confirm (RFC 4918 §11.3 has it for locks).
 *
 * @example
 * classify(response, { conventions: [laravel()] }) // 423 {"message":"Password confirmation required."}
 */
export function laravel(): Convention {
  return family
}

const family: Convention = /* @__PURE__ */ conventionFromTables({
  name: 'laravel',
  spec: 'Laravel',
  // One word, so a code by its looks; but it is translated like any other sentence.
  codes: {
    'no-credentials likely': 'unauthenticated.',
  },
  sentences: {
    'step-up 423 403': ['Password confirmation required.'],
    'wrong-credentials': [
      'These credentials do not match our records',
      'The provided credentials are incorrect',
      'The provided password was incorrect',
    ],
    'no-credentials 401 403': ['User is not logged in.'],
    'policy 403': ['Your email address is not verified.'],
    'insufficient-scope': ['Invalid ability provided.', 'Invalid scope(s) provided.'],
    'permission 403': ['This action is unauthorized.', 'User does not have the right ', 'Invalid signature.'],
  },
})
