import type { Certainty, Evidence, Reason } from '../../verdict/index.js'
import { firstMatch } from '../reasons/code-table.js'

/** The error codes that mean one thing wherever they stand. */
const meanings: readonly (readonly [Reason, error: RegExp])[] = [
  ['insufficient-scope', /^insufficient_scope$/],
  [
    'step-up',
    /^(?:insufficient_(?:user_authentication|claims)|unmet_authentication_requirements|(?:interaction|consent)_required)$/,
  ],
  ['no-credentials', /^(?:login|account_selection)_required$/],
  ['stale-nonce', /^use_dpop_nonce$/],
  ['token-invalid', /^invalid_(?:token|dpop_proof)$/],
  ['client-rejected', /^(?:invalid|unauthorized)_client$/],
  ['invalid-request', /^(?:invalid_scope|unsupported_grant_type)$/],
  ['server-error', /^(?:temporarily_unavailable|server_error)$/],
  ['unrelated', /^authorization_pending$/],
  ['rate-limited', /^slow_down$/],
]

/** An OAuth error as a challenge or a body tells it. */
export interface OAuthError {
  readonly error: string
  readonly description: string
}

/** What an error means, and how surely. */
export type Meant = readonly [Reason, Certainty]

/** What an OAuth error means at this endpoint; undefined for a code that is not OAuth's. */
export function meantBy({ error, description }: OAuthError, { status, role }: Evidence): Meant | undefined {
  if (error === 'invalid_grant') return invalidGrant(role, description)
  // Under 401 it says that no token was found: the status speaks. Under 400 some mean an `Authorization` that they cannot read.
  if (error === 'invalid_request') return status === 400 ? ['invalid-request', 'likely'] : undefined
  // It is said of a request for a token; a resource that says so lacks the scope.
  if (error === 'invalid_scope' && status === 403) return ['insufficient-scope', 'likely']
  const reason = firstMatch(meanings, error)
  if (reason === undefined) return undefined
  if (role === 'renewal' && (reason === 'token-invalid' || error.endsWith('_required'))) {
    return ['renewal-rejected', 'certain']
  }
  // RFC 6750 has 403 for it; under 401 (docker) a token with more scope is asked for.
  if (reason === 'insufficient-scope' && status === 401 && role !== 'integration') return ['token-invalid', 'certain']
  if (error !== 'invalid_token') return [reason, 'certain']
  // A token that lacks a claim is no better when it is fresh.
  return [tokenReason(description), claim.test(description) ? 'likely' : 'certain']
}

const claim = /\b(?:claims?|audience|aud|issuer|iss|azp|tenant|subject|realm|organi[sz]ation|scope|role|permission)\b/i

/** RFC 6749 has one code for a wrong password, a used code and a dead refresh token: the role tells them apart. */
function invalidGrant(role: Evidence['role'], description: string): Meant {
  if (role === 'renewal') return ['renewal-rejected', 'certain']
  // It says nothing of why: the account may be locked, or a second factor may be wanted.
  if (role === 'sign-in') return ['wrong-credentials', 'likely']
  if (/\b(?:password|credentials|user ?name)\b/i.test(description)) return ['wrong-credentials', 'likely']
  return ['renewal-rejected', /\btoken\b/i.test(description) ? 'likely' : 'guess']
}

/** The description's words choose the reason, never the kind; a list of all that may have happened chooses nothing. */
function tokenReason(description: string): Reason {
  if (/expired,|expired or|or expired/i.test(description)) return 'token-invalid'
  const word = /\b(?:revoked|expired)\b/i.exec(description)?.[0].toLowerCase()
  if (word === undefined) return 'token-invalid'
  return word === 'revoked' ? 'token-revoked' : 'token-expired'
}
