import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Strapi, Payload, Ghost, Drupal and Joomla, by the codes and sentences in their source.
 *
 * @example
 * classify(response, { conventions: [contentSystems()] }) // 400 {"error":{"message":"Invalid identifier or password"}}
 */
export function contentSystems(): Convention {
  return conventionFromTables({
    name: 'content-systems',
    spec: 'Strapi, Payload, Ghost, Drupal, Joomla',
    codes: {
      'wrong-credentials 400 401 403 404 422': 'password_incorrect',
      'client-rejected': 'unknown_admin_api_key',
      'step-up': '2fa_token_required 2fa_new_device_detected',
    },
    sentences: {
      'wrong-credentials 400 401 403 404 422': [
        'Invalid identifier or password',
        'The email or password provided is incorrect',
        'Your password is incorrect.',
        'There is no user with that email address.',
        'Sorry, unrecognized username or password',
      ],
      'account-disabled': [
        'Your account email is not confirmed',
        'Your account has been blocked by an administrator',
        'The user has not been activated or is blocked',
      ],
      'account-locked 400 401 403 422 429': [
        'This user is locked due to having too many failed login attempts',
        'failed login attempts for this account',
      ],
      'no-credentials': ['Unauthorized, you must be logged in to make this request'],
      'no-credentials 401 403': ['Unable to determine the authenticated user or integration'],
      csrf: ['X-CSRF-Token request header is', 'it had an invalid security token'],
    },
  })
}
