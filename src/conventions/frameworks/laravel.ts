import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Laravel with Sanctum, Passport, Fortify and spatie/laravel-permission. Laravel answers 419 when the session is gone,
 * and 423 when the user must confirm the password.
 *
 * @example
 * classify(response, { conventions: [laravel()] }) // 423 {"message":"Password confirmation required."}
 */
export function laravel(): Convention {
  return conventionFromTables({
    name: 'laravel',
    spec: 'Laravel',
    // This one word looks like a code, but apps translate it like any other sentence: it is `likely` only.
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
}
