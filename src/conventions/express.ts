import type { Convention } from '../verdict/index.js'
import { family } from './family.js'

/**
 * Node servers: Fastify's `FST_*` and Adonis' `E_*` codes, express-jwt, passport-jwt, koa-jwt, node-oauth2-server
 * and Verdaccio
 * (RFC 9110 §15.5.2 leaves the words to them).
 *
 * @example
 * classify(response, { conventions: [express()] }) // 401 {"code":"FST_JWT_NO_AUTHORIZATION_IN_HEADER"}
 */
export function express(): Convention {
  return family({
    name: 'express',
    spec: 'Fastify, Adonis and Passport plugins',
    codes: {
      fst_jwt_no_authorization_in_header: 'no-credentials',
      fst_jwt_no_authorization_in_cookie: 'no-credentials',
      fst_jwt_bad_request: 'no-credentials',
      fst_jwt_bad_cookie_request: 'no-credentials',
      fst_jwt_authorization_token_expired: 'token-expired',
      fst_jwt_authorization_token_invalid: 'token-invalid',
      fst_jwt_authorization_token_untrusted: 'token-invalid',
      fst_jwt_authorization_token_unsigned: 'token-invalid',
      fst_err_validation: 'invalid-request',
      credentials_required: { reason: 'no-credentials', statuses: [401] },
      credentials_bad_scheme: 'no-credentials',
      credentials_bad_format: 'no-credentials',
      e_unauthorized_access: 'no-credentials',
      e_invalid_credentials: { reason: 'wrong-credentials', statuses: [400] },
      e_authorization_failure: { reason: 'permission', statuses: [403] },
    },
    sentences: {
      'No authorization token was found': 'no-credentials',
      'No auth token': { reason: 'no-credentials', statuses: [401, 403] },
      'Format is Authorization: Bearer [token]': 'no-credentials',
      'Format is "Authorization: Bearer <token>"': 'no-credentials',
      'no authentication given': { reason: 'no-credentials', statuses: [400, 401, 403] },
      'unregistered users are not allowed to': { reason: 'no-credentials', statuses: [401, 403] },
      'Invalid request: malformed authorization header': 'token-invalid',
    },
  })
}
