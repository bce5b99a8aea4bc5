import type { Evidence } from './evidence.js'
import { finding, type Finding, type Ground } from './finding.js'
import { redact } from './redact.js'
import type { Certainty, Reason } from './verdict.js'

/** Statuses that mean one thing wherever they come from. */
const statuses: { readonly [status: number]: readonly [Reason, Certainty, spec: string] } = {
  404: ['not-found', 'guess', 'RFC 9110 §15.5.5'],
  407: ['proxy-authentication', 'guess', 'RFC 9110 §15.5.8'],
  408: ['unrelated', 'guess', 'RFC 9110 §15.5.9'],
  410: ['not-found', 'guess', 'RFC 9110 §15.5.11'],
  419: ['csrf', 'guess', 'not registered'],
  420: ['rate-limited', 'guess', 'not registered'],
  429: ['rate-limited', 'certain', 'RFC 6585 §4'],
  430: ['rate-limited', 'guess', 'not registered'],
  440: ['session-expired', 'likely', 'not registered (IIS)'],
  498: ['token-invalid', 'likely', 'not registered (Esri)'],
  511: ['captive-portal', 'certain', 'RFC 6585 §6'],
}

/** What HTTP itself says (RFC 9110 §11, §15.5): always an answer, the weakest one. */
export function examineHttp(evidence: Evidence): Finding {
  const { status } = evidence
  if (evidence.type === 'opaqueredirect') {
    return say(evidence, 'login-redirect', 'guess', 'fetch/opaque-redirect', { saw: 'a redirect that fetch did not follow', spec: 'Fetch §2.2.6' })
  }
  if (status === 0) return say(evidence, 'unrelated', 'guess', 'fetch/opaque', { saw: 'an answer that the browser does not let us read', spec: 'Fetch §2.2.6' })
  // A redirect that ended at a page may be a login; which pages are, conventions know. As a guess it would sign people out.
  if (status < 400) return say(evidence, 'ok', 'guess', 'http/ok', { spec: 'RFC 9110 §15.3' })
  if (status === 401) return examineUnauthorized(evidence)
  if (status === 407 && evidence.role !== 'integration' && evidence.header('proxy-authenticate') !== undefined) {
    return say(evidence, 'proxy-authentication', 'certain', 'http/407', { where: 'Proxy-Authenticate', spec: 'RFC 9110 §11.7.1' })
  }
  const byRole = examineRole(evidence)
  if (byRole) return byRole
  const known = statuses[status]
  if (known !== undefined) return say(evidence, known[0], known[1], `http/${status}`, { spec: known[2] })
  if (status === 403) return say(evidence, 'permission', 'guess', 'http/403', { spec: 'RFC 9110 §15.5.4' })
  return status < 500
    ? say(evidence, 'invalid-request', 'guess', 'http/4xx', { spec: 'RFC 9110 §15.5' })
    : say(evidence, 'server-error', 'guess', 'http/5xx', { spec: 'RFC 9110 §15.6' })
}

/** What a status other than 401 means because of what the endpoint is for. */
function examineRole(evidence: Evidence): Finding | undefined {
  const { role, status } = evidence
  const rule = `http/${status}@${role}`
  if (role === 'integration' && (status === 424 || status === 407)) return say(evidence, 'key-invalid', 'guess', rule, { spec: 'RFC 4918 §11.4' })
  if (role === 'renewal' && (status === 400 || status === 403)) return say(evidence, 'renewal-rejected', 'guess', rule)
  if (role !== 'sign-in') return undefined
  if (status === 423) return say(evidence, 'account-locked', 'likely', rule, { spec: 'RFC 4918 §11.3', ...retryAfter(evidence) })
  // Who signs in too often may be told so, or be locked out.
  if (status === 429) return say(evidence, 'rate-limited', 'likely', rule, { spec: 'RFC 6585 §4' })
  // Servlet containers say so of a form that waited too long (Jakarta Servlet §13.6.3).
  if (status === 408) return say(evidence, 'session-expired', 'guess', rule)
  return status === 400 || status === 422 ? say(evidence, 'wrong-credentials', 'guess', rule) : undefined
}

/** Schemes whose credentials are a person's own, so that asking for a fresh token is no help. */
const personal = /^(?:basic|digest|negotiate|ntlm|kerberos|scram-.+)$/
/** Schemes of tokens: a password in answer to one of them was not even looked at. */
const tokens = /^(?:bearer|dpop|token|jwt)$/

/**
 * A challenge says that credentials are wanted, not why those that came will not do: servers send the same bytes for a wrong
 * password, a locked account, a missing group and a key in a place that we cannot see. So it is never certain.
 */
function examineUnauthorized(evidence: Evidence): Finding {
  const { role, sent, challenges } = evidence
  const spec = 'RFC 9110 §15.5.2'
  const first = challenges[0]
  if (challenges.some((challenge) => challenge.scheme === 'digest' && challenge.get('stale')?.toLowerCase() === 'true')) {
    return say(evidence, 'stale-nonce', 'certain', 'digest/stale', { saw: 'stale=true', where: 'WWW-Authenticate: digest', spec: 'RFC 7616 §3.3' })
  }
  if (role === 'sign-in') return say(evidence, 'wrong-credentials', 'likely', 'http/401@sign-in', { spec })
  if (role === 'renewal') return say(evidence, 'renewal-rejected', 'likely', 'http/401@renewal', { spec })
  const realm = first?.get('realm')
  const certainty = first === undefined || !sent.known ? 'guess' : 'likely'
  const ground = { spec, ...(first && { where: `WWW-Authenticate: ${redact(first.scheme)}` }), ...(realm !== undefined && { realm: redact(realm) }) }
  const { scheme } = sent
  if (scheme === undefined) return say(evidence, 'no-credentials', certainty, 'http/401', { ...ground, saw: `status 401${sent.known ? ' to a request without Authorization' : ''}` })
  const saw = `status 401 to ${redact(scheme)} credentials`
  if (!personal.test(scheme)) return say(evidence, 'token-invalid', certainty, 'http/401-credentials-sent', { ...ground, saw })
  return first && challenges.every((challenge) => tokens.test(challenge.scheme))
    ? say(evidence, 'no-credentials', certainty, 'http/401-other-scheme', { ...ground, saw: `${saw}, where a token is wanted` })
    : say(evidence, 'wrong-credentials', certainty, 'http/401-credentials-sent', { ...ground, saw })
}

/** `Retry-After` in seconds; a date counts from the answer's own `Date` (RFC 9110 §10.2.3). */
export function retryAfter(evidence: Evidence): { readonly retryAfter?: number } {
  const value = evidence.header('retry-after')
  if (value === undefined) return {}
  const seconds = /^\d{1,9}$/.test(value) ? Number(value) : (Date.parse(value) - Date.parse(evidence.header('date') ?? '')) / 1000
  return seconds >= 0 ? { retryAfter: Math.ceil(seconds) } : {}
}

type Particulars = Partial<Ground> & { readonly realm?: string; readonly retryAfter?: number }

function say(evidence: Evidence, reason: Reason, certainty: Certainty, rule: string, more: Particulars = {}): Finding {
  return finding<Reason>(reason, { certainty, rule, saw: `status ${evidence.status}`, where: 'status', ...more })
}
