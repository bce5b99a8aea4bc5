import { type Convention, type Evidence, finding, type Finding } from '../verdict/index.js'
import { family } from './family.js'
import { placesIn } from './place.js'

/**
 * better-auth's codes, and Auth.js' sign-in, which answers 200 with the address it would have redirected to
 * (better-auth "Basic error codes"; Auth.js "Error pages"; RFC 9110 §15.5.2).
 *
 * @example
 * classify(response, { conventions: [betterAuth()] }) // 403 {"code":"BANNED_USER"}
 */
export function betterAuth(): Convention {
  return { name: 'better-auth', examine: (evidence) => codes.examine(evidence) ?? byAddress(evidence) }
}

const signIn = { reason: 'wrong-credentials', statuses: [400, 401, 403, 404, 422] } as const

const codes: Convention = /* @__PURE__ */ family({
  name: 'better-auth',
  spec: 'better-auth error codes',
  codes: {
    invalid_email_or_password: signIn,
    invalid_username_or_password: signIn,
    credential_account_not_found: signIn,
    invalid_two_factor_cookie: signIn,
    invalid_backup_code: signIn,
    banned_user: { reason: 'account-disabled', certainty: 'likely' },
    email_not_verified: { reason: 'account-disabled', statuses: [403], certainty: 'likely' },
    invalid_origin: { reason: 'csrf', statuses: [403] },
    missing_or_null_origin: { reason: 'csrf', statuses: [403] },
    cross_site_navigation_login_blocked: 'csrf',
    session_not_fresh: 'step-up',
    failed_to_get_session: { reason: 'no-credentials', certainty: 'likely' },
    invalid_email: { reason: 'invalid-request', statuses: [400, 422], certainty: 'likely' },
    password_too_short: 'invalid-request',
    password_too_long: 'invalid-request',
  },
})

const errors: readonly (readonly [RegExp, 'wrong-credentials' | 'permission' | 'csrf'])[] = [
  [/[?&]error=(?:CredentialsSignin|EmailSignin)(?:&|$)/, 'wrong-credentials'],
  [/[?&]error=AccessDenied(?:&|$)/, 'permission'],
  [/[?&]error=MissingCSRF(?:&|$)/, 'csrf'],
]

function byAddress({ role, body }: Evidence): Finding | undefined {
  const url = placesIn(body.value)[0]?.get('url')
  if (role !== 'sign-in' || typeof url !== 'string') return undefined
  const reason = errors.find(([words]) => words.test(url))?.[1]
  return reason && finding(reason, { certainty: reason === 'permission' ? 'likely' : 'certain', rule: `better-auth/${reason}`, saw: 'an error in the address to go to', where: 'body', spec: 'Auth.js' })
}
