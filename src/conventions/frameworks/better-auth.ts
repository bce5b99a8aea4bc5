import type { Convention, Evidence } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'
import { codeTable } from '../reasons/code-table.js'
import { errorObjectsIn } from '../body/error-objects.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'

/**
 * better-auth and Auth.js: better-auth has typed codes. Auth.js answers a sign-in with 200 and the address of its
 * redirect (better-auth "Basic error codes"; Auth.js "Error pages").
 *
 * @example
 * classify(response, { conventions: [betterAuth()] }) // 403 {"code":"BANNED_USER"}
 */
export function betterAuth(): Convention {
  return createConvention('better-auth', (evidence) => codes.examine(evidence) ?? byAddress(evidence), 'Auth.js')
}

const codes: Convention = /* @__PURE__ */ conventionFromTables({
  name: 'better-auth',
  spec: 'better-auth',
  codes: {
    'wrong-credentials 400 401 403 404 422':
      'invalid_email_or_password invalid_username_or_password credential_account_not_found invalid_two_factor_cookie invalid_backup_code',
    'account-disabled likely': 'banned_user',
    'account-disabled 403 likely': 'email_not_verified',
    'csrf 403': 'invalid_origin missing_or_null_origin',
    csrf: 'cross_site_navigation_login_blocked',
    'step-up': 'session_not_fresh',
    'no-credentials likely': 'failed_to_get_session',
    'invalid-request 400 422 likely': 'invalid_email',
    'invalid-request': 'password_too_short password_too_long',
  },
})

/** Auth.js puts these codes into the query of the address. */
const errors = /* @__PURE__ */ codeTable({
  'wrong-credentials': 'CredentialsSignin EmailSignin',
  permission: 'AccessDenied',
  csrf: 'MissingCSRF',
})

function byAddress({ body, role }: Evidence): PartialFinding | undefined {
  const url = errorObjectsIn(body.value)[0]?.get('url')
  if (role !== 'sign-in' || typeof url !== 'string') return undefined
  const reason = errors.get(/[?&]error=(\w+)(?:&|$)/.exec(url)?.[1])
  return {
    reason,
    certainty: reason === 'permission' ? 'likely' : 'certain',
    saw: 'an error in the address of the redirect',
  }
}
