import type { Convention } from '../verdict/index.js'
import { family } from './family.js'

// Links in mails and invitations hold such tokens, too: what died need not be the session.
const expired = { reason: 'token-expired', certainty: 'likely' } as const
const invalid = { reason: 'token-invalid', certainty: 'likely' } as const

/**
 * Error names and messages of token libraries that backends hand through under any status: jsonwebtoken, jose, PyJWT,
 * ruby-jwt, golang-jwt (RFC 7519 §4.1.4 and §7.2 name no words).
 *
 * @example
 * classify(response, { conventions: [jwt()] }) // 403 {"message":"jwt expired"}
 */
export function jwt(): Convention {
  return family({
    name: 'jwt',
    spec: 'RFC 7519 §7.2',
    // A sign-in may be refused because of somebody else's token; what that means is not said here.
    when: ({ role, sent }) => role !== 'sign-in' && sent.scheme !== 'basic',
    codes: {
      tokenexpirederror: expired,
      jsonwebtokenerror: invalid,
      notbeforeerror: invalid,
      err_jwt_expired: expired,
      err_jwt_claim_validation_failed: invalid,
      err_jwt_invalid: invalid,
      err_jws_invalid: invalid,
      err_jws_signature_verification_failed: invalid,
    },
    sentences: {
      'jwt expired': 'token-expired',
      'jwt must be provided': 'no-credentials',
      'jwt malformed': 'token-invalid',
      'jwt not active': 'token-invalid',
      'jwt signature is required': 'token-invalid',
      'jwt audience invalid': 'token-invalid',
      'jwt issuer invalid': 'token-invalid',
      '"exp" claim timestamp check failed': 'token-expired',
      'Invalid Compact JWS': 'token-invalid',
      'Signature has expired': 'token-expired',
      'Signature verification failed': 'token-invalid',
      'Not enough segments': 'token-invalid',
      'Not enough or too many segments': 'token-invalid',
      'token is expired': 'token-expired',
      'token contains an invalid number of segments': 'token-invalid',
    },
  })
}
