import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Node servers: Fastify sends codes that begin with `FST_`, Adonis codes that begin with `E_`; express-jwt,
 * passport-jwt, koa-jwt, node-oauth2-server and Verdaccio have fixed sentences.
 *
 * @example
 * classify(response, { conventions: [express()] }) // 401 {"code":"FST_JWT_NO_AUTHORIZATION_IN_HEADER"}
 */
export function express(): Convention {
  return conventionFromTables({
    name: 'express',
    spec: 'Fastify, Adonis, Passport',
    codes: {
      'no-credentials':
        'fst_jwt_no_authorization_in_header fst_jwt_no_authorization_in_cookie fst_jwt_bad_request fst_jwt_bad_cookie_request credentials_bad_scheme credentials_bad_format e_unauthorized_access',
      'token-expired': 'fst_jwt_authorization_token_expired',
      'token-invalid':
        'fst_jwt_authorization_token_invalid fst_jwt_authorization_token_untrusted fst_jwt_authorization_token_unsigned',
      'invalid-request': 'fst_err_validation',
      'no-credentials 401': 'credentials_required',
      'wrong-credentials 400': 'e_invalid_credentials',
      'permission 403': 'e_authorization_failure',
    },
    sentences: {
      'no-credentials': [
        'No authorization token was found',
        'Format is Authorization: Bearer [token]',
        'Format is "Authorization: Bearer <token>"',
      ],
      'no-credentials 401 403': ['No auth token', 'unregistered users are not allowed to'],
      'no-credentials 400 401 403': ['no authentication given'],
      'token-invalid': ['Invalid request: malformed authorization header'],
    },
  })
}
