import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Supabase: GoTrue sends `error_code`, PostgREST codes that begin with `PGRST3`. PostgREST sends 42501 under 401
 * without a login, and under 403 with one (Supabase Auth "Error codes"; PostgREST "Errors").
 *
 * @example
 * classify(response, { conventions: [supabase()] }) // 401 {"code":"PGRST303","message":"JWT expired"}
 */
export function supabase(): Convention {
  return conventionFromTables({
    name: 'supabase',
    spec: 'Supabase Auth, PostgREST',
    codes: {
      'permission 403': '42501',
      'token-invalid': 'pgrst301 bad_jwt',
      'no-credentials': 'pgrst302 no_authorization',
      'token-expired': 'pgrst303',
      'session-expired 401 403': 'session_not_found',
      'renewal-rejected': 'refresh_token_not_found refresh_token_already_used',
      'step-up': 'insufficient_aal reauthentication_needed',
      // Other servers send this code for a dead token, with 401.
      'wrong-credentials 400': 'invalid_credentials',
      'wrong-credentials 400 401 403 422': 'otp_expired mfa_verification_failed mfa_challenge_expired',
      'account-disabled likely': 'user_banned email_not_confirmed phone_not_confirmed',
      'invalid-request': 'email_address_invalid weak_password',
      permission: 'not_admin',
      'policy likely': 'signup_disabled',
      'rate-limited': 'over_request_rate_limit over_email_send_rate_limit',
    },
    sentences: {
      'wrong-credentials 400 401 403 422': ['Invalid login credentials'],
      'renewal-rejected': ['Invalid Refresh Token'],
    },
  })
}
