import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Supabase: GoTrue's `error_code`s and PostgREST's `PGRST3xx`, whose 42501 is anonymous under 401 and known under 403
 * (Supabase Auth "Error codes"; PostgREST "Errors"; RFC 9110 §15.5.2).
 *
 * @example
 * classify(response, { conventions: [supabase()] }) // 401 {"code":"PGRST303","message":"JWT expired"}
 */
export function supabase(): Convention {
  return family
}

const family: Convention = /* @__PURE__ */ conventionFromTables({
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
    // Others have the same word for a dead token.
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
