import { problemFor, slugOf, unauthorizedFor } from '../suggested-response.js'
import { isRefusedInBody, isRegisteredStatus, type Rule } from './rule.js'

export const permissionAs401: Rule = ({ status, kind, reason, challenges }) => {
  const isScopeMissing = challenges.some((challenge) => challenge.get('error') === 'insufficient_scope')
  if (status !== 401 || !(kind === 'forbidden' || isScopeMissing)) return undefined
  const fix = isScopeMissing
    ? 'HTTP/1.1 403 Forbidden\nWWW-Authenticate: Bearer realm="app", error="insufficient_scope", scope="reports:write"'
    : problemFor('403 Forbidden', slugOf(reason))
  return {
    code: 'permission-as-401',
    title: '401 for what the user may not do',
    text: '401 asks for other credentials: a client signs the user in again, in vain. Who is known and may not gets 403.',
    fix,
    spec: 'RFC 9110 §15.5.4',
  }
}

export const loginAs403: Rule = (verdict) => {
  if (verdict.kind !== 'reauthenticate' || verdict.status !== 403) return undefined
  return {
    code: 'login-as-403',
    title: '403 that means “sign in”',
    text: '403 says that the same user will be refused again. Who is not signed in, or not any more, gets 401 with a challenge.',
    fix: unauthorizedFor(verdict),
    spec: 'RFC 9110 §15.5.2',
  }
}

/** A token endpoint answers 400 for these (RFC 6749 §5.2, RFC 9449 §8). */
const atTokenEndpoint = /^(?:renewal-rejected|stale-nonce)$/

export const loginAsOtherStatus: Rule = (verdict) => {
  const { kind, status, reason } = verdict
  if (
    kind !== 'reauthenticate' ||
    status === 401 ||
    status === 403 ||
    status < 400 ||
    (status === 400 && atTokenEndpoint.test(reason)) ||
    isRefusedInBody(verdict)
  ) {
    return undefined
  }
  const why = isRegisteredStatus(status)
    ? 'says something else to every client'
    : 'is not registered: a client that does not know it takes it for 400 or 500'
  return {
    code: 'login-as-other-status',
    title: `${status} for a dead session`,
    text: `${status} ${why}. Who has to sign in gets 401 with a challenge.`,
    fix: unauthorizedFor(verdict),
    spec: 'RFC 9110 §15.5.2',
  }
}

export const rejectionAsServerError: Rule = (verdict) => {
  const { kind, status, reason } = verdict
  if (kind !== 'credentials-rejected' || status < 500 || isRefusedInBody(verdict)) return undefined
  return {
    code: 'rejection-as-server-error',
    title: `${status} for wrong credentials`,
    text: 'A 5xx says that the server failed: it sets off alarms and is retried. What was entered is the client’s to correct.',
    fix: problemFor('422 Unprocessable Content', slugOf(reason)),
    spec: 'RFC 9110 §15.6',
  }
}

/** Statuses that refuse a user who is known, or that another rule is about. */
const fitsForbidden = /^(?:401|403|404|428|451)$/

export const permissionAsOtherStatus: Rule = (verdict) => {
  const { kind, status, reason } = verdict
  if (
    kind !== 'forbidden' ||
    status < 400 ||
    fitsForbidden.test(`${status}`) ||
    !isRegisteredStatus(status) ||
    isRefusedInBody(verdict)
  ) {
    return undefined
  }
  return {
    code: 'permission-as-other-status',
    title: `${status} for what the user may not do`,
    text: `${status} says something else to every client. Who is known and may not gets 403, or 404 where even that is a secret.`,
    fix: problemFor('403 Forbidden', slugOf(reason)),
    spec: 'RFC 9110 §15.5.4',
  }
}

export const proxyStatus: Rule = ({ kind, status, certainty }) => {
  if (status !== 407 || kind !== 'none' || certainty === 'certain') return undefined
  return {
    code: 'proxy-status',
    title: '407 from a server',
    text: '407 is a proxy’s, and carries Proxy-Authenticate. Chromium makes a network error of any other: no page can read it.',
    spec: 'RFC 9110 §15.5.8',
  }
}

export const unregisteredStatus: Rule = ({ kind, status, reason }) => {
  if (kind === 'reauthenticate' || kind === 'third-party-key-invalid' || status < 400 || isRegisteredStatus(status)) {
    return undefined
  }
  const fix = kind === 'forbidden' ? problemFor('403 Forbidden', slugOf(reason)) : undefined
  return {
    code: 'unregistered-status',
    title: `${status} is not a registered status`,
    text: `A client that does not know it takes it for ${status < 500 ? 400 : 500}, and proxies may replace it.${fix === undefined ? '' : ' 403 with a problem type says the same to everybody.'}`,
    ...(fix !== undefined && { fix }),
    spec: 'RFC 9110 §15',
  }
}

export const guessed: Rule = ({ kind, status, certainty, reason }, { method }) => {
  // A 401 with a challenge says what it can; the answer to HEAD has no body that could say more.
  if (certainty !== 'guess' || kind === 'none' || status < 400 || status === 401 || method === 'HEAD') return undefined
  const text =
    kind === 'forbidden'
      ? 'A bare 403 can mean: may not, not signed in, a dead CSRF token, a firewall. A problem type, or a challenge with error="insufficient_scope", says which.'
      : 'The status alone had to do. A code that machines can read, such as a problem type, spares every client the guess.'
  const fix = problemFor(kind === 'forbidden' ? '403 Forbidden' : `${status}`, slugOf(reason))
  return { code: 'guessed', title: 'The server did not say why', text, fix, spec: 'RFC 9457 §3' }
}
