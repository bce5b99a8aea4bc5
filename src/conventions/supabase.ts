import type { Convention } from '../verdict/index.js'
import { family } from './family.js'

const wrong = { reason: 'wrong-credentials', statuses: [400, 401, 403, 422] } as const

/**
 * Supabase: GoTrue's `error_code`s and PostgREST's `PGRST3xx`, whose 42501 is anonymous under 401 and known under 403
 * (Supabase Auth "Error codes"; PostgREST "Errors"; RFC 9110 §15.5.2).
 *
 * @example
 * classify(response, { conventions: [supabase()] }) // 401 {"code":"PGRST303","message":"JWT expired"}
 */
export function supabase(): Convention {
  return family({
    name: 'supabase',
    spec: 'Supabase Auth and PostgREST error codes',
    codes: {
      pgrst301: 'token-invalid',
      pgrst302: 'no-credentials',
      pgrst303: 'token-expired',
      '42501': { reason: 'permission', statuses: [403] },
      bad_jwt: 'token-invalid',
      no_authorization: 'no-credentials',
      session_not_found: { reason: 'session-expired', statuses: [401, 403] },
      refresh_token_not_found: 'renewal-rejected',
      refresh_token_already_used: 'renewal-rejected',
      insufficient_aal: 'step-up',
      reauthentication_needed: 'step-up',
      // Others have the same word for a dead token.
      invalid_credentials: { reason: 'wrong-credentials', statuses: [400] },
      otp_expired: wrong,
      mfa_verification_failed: wrong,
      mfa_challenge_expired: wrong,
      user_banned: { reason: 'account-disabled', certainty: 'likely' },
      email_not_confirmed: { reason: 'account-disabled', certainty: 'likely' },
      phone_not_confirmed: { reason: 'account-disabled', certainty: 'likely' },
      email_address_invalid: 'invalid-request',
      weak_password: 'invalid-request',
      not_admin: 'permission',
      signup_disabled: { reason: 'policy', certainty: 'likely' },
      over_request_rate_limit: 'rate-limited',
      over_email_send_rate_limit: 'rate-limited',
    },
    sentences: {
      'Invalid login credentials': wrong,
      'Invalid Refresh Token': 'renewal-rejected',
    },
  })
}
