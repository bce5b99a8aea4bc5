import { type Convention, type Evidence, finding, type Finding, type Reason, redact } from '../verdict/index.js'
import { placesIn } from './place.js'
import { readAs } from './refusal.js'

const meanings: readonly (readonly [Reason, code: RegExp])[] = [
  ['wrong-credentials', /^(?:INVALID_LOGIN_CREDENTIALS|INVALID_PASSWORD|EMAIL_NOT_FOUND|INVALID_(?:MFA_PENDING_CREDENTIAL|CODE|IDP_RESPONSE))$/],
  ['account-disabled', /^USER_DISABLED$/],
  ['account-locked', /^TOO_MANY_ATTEMPTS_TRY_LATER$/],
  ['step-up', /^CREDENTIAL_TOO_OLD_LOGIN_AGAIN$/],
  ['token-expired', /^(?:TOKEN_EXPIRED|SESSION_COOKIE_EXPIRED)$/],
  ['token-invalid', /^(?:INVALID_ID_TOKEN|INVALID_SESSION_COOKIE|USER_NOT_FOUND)$/],
  ['renewal-rejected', /^(?:INVALID_REFRESH_TOKEN|MISSING_REFRESH_TOKEN)$/],
  ['invalid-request', /^(?:INVALID_EMAIL|MISSING_(?:PASSWORD|EMAIL|IDENTIFIER))$/],
]
/** Of the Admin SDK, as a backend hands them through. */
const admin: Readonly<Record<string, Reason>> = {
  'auth/id-token-expired': 'token-expired',
  'auth/session-cookie-expired': 'session-expired',
  'auth/id-token-revoked': 'token-revoked',
  'auth/session-cookie-revoked': 'token-revoked',
  'auth/invalid-id-token': 'token-invalid',
  'auth/argument-error': 'token-invalid',
  'auth/user-disabled': 'account-disabled',
  'auth/wrong-password': 'wrong-credentials',
  'auth/invalid-credential': 'wrong-credentials',
  'auth/requires-recent-login': 'step-up',
}

/**
 * Firebase and Identity Platform: codes in `error.message` under status 400, and those of the Admin SDK that a backend hands
 * through (Identity Toolkit REST API "Common error codes"; RFC 9110 §15.5.1).
 *
 * @example
 * classify(response, { conventions: [firebase()] }) // 400 {"error":{"code":400,"message":"INVALID_LOGIN_CREDENTIALS"}}
 */
export function firebase(): Convention {
  return { name: 'firebase', examine }
}

function examine(evidence: Evidence): Finding | undefined {
  if (evidence.status < 400) return undefined
  for (const { get } of placesIn(evidence.body.value).slice(0, 3)) {
    for (const name of ['message', 'code']) {
      const value = get(name)
      if (typeof value !== 'string') continue
      // `TOO_MANY_ATTEMPTS_TRY_LATER : Access to this account …`
      const code = value.slice(0, 80).split(' : ', 1)[0] ?? ''
      const said = (name === 'message' && get('code') === 400 ? meanings.find(([, words]) => words.test(code))?.[0] : undefined) ?? (Object.hasOwn(admin, code) ? admin[code] : undefined)
      const reason = said && readAs(said, evidence)
      if (reason) return finding<Reason>(reason, { certainty: 'certain', rule: `firebase/${reason}`, saw: `${name} "${redact(code)}"`, where: 'body', spec: 'Identity Toolkit error codes' })
    }
  }
  return undefined
}
