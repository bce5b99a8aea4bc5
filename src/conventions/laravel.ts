import type { Convention } from '../verdict/index.js'
import { family } from './family.js'

/**
 * Laravel with Sanctum, Passport, Fortify and spatie/laravel-permission: 419 for a session that is gone, 423 for a password
 * to confirm (RFC 4918 §11.3 has it for locks).
 *
 * @example
 * classify(response, { conventions: [laravel()] }) // 423 {"message":"Password confirmation required."}
 */
export function laravel(): Convention {
  return family({
    name: 'laravel',
    spec: 'Laravel, Illuminate\\Auth',
    // One word, so a code by its looks; but it is translated like any other sentence.
    codes: { 'unauthenticated.': { reason: 'no-credentials', certainty: 'likely' } },
    sentences: {
      'Password confirmation required.': { reason: 'step-up', statuses: [423, 403] },
      'These credentials do not match our records': 'wrong-credentials',
      'The provided credentials are incorrect': 'wrong-credentials',
      'The provided password was incorrect': 'wrong-credentials',
      'User is not logged in.': { reason: 'no-credentials', statuses: [401, 403] },
      'Your email address is not verified.': { reason: 'policy', statuses: [403] },
      'Invalid ability provided.': 'insufficient-scope',
      'Invalid scope(s) provided.': 'insufficient-scope',
      'This action is unauthorized.': { reason: 'permission', statuses: [403] },
      'User does not have the right ': { reason: 'permission', statuses: [403] },
      'Invalid signature.': { reason: 'permission', statuses: [403] },
    },
  })
}
