import type { Convention } from '../verdict/index.js'
import { family } from './family.js'

const signedOut = { reason: 'no-credentials', statuses: [401, 403, 404] } as const
const wrong = { reason: 'wrong-credentials', statuses: [400, 401, 403, 404, 422] } as const

/**
 * Clerk: the headers with which its middleware says why, even under 404, and the codes of its API
 * (Clerk backend `authenticateRequest`; Clerk "Frontend API errors"; RFC 9110 §15.5.5).
 *
 * @example
 * classify(response, { conventions: [clerk()] }) // 404, X-Clerk-Auth-Status: signed-out
 */
export function clerk(): Convention {
  return family({
    name: 'clerk',
    spec: 'Clerk authenticateRequest',
    headers: {
      'x-clerk-auth-reason': { 'token-expired': { reason: 'token-expired', statuses: [401, 403, 404] }, 'session-token-expired': { reason: 'token-expired', statuses: [401, 403, 404] } },
      'x-clerk-auth-status': { 'signed-out': signedOut, handshake: { reason: 'token-expired', statuses: [401, 403, 404] } },
    },
    codes: {
      form_password_incorrect: wrong,
      form_identifier_not_found: wrong,
      form_code_incorrect: wrong,
      user_locked: { reason: 'account-locked', certainty: 'likely' },
      session_reverification_required: 'step-up',
      'reverification-error': 'step-up',
      authentication_invalid: { reason: 'no-credentials', statuses: [401] },
      signed_out: 'no-credentials',
    },
  })
}
