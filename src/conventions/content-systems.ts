import type { Convention } from '../verdict/index.js'
import { family } from './family.js'

const wrong = { reason: 'wrong-credentials', statuses: [400, 401, 403, 404, 422] } as const
const locked = { reason: 'account-locked', statuses: [400, 401, 403, 422, 429] } as const

/**
 * Strapi, Payload, Ghost, Drupal and Joomla by their own codes and sentences (each one's source; RFC 9110 §15.5.4).
 *
 * @example
 * classify(response, { conventions: [contentSystems()] }) // 400 {"error":{"message":"Invalid identifier or password"}}
 */
export function contentSystems(): Convention {
  return family({
    name: 'content-systems',
    spec: 'Strapi, Payload, Ghost, Drupal, Joomla',
    codes: {
      password_incorrect: wrong,
      unknown_admin_api_key: 'client-rejected',
      '2fa_token_required': 'step-up',
      '2fa_new_device_detected': 'step-up',
    },
    sentences: {
      'Invalid identifier or password': wrong,
      'Your account email is not confirmed': 'account-disabled',
      'Your account has been blocked by an administrator': 'account-disabled',
      'The email or password provided is incorrect': wrong,
      'This user is locked due to having too many failed login attempts': locked,
      'Unauthorized, you must be logged in to make this request': 'no-credentials',
      'Your password is incorrect.': wrong,
      'There is no user with that email address.': wrong,
      'Unable to determine the authenticated user or integration': { reason: 'no-credentials', statuses: [401, 403] },
      'Sorry, unrecognized username or password': wrong,
      'The user has not been activated or is blocked': 'account-disabled',
      'failed login attempts for this account': locked,
      'X-CSRF-Token request header is': 'csrf',
      'it had an invalid security token': 'csrf',
    },
  })
}
