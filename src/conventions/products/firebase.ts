import { type Convention, type Evidence, redact } from '../../verdict/index.js'
import { codeTable } from '../reasons/code-table.js'
import { errorObjectsIn } from '../body/error-objects.js'
import { reasonForRole } from '../reasons/from-slug.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'

// prettier-ignore
const codes = /* @__PURE__ */ codeTable({
  'wrong-credentials': 'INVALID_LOGIN_CREDENTIALS INVALID_PASSWORD EMAIL_NOT_FOUND INVALID_MFA_PENDING_CREDENTIAL INVALID_CODE INVALID_IDP_RESPONSE',
  'account-disabled': 'USER_DISABLED',
  'account-locked': 'TOO_MANY_ATTEMPTS_TRY_LATER',
  'step-up': 'CREDENTIAL_TOO_OLD_LOGIN_AGAIN',
  'token-expired': 'TOKEN_EXPIRED SESSION_COOKIE_EXPIRED',
  'token-invalid': 'INVALID_ID_TOKEN INVALID_SESSION_COOKIE USER_NOT_FOUND',
  'renewal-rejected': 'INVALID_REFRESH_TOKEN MISSING_REFRESH_TOKEN',
  'invalid-request': 'INVALID_EMAIL MISSING_PASSWORD MISSING_EMAIL MISSING_IDENTIFIER',
})
/** Codes of the Admin SDK that a backend relays. */
const admin = /* @__PURE__ */ codeTable({
  'token-expired': 'auth/id-token-expired',
  'session-expired': 'auth/session-cookie-expired',
  'token-revoked': 'auth/id-token-revoked auth/session-cookie-revoked',
  'token-invalid': 'auth/invalid-id-token auth/argument-error',
  'account-disabled': 'auth/user-disabled',
  'wrong-credentials': 'auth/wrong-password auth/invalid-credential',
  'step-up': 'auth/requires-recent-login',
})

/**
 * Firebase and Identity Platform: they send a code in `error.message` under status 400. A backend may relay codes of
 * the Admin SDK (Identity Toolkit REST API "Common error codes").
 *
 * @example
 * classify(response, { conventions: [firebase()] }) // 400 {"error":{"code":400,"message":"INVALID_LOGIN_CREDENTIALS"}}
 */
export function firebase(): Convention {
  return createConvention('firebase', examine, 'Identity Toolkit')
}

function examine(evidence: Evidence): PartialFinding | undefined {
  if (evidence.status < 400) return undefined
  for (const { get } of errorObjectsIn(evidence.body.value).slice(0, 3)) {
    for (const name of ['message', 'code']) {
      const value = get(name)
      if (typeof value !== 'string') continue
      // A sentence may follow the code: `TOO_MANY_ATTEMPTS_TRY_LATER : Access to this account …`.
      const code = value.slice(0, 80).split(' : ', 1)[0] ?? ''
      const said = (name === 'message' && get('code') === 400 ? codes.get(code) : undefined) ?? admin.get(code)
      const reason = said && reasonForRole(said, evidence)
      if (reason) return { reason, certainty: 'certain', saw: `${name} "${redact(code)}"` }
    }
  }
  return undefined
}
