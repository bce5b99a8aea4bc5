import type { Challenge } from '../challenge/index.js'
import type { Evidence, Role } from './evidence.js'
import { finding, type Finding, type Ground } from './finding.js'
import { redact } from './redact.js'
import { retryAfter } from './retry-after.js'
import type { Certainty, Reason } from './verdict.js'

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9
type Status = `${4 | 5}${Digit}${Digit}`
type StatusRow = readonly [reason: Reason, certainty: Certainty, spec?: string]

/** Success and the two classes of refusals have a row each; single statuses may have one, also by role. A typo does not compile. */
export type StatusTable = { readonly [K in 'ok' | '4xx' | '5xx']: StatusRow } & {
  readonly [K in Status | `${Status}@${Role}`]?: StatusRow
}

/** Each row says what a status means, for one role or for all, how surely, and which specification says so. */
// prettier-ignore
const table = {
  'ok': ['ok', 'guess', 'RFC 9110 §15.3'],
  '4xx': ['invalid-request', 'guess', 'RFC 9110 §15.5'],
  '5xx': ['server-error', 'guess', 'RFC 9110 §15.6'],
  '400@renewal': ['renewal-rejected', 'guess'],
  '400@sign-in': ['wrong-credentials', 'guess'],
  '401@renewal': ['renewal-rejected', 'likely', 'RFC 9110 §15.5.2'],
  '401@sign-in': ['wrong-credentials', 'likely', 'RFC 9110 §15.5.2'],
  '403': ['permission', 'guess', 'RFC 9110 §15.5.4'],
  '403@integration': ['key-insufficient', 'guess', 'RFC 9110 §15.5.4'],
  '403@renewal': ['renewal-rejected', 'guess'],
  '403@sign-in': ['wrong-credentials', 'guess', 'RFC 9110 §15.5.4'],
  '404': ['not-found', 'guess', 'RFC 9110 §15.5.5'],
  '407': ['proxy-authentication', 'guess', 'RFC 9110 §15.5.8'],
  '407@integration': ['key-invalid', 'guess', 'RFC 9110 §15.5.8'],
  '408': ['unrelated', 'guess', 'RFC 9110 §15.5.9'],
  '408@sign-in': ['session-expired', 'guess', 'Jakarta Servlet §13.6.3'],
  '410': ['not-found', 'guess', 'RFC 9110 §15.5.11'],
  '419': ['csrf', 'guess', 'not registered'],
  '420': ['rate-limited', 'guess', 'not registered'],
  '422@sign-in': ['wrong-credentials', 'guess'],
  '423@sign-in': ['account-locked', 'likely', 'RFC 4918 §11.3'],
  '424@integration': ['key-invalid', 'guess', 'RFC 4918 §11.4'],
  '429': ['rate-limited', 'certain', 'RFC 6585 §4'],
  '429@sign-in': ['rate-limited', 'likely', 'RFC 6585 §4'],
  '430': ['rate-limited', 'guess', 'not registered'],
  '440': ['session-expired', 'likely', 'not registered (IIS)'],
  '498': ['token-invalid', 'likely', 'not registered (Esri)'],
  '511': ['captive-portal', 'certain', 'RFC 6585 §6'],
} as const satisfies StatusTable

/** Finds the row of a status; a row of the role counts first. */
function rowOf(status: number, role: Role): { readonly name: string; readonly row: StatusRow } {
  const known: Readonly<Record<string, StatusRow>> = table
  for (const name of [`${status}@${role}`, `${status}`]) {
    const row = Object.hasOwn(known, name) ? known[name] : undefined
    if (row) return { name, row }
  }
  if (status < 400) return { name: 'ok', row: table.ok }
  return status < 500 ? { name: '4xx', row: table['4xx'] } : { name: '5xx', row: table['5xx'] }
}

/** Says what HTTP itself says of an answer (RFC 9110 §11, §15.5); of equally sure findings it is the last. */
export function examineHttp(evidence: Evidence): Finding {
  const { status, type, role } = evidence
  if (type === 'opaqueredirect') {
    return findingOf(evidence, 'login-redirect', 'guess', 'fetch/opaque-redirect', {
      saw: 'a redirect that fetch did not follow',
      spec: 'Fetch §2.2.6',
    })
  }
  if (status === 0) {
    return findingOf(evidence, 'unrelated', 'guess', 'fetch/opaque', {
      saw: 'an answer that the browser does not let us read',
      spec: 'Fetch §2.2.6',
    })
  }
  if (status === 407 && role !== 'integration' && evidence.header('proxy-authenticate') !== undefined) {
    return findingOf(evidence, 'proxy-authentication', 'certain', 'http/407', {
      where: 'Proxy-Authenticate',
      spec: 'RFC 9110 §11.7.1',
    })
  }
  if (status === 401 && evidence.challenges.some(isStaleNonce)) {
    return findingOf(evidence, 'stale-nonce', 'certain', 'digest/stale', {
      saw: 'stale=true',
      where: 'WWW-Authenticate: digest',
      spec: 'RFC 7616 §3.3',
    })
  }
  // Only conventions know which pages are login pages: a redirect to any page, as a guess, would sign the user out.
  // Where one of our own realms speaks, nothing was relayed, whatever the route is for.
  const { name, row } = rowOf(status, role === 'integration' && isOurs(evidence) ? 'resource' : role)
  if (name === '4xx' && (status === 401 || (status === 400 && isOtherSchemeWanted(evidence)))) {
    return examineUnauthorized(evidence)
  }
  const [reason, certainty, spec] = row
  return findingOf(evidence, reason, certainty, `http/${name}`, {
    spec,
    ...(name === '403@integration' && { upstream: { status } }),
    ...(reason === 'account-locked' && retryAfter(evidence)),
  })
}

/** Whether the nonce alone was refused (RFC 7616 §3.3). */
function isStaleNonce(challenge: Challenge): boolean {
  return challenge.scheme === 'digest' && challenge.get('stale')?.toLowerCase() === 'true'
}

/** Whether one of our own challenges speaks. */
export function isOurs({ challenges, ownRealms }: Evidence): boolean {
  return challenges.some((challenge) => ownRealms.includes(challenge.get('realm') ?? ''))
}

/** Whether the server asks for credentials of another scheme than those that the request carried, if it carried any. */
export function isOtherSchemeWanted({ challenges, sent }: Evidence): boolean {
  return sent.known && challenges.length > 0 && challenges.every(({ scheme }) => scheme !== sent.scheme)
}

/** These schemes carry a person's own credentials, so a fresh token is no help. */
export const personal: RegExp = /^(?:basic|digest|negotiate|ntlm|kerberos|scram-.+)$/
/** These schemes carry tokens: a server that wants one of them has not looked at a password. */
const tokens = /^(?:bearer|dpop|token|jwt)$/

/**
 * A challenge says that the server wants credentials. It does not say why those that came were refused: servers send the same
 * bytes for a wrong password, a locked account and a missing group. So the finding is never certain.
 */
function examineUnauthorized(evidence: Evidence): Finding {
  const { sent, challenges, status } = evidence
  const [first] = challenges
  const realm = first?.get('realm')
  const certainty = first && sent.known ? 'likely' : 'guess'
  const ground = {
    spec: status === 401 ? 'RFC 9110 §15.5.2' : 'RFC 9110 §11.6.1',
    where: first ? `WWW-Authenticate: ${redact(first.scheme)}` : 'status',
    realm: realm === undefined ? realm : redact(realm),
  }
  const { scheme } = sent
  if (scheme === undefined) {
    return findingOf(evidence, 'no-credentials', certainty, `http/${status}`, {
      ...ground,
      saw: `status ${status}${sent.known ? ' to a request without Authorization' : ''}`,
    })
  }
  const saw = `status ${status} to ${redact(scheme)} credentials`
  if (personal.test(scheme) && first && challenges.every((challenge) => tokens.test(challenge.scheme))) {
    return findingOf(evidence, 'no-credentials', certainty, `http/${status}-other-scheme`, {
      ...ground,
      saw: `${saw}, where a token is wanted`,
    })
  }
  const reason = personal.test(scheme) ? 'wrong-credentials' : 'token-invalid'
  return findingOf(evidence, reason, certainty, `http/${status}-credentials-sent`, { ...ground, saw })
}

type Particulars = Partial<Omit<Ground, 'spec'>> & {
  readonly spec?: string | undefined
  readonly realm?: string | undefined
  readonly retryAfter?: number
  readonly upstream?: { readonly status: number }
}

function findingOf(
  evidence: Evidence,
  reason: Reason,
  certainty: Certainty,
  rule: string,
  more: Particulars = {},
): Finding {
  return finding<Reason>(reason, { certainty, rule, saw: `status ${evidence.status}`, where: 'status', ...more })
}
