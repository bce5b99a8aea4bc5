import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Ruby on Rails: Devise, devise_token_auth and CanCanCan have fixed sentences. Doorkeeper's serve where the challenge
 * cannot be read. Rails answers 422 with a page of its own to a dead CSRF token.
 *
 * @example
 * classify(response, { conventions: [rails()] }) // 401 {"error":"Your session expired. Please sign in again to continue."}
 */
export function rails(): Convention {
  return conventionFromTables({
    name: 'rails',
    spec: 'Devise',
    sentences: {
      'no-credentials': ['You need to sign in or sign up before continuing.', 'You need to sign in before continuing.'],
      'no-credentials 401': ['Authorized users only.'],
      'session-expired': ['Your session expired. Please sign in again'],
      'wrong-credentials': [
        'Invalid Email or password',
        'Invalid email or password',
        'Invalid Login or password',
        'Invalid Username or password',
        'Invalid login credentials. Please try again.',
        'You have one more attempt before your account is locked',
      ],
      'account-locked': ['Your account is locked'],
      'account-disabled': [
        'Your account is not activated yet',
        'You have to confirm your email address before continuing',
      ],
      'token-invalid': ['Invalid authentication token.', 'The access token is invalid'],
      'token-expired': ['The access token expired'],
      'token-revoked': ['The access token was revoked'],
      'insufficient-scope': ['Access to this resource requires scope'],
      csrf: ['ActionController::InvalidAuthenticityToken'],
      'csrf 422': ['The change you wanted was rejected'],
      'permission 403': ['You are not authorized to access this page.'],
    },
  })
}
