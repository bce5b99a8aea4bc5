import { thirdPartyKeyInvalid } from '../problem/index.js'
import type { Reason, Role, ThirdPartyKeyInvalid } from '../verdict/index.js'
import { bearer, challenge, html, json } from './answer.js'

interface ScopeOptions {
  /** Scopes that are missing, apart by spaces. */
  readonly scope?: string
}

interface WaitOptions {
  /** Seconds. */
  readonly retryAfter?: number
}

interface KeyOptions {
  /** Default: `key-invalid`. */
  readonly reason?: ThirdPartyKeyInvalid['reason']
  readonly manageUrl?: string
}

const signInForm =
  '<form method="post" action="/login"><input name="user"><input type="password" name="password"></form>'

/**
 * Refusals as servers send them; each call makes a new `Response`. What only the endpoint can tell needs its route in
 * `createAuth`: `roleFor` says which.
 *
 * @example
 * const fetch = async () => responses.tokenExpired()
 */
export const responses = {
  /** 401, no credentials came (RFC 6750 §3). */
  noCredentials: (): Response => challenge(401, 'Bearer realm="app"', { message: 'Authentication required' }),
  /** 401 without a challenge; the body says so. */
  sessionExpired: (): Response =>
    json(401, { message: 'Your session has expired. Please sign in again.', code: 'session_expired' }),
  /** 401 `invalid_token` (RFC 6750 §3.1). */
  tokenExpired: (): Response => bearer(401, 'invalid_token', 'The access token expired'),
  /** 401 `invalid_token` (RFC 6750 §3.1). */
  tokenInvalid: (): Response => bearer(401, 'invalid_token', 'The access token is malformed'),
  /** 401 `invalid_token` (RFC 6750 §3.1). */
  tokenRevoked: (): Response => bearer(401, 'invalid_token', 'The access token was revoked'),
  /** 401 `insufficient_user_authentication` (RFC 9470 §3); `maxAge` in seconds. */
  stepUp: ({ acr = 'mfa', maxAge }: { readonly acr?: string; readonly maxAge?: number } = {}): Response =>
    bearer(
      401,
      'insufficient_user_authentication',
      'A stronger sign-in is needed',
      `, acr_values="${acr}"${maxAge === undefined ? '' : `, max_age="${maxAge}"`}`,
    ),
  /** 401 `use_dpop_nonce` (RFC 9449 §9). */
  staleNonce: ({ nonce = 'nonce-2' }: { readonly nonce?: string } = {}): Response =>
    json(401, { error: 'use_dpop_nonce' }, { 'www-authenticate': 'DPoP error="use_dpop_nonce"', 'dpop-nonce': nonce }),
  /**
   * A redirect to a login page as `fetch` hands it over, which followed it. A server of a test (msw) sends the redirect
   * itself instead.
   */
  loginRedirect: ({ location = 'https://app.test/login' }: { readonly location?: string } = {}): Response =>
    Object.defineProperties(responses.loginPage(), { url: { value: location }, redirected: { value: true } }),
  /** A login page in place of data; with status 200, which is the default, it needs `inspect` on its route. */
  loginPage: ({ status = 200 }: { readonly status?: number } = {}): Response => html(status, 'Sign in', signInForm),
  /** At the renewal: 400 `invalid_grant` (RFC 6749 §5.2). */
  renewalRejected: (): Response =>
    json(400, { error: 'invalid_grant', error_description: 'The refresh token is invalid' }),
  /** At the sign-in. */
  wrongPassword: (): Response => json(401, { error: 'invalid_credentials', message: 'Wrong username or password' }),
  /** At the sign-in. */
  malformedCredentials: (): Response => json(401, { detail: 'Invalid basic header.' }),
  /** At the sign-in; `retryAfter` in seconds. */
  accountLocked: ({ retryAfter }: WaitOptions = {}): Response =>
    json(403, { error: 'account_locked', message: 'The account is locked after too many attempts' }, wait(retryAfter)),
  /** At the sign-in. */
  accountDisabled: (): Response => json(403, { error: 'account_disabled', message: 'The account is disabled' }),
  /** At the sign-in: 401 `invalid_client` (RFC 6749 §5.2). */
  clientRejected: (): Response =>
    json(401, { error: 'invalid_client', error_description: 'Client authentication failed' }),
  /** 403; with a scope, `insufficient_scope` (RFC 6750 §3.1). */
  forbidden: ({ scope }: ScopeOptions = {}): Response =>
    scope === undefined
      ? json(403, { error: 'permission_denied', message: 'You do not have permission to perform this action.' })
      : bearer(403, 'insufficient_scope', 'The token has not the scope', `, scope="${scope}"`),
  /** 403, a CSRF token is missing or too old. */
  csrf: (): Response => json(403, { detail: 'CSRF Failed: CSRF token missing.' }),
  /** 403, the address is not allowed. */
  policy: (): Response => json(403, { error: 'ip_not_allowed', message: 'Access from your IP address is not allowed' }),
  /** 403, the user has no second factor yet. */
  mfaEnrolmentRequired: (): Response =>
    json(403, { error: 'mfa_enrollment_required', message: 'Set up a second factor first' }),
  /** The problem type that why401 recommends (RFC 9457). */
  thirdPartyKey: (integration: string, options: KeyOptions = {}): Response =>
    thirdPartyKeyInvalid({ integration, upstream: { status: 401 }, ...options }),
  /** 200, JSON. */
  ok: (body: unknown = {}): Response => json(200, body),
  /** 429; `retryAfter` in seconds. */
  rateLimited: ({ retryAfter = 60 }: WaitOptions = {}): Response =>
    json(429, { message: 'Too many requests' }, wait(retryAfter)),
  /** 407, a page of a proxy. */
  proxyAuthentication: (): Response => html(407, 'Proxy Authentication Required', '<h1>407</h1>'),
  /** 511, a page of the network (RFC 6585 §6). */
  captivePortal: (): Response => html(511, 'Network Authentication Required', '<h1>511</h1>'),
  notFound: (): Response => json(404, { message: 'Not Found' }),
  invalidRequest: (): Response => json(400, { message: 'Validation failed' }),
  serverError: (): Response => json(500, { message: 'Internal Server Error' }),
  unrelated: (): Response => json(408, { message: 'Request Timeout' }),
} as const

function wait(seconds: number | undefined): Record<string, string> {
  return seconds === undefined ? {} : { 'retry-after': `${seconds}` }
}

const key = (reason: ThirdPartyKeyInvalid['reason']) => (): Response => responses.thirdPartyKey('mail', { reason })

const byReason: { readonly [R in Reason]: () => Response } = {
  'no-credentials': responses.noCredentials,
  'session-expired': responses.sessionExpired,
  'token-expired': responses.tokenExpired,
  'token-invalid': responses.tokenInvalid,
  'token-revoked': responses.tokenRevoked,
  'step-up': responses.stepUp,
  'stale-nonce': responses.staleNonce,
  'login-redirect': responses.loginRedirect,
  'login-page': responses.loginPage,
  'renewal-rejected': responses.renewalRejected,
  'wrong-credentials': responses.wrongPassword,
  'malformed-credentials': responses.malformedCredentials,
  'account-locked': responses.accountLocked,
  'account-disabled': responses.accountDisabled,
  'client-rejected': responses.clientRejected,
  'insufficient-scope': () => responses.forbidden({ scope: 'reports:write' }),
  permission: responses.forbidden,
  csrf: responses.csrf,
  policy: responses.policy,
  'mfa-enrolment-required': responses.mfaEnrolmentRequired,
  'key-invalid': key('key-invalid'),
  'key-expired': key('key-expired'),
  'key-revoked': key('key-revoked'),
  'key-missing': key('key-missing'),
  'key-insufficient': key('key-insufficient'),
  ok: responses.ok,
  'rate-limited': responses.rateLimited,
  'proxy-authentication': responses.proxyAuthentication,
  'captive-portal': responses.captivePortal,
  'not-found': responses.notFound,
  'invalid-request': responses.invalidRequest,
  'server-error': responses.serverError,
  unrelated: responses.unrelated,
}

/**
 * A refusal for each reason, for tests over all of them.
 *
 * @throws TypeError when `reason` is none
 * @example
 * const response = responseFor('key-expired')
 */
export function responseFor(reason: Reason): Response {
  if (!Object.hasOwn(byReason, reason)) throw new TypeError('responseFor: `reason` must be a reason of a verdict')
  return byReason[reason]()
}

/**
 * The role that a route needs for a refusal with this reason to be read as one.
 *
 * @example
 * roleFor('wrong-credentials') // 'sign-in'
 */
export function roleFor(reason: Reason): Role {
  if (reason === 'renewal-rejected') return 'renewal'
  return /^(?:wrong|malformed|account|client)-/.test(reason) ? 'sign-in' : 'resource'
}
