import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Error names and messages of token libraries that backends hand through under any status: jsonwebtoken, jose, PyJWT,
 * ruby-jwt, golang-jwt (RFC 7519 §4.1.4 and §7.2 name no words).
 *
 * @example
 * classify(response, { conventions: [jwt()] }) // 403 {"message":"jwt expired"}
 */
export function jwt(): Convention {
  return conventionFromTables({
    name: 'jwt',
    spec: 'RFC 7519 §7.2',
    // A sign-in may be refused because of another service's token: the sentence does not say what that means for the user.
    when: ({ role, sent }) => role !== 'sign-in' && sent.scheme !== 'basic',
    codes: {
      // Links in mails and invitations hold such tokens, too: what died need not be the session.
      'token-expired likely': 'tokenexpirederror err_jwt_expired',
      'token-invalid likely':
        'jsonwebtokenerror notbeforeerror err_jwt_claim_validation_failed err_jwt_invalid err_jws_invalid err_jws_signature_verification_failed',
    },
    sentences: {
      'token-expired': [
        'jwt expired',
        '"exp" claim timestamp check failed',
        'Signature has expired',
        'token is expired',
      ],
      'no-credentials': ['jwt must be provided'],
      'token-invalid': [
        'jwt malformed',
        'jwt not active',
        'jwt signature is required',
        'jwt audience invalid',
        'jwt issuer invalid',
        'Invalid Compact JWS',
        'Signature verification failed',
        'Not enough segments',
        'Not enough or too many segments',
        'token contains an invalid number of segments',
      ],
    },
  })
}
