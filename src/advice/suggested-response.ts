import { type Reauthenticate, redact, type ThirdPartyKeyInvalid, type Verdict } from '../verdict/index.js'

/** The challenge that says what a verdict found out, as a header line to send. */
export function challengeFor(verdict: Verdict): string {
  return `WWW-Authenticate: ${schemeOf(verdict)} realm="app"${errorFor(verdict.reason)}`
}

/** An answer of 401 as text, with the challenge that fits the reason. */
export function unauthorizedFor(verdict: Verdict): string {
  return `HTTP/1.1 401 Unauthorized\n${challengeFor(verdict)}`
}

/** Tokens have a registered scheme; for a cookie any scheme will do for which no browser opens a dialog. */
function schemeOf({ challenges, reason }: Verdict): string {
  const token = challenges.find(({ scheme }) => scheme === 'bearer' || scheme === 'dpop')
  if (token) return token.scheme === 'dpop' || reason === 'stale-nonce' ? 'DPoP' : 'Bearer'
  if (reason === 'stale-nonce') return 'DPoP'
  return /^(?:token-|step-up$|insufficient-scope$)/.test(reason) ? 'Bearer' : 'Session'
}

function errorFor(reason: Verdict['reason']): string {
  if (reason.startsWith('token-')) return ', error="invalid_token"'
  if (reason === 'step-up') return ', error="insufficient_user_authentication", max_age="300"'
  if (reason === 'stale-nonce') return ', error="use_dpop_nonce"'
  return reason === 'insufficient-scope' ? ', error="insufficient_scope", scope="…"' : ''
}

/** An answer with a problem type (RFC 9457) that names the reason: no client has to guess it. */
export function problemFor(status: string, type: string): string {
  return `HTTP/1.1 ${status}\nContent-Type: application/problem+json\n\n${JSON.stringify({ type: `https://api.example.com/problems/${type}`, status: Number.parseInt(status, 10) }, undefined, 2)}`
}

/** The answer that why401 recommends to backends whose third party refused a stored key. */
export function thirdPartyProblem({ integration, reason, upstream, status }: ThirdPartyKeyInvalid): string {
  const name = integration === undefined ? 'mail' : redact(integration)
  const body = {
    type: 'https://api.example.com/problems/third-party-key-invalid',
    title: `${name} refused the key that is stored for it`,
    status: 403,
    integration: name,
    reason,
    manageUrl: `https://app.example.com/integrations/${encodeURIComponent(name)}`,
    upstream: { status: upstream?.status ?? (status >= 400 && status < 500 ? status : 401) },
  }
  return `HTTP/1.1 403 Forbidden\nContent-Type: application/problem+json\n\n${JSON.stringify(body, undefined, 2)}`
}

/** A reason as the last segment of a problem type, in words that why401 and developers understand. */
export function slugOf(reason: Verdict['reason']): string {
  return slugs[reason] ?? reason
}

const slugs: { readonly [R in Verdict['reason']]?: string } = {
  permission: 'permission-denied',
  csrf: 'csrf-token-invalid',
  policy: 'ip-not-allowed',
  'no-credentials': 'not-signed-in',
  'wrong-credentials': 'invalid-credentials',
}

/**
 * Whether a step-up names the strength or the age of the sign-in: without, no client knows what to ask the user for.
 */
export function isStrengthNamed({ stepUp }: Reauthenticate): boolean {
  return (
    stepUp !== undefined &&
    (stepUp.acrValues !== undefined || stepUp.maxAge !== undefined || stepUp.claims !== undefined)
  )
}
