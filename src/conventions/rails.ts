import type { Convention } from '../verdict/index.js'
import { family } from './family.js'

/**
 * Ruby on Rails: Devise and devise_token_auth, Doorkeeper's sentences where the challenge cannot be read, CanCanCan, and the
 * page for a rejected change (RFC 9110 §15.5.21 has 422 for other things).
 *
 * @example
 * classify(response, { conventions: [rails()] }) // 401 {"error":"Your session expired. Please sign in again to continue."}
 */
export function rails(): Convention {
  return family({
    name: 'rails',
    spec: 'Devise, config/locales/en.yml',
    sentences: {
      'You need to sign in or sign up before continuing.': 'no-credentials',
      'You need to sign in before continuing.': 'no-credentials',
      'Authorized users only.': { reason: 'no-credentials', statuses: [401] },
      'Your session expired. Please sign in again': 'session-expired',
      'Invalid Email or password': 'wrong-credentials',
      'Invalid email or password': 'wrong-credentials',
      'Invalid Login or password': 'wrong-credentials',
      'Invalid Username or password': 'wrong-credentials',
      'Invalid login credentials. Please try again.': 'wrong-credentials',
      'You have one more attempt before your account is locked': 'wrong-credentials',
      'Your account is locked': 'account-locked',
      'Your account is not activated yet': 'account-disabled',
      'You have to confirm your email address before continuing': 'account-disabled',
      'Invalid authentication token.': 'token-invalid',
      'The access token is invalid': 'token-invalid',
      'The access token expired': 'token-expired',
      'The access token was revoked': 'token-revoked',
      'Access to this resource requires scope': 'insufficient-scope',
      'ActionController::InvalidAuthenticityToken': 'csrf',
      'The change you wanted was rejected': { reason: 'csrf', statuses: [422] },
      'You are not authorized to access this page.': { reason: 'permission', statuses: [403] },
    },
  })
}
