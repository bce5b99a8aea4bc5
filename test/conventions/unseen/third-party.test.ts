import { describe, expect, test } from 'vitest'
import { type Exchange, judge } from '../exchange.ts'

const B = { sent: 'Bearer abc.def.ghi' }
const I = { integration: 'acme', url: 'https://app.test/api/integrations/acme/data' }

const [R, F, T, N] = ['reauthenticate', 'forbidden', 'third-party-key-invalid', 'none'] as const

// Answers that nobody recorded: other member names, spellings, frames and statuses of the same meanings.
// prettier-ignore
const rows: readonly (readonly [kind: string, exchange: Exchange])[] = [
  [T, { status: 400, body: { error: 'session_expired' }, ...I }],
  [T, { status: 409, body: { error: 'login_required' }, ...I }],
  [T, { status: 502, body: { error: 'reauth_required' }, ...I }],
  [T, { status: 503, body: { code: 'consent_required' }, ...I }],
  [T, { status: 424, body: { code: 'mfa_required' }, ...I }],
  [T, { status: 409, body: { code: 'INTEGRATION_DISCONNECTED' } }],
  [T, { status: 400, body: { code: 'reconnect_required' } }],
  [T, { status: 422, body: { error: 'relink_required' } }],
  [T, { status: 409, body: { error: 'linked_account_expired' } }],
  [T, { status: 400, body: { error: 'connection_expired' }, ...I }],
  [T, { status: 400, body: { error: 'token_expired', integration: 'slack' }, ...B }],
  [T, { status: 400, body: { code: 'credentials_invalid', connector: 'snowflake' }, ...B }],
  [T, { status: 401, body: { message: 'Please reconnect your Google account' }, ...B }],
  [T, { status: 500, body: { message: 'Request failed with status code 401' }, ...I }],
  [T, { status: 502, body: { error: 'GitHub returned 401 Unauthorized' }, ...I }],
  [T, { status: 403, body: { message: 'forbidden' }, ...I }],
  [T, { status: 400, body: { message: 'The API key you supplied is not valid' }, ...I }],
  [T, { status: 401, body: 'Invalid API Key', type: 'text/plain', ...I }],
  [T, { status: 403, body: '403 Forbidden: insufficient permissions', type: 'text/plain', ...I }],
  [T, { status: 200, body: { status: 'error', error: { type: 'auth', message: 'Invalid token' } }, ...I }],
  [T, { status: 200, body: { error: { code: 401, message: 'Authentication failed' } }, ...I }],
  [T, { status: 200, body: { errors: [{ message: 'Not authorized' }], data: null }, ...I }],
  [T, { status: 422, body: { message: 'Unable to authenticate with provided credentials' }, ...I }],
  [T, { status: 400, body: { error: { message: '{"error":{"code":"invalid_api_key"}}' } }, ...I }],
  [T, { status: 500, body: { error: 'upstream: {"error":"invalid_grant","error_description":"Token has been expired or revoked."}' }, ...I }],
  [T, { status: 502, body: { error: 'invalid_grant' }, ...I }],
  [T, { status: 400, body: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }, ...I }],
  [T, { status: 400, body: { message: 'No API key found for acme. Add one in settings.' }, ...I }],
  [T, { status: 200, body: { jsonrpc: '2.0', id: 1, error: { code: -32042, message: 'URL elicitation required', data: { elicitations: [{ mode: 'url', elicitationId: 'x', url: 'https://app.test/connect/acme', message: 'Authorize' }] } } } }],
  [N, { status: 429, body: { message: 'Rate limited by upstream' }, ...I }],
  [N, { status: 404, body: { message: 'Channel not found' }, ...I }],
  [N, { status: 400, body: { message: 'Invalid domain name' }, ...I }],
  [N, { status: 500, body: { message: 'Internal error' }, ...I }],
  [N, { status: 502, body: { error: 'upstream connect error or disconnect/reset before headers' }, ...I }],
  [N, { status: 200, body: { code: 0, msg: 'ok', data: { error: 'token_expired' } }, ...I }],
  [N, { status: 200, body: { id: 'job_1', status: 'failed', errorCode: 'TOKEN_EXPIRED' }, ...I }],
  [N, { status: 200, body: { data: { a: 1 }, errors: [{ message: 'Could not find item', path: ['b'] }] }, ...I }],
  [N, { status: 402, body: { error: { message: 'Insufficient credits' } }, ...I }],
  [T, { status: 401, body: { error: { message: 'Invalid OAuth access token', type: 'OAuthException', code: 190 } }, ...I }],
  [T, { status: 400, body: { error: { message: 'Error validating access token: Session has expired', type: 'OAuthException', code: 190 } }, ...I }],
  [T, { status: 403, body: { Code: 'InvalidAccessKeyId.NotFound', Message: 'Specified access key is not found.' }, ...I }],
  [T, { status: 403, body: { Code: 'SignatureDoesNotMatch', Message: 'x y' }, ...I }],
  [T, { status: 400, body: { Code: 'InvalidSecurityToken.Expired' }, ...I }],
  [T, { status: 403, body: '<?xml version="1.0"?><Error><Code>InvalidAccessKeyId</Code><Message>The key does not exist</Message></Error>', type: 'application/xml', ...I }],
  [T, { status: 200, body: { ok: false, error: 'account_inactive' }, ...I }],
  [T, { status: 200, body: { errcode: 40001, errmsg: 'invalid credential, access_token is invalid or not latest' }, ...I }],
  [T, { status: 200, body: { code: 99991663, msg: 'Invalid access token for authorization. Please make a test attach new access token' }, ...I }],
  [T, { status: 200, body: { success: false, error: { info: 'You have not supplied a valid API Access Key.', code: 101, type: 'invalid_access_key' } }, ...I }],
  [T, { status: 200, body: { status: 'REQUEST_DENIED', error_message: 'The provided API key is invalid.', results: [] }, ...I }],
  [T, { status: 200, body: { cod: 401, message: 'Invalid API key.' }, ...I }],
  [T, { status: 200, body: { Response: 'False', Error: 'Invalid API key!' }, ...I }],
  [T, { status: 200, body: { error: { error_code: 5, error_msg: 'User authorization failed: invalid access_token (4).' } }, ...I }],
  [T, { status: 200, body: { error: 110, message: 'Invalid API key' }, ...I }],
  [T, { status: 200, body: { result: 'error', message: 'API key invalid' }, ...I }],
  [T, { status: 200, body: { errors: [{ code: 'AUTHENTICATION_FAILED', message: 'Bad api key' }] }, ...I }],
  [T, { status: 401, body: { errors: [{ status: '401', title: 'Unauthorized' }] }, ...I }],
  [T, { status: 403, body: { error: 'access_denied', error_description: 'scope' }, ...I }],
  [T, { status: 403, body: { message: 'Missing permissions' }, ...I }],
  [T, { status: 412, body: { code: 'integration_not_connected', message: 'Connect Slack first' }, ...B }],
  [T, { status: 400, body: { code: 'OAUTH_CONNECTION_REVOKED' }, ...B }],
  [T, { status: 409, body: { error: { type: 'provider_auth_expired' } }, ...B }],
  [T, { status: 502, body: { code: 'UPSTREAM_AUTH_FAILED', message: 'x' }, ...B }],
  [T, { status: 500, body: { message: 'Google API error: invalid_grant' }, ...I }],
  [T, { status: 422, body: { message: 'Your connection to Salesforce has expired. Please reconnect.' }, ...B }],
  [T, { status: 400, body: { detail: 'The integration token has been revoked by the provider' }, ...B }],
  [T, { status: 403, body: { message: 'The connected account no longer has access', code: 'connected_account_access_revoked' }, ...B }],
  [F, { status: 403, body: { error: 'IP not whitelisted' }, ...I }],
  [F, { status: 403, body: { message: 'This endpoint is not available on your plan' }, ...I }],
  [N, { status: 403, body: { message: 'Quota exceeded for this project' }, ...I }],
  [N, { status: 400, body: { message: 'Required parameter missing: name' }, ...I }],
  [N, { status: 422, body: { message: 'Validation failed: email is invalid' }, ...I }],
  [N, { status: 503, body: { message: 'Service temporarily unavailable' }, ...I }],
  [N, { status: 504, body: { message: 'Upstream timed out' }, ...I }],
  [N, { status: 502, body: { error: 'upstream_error' }, ...I }],
  [N, { status: 409, body: { message: 'Record already exists' }, ...I }],
  [N, { status: 200, body: { id: 'x', error: null, message: 'token rotated' }, ...I }],
  [N, { status: 200, body: { status: 'ok', warnings: ['token expires soon'] }, ...I }],
]

describe('given a third party’s refusal that nobody tuned for, then it is told from our own', () => {
  test.each(
    rows.map(([kind, exchange]) => [`${exchange.status} ${JSON.stringify(exchange.body)}`, kind, exchange] as const),
  )('%s is %s', async (_name, kind, exchange) => {
    const verdict = await judge(exchange)
    expect(verdict.kind, JSON.stringify(verdict.because)).toBe(kind)
  })
})

describe('given an integration route, when an ordinary code of a login comes', () => {
  const codes = [
    'session_expired',
    'login_required',
    'reauth_required',
    'mfa_required',
    'consent_required',
    'SESSION_EXPIRED',
    'sessionExpired',
    'not_logged_in',
    'unauthenticated',
    'token_expired',
    'interaction_required',
    'reauthentication_required',
    'step_up_required',
    'invalid_session',
    'session_timeout',
    'auth_required',
    'recent_login_required',
    'relink_required',
    'reconnect_required',
    'login_expired',
  ]
  test.each(codes)('%s signs nobody out for certain, and under 400, 409, 424, 502 and 503 not at all', async (code) => {
    for (const body of [{ error: code }, { code }, { error: { code, message: 'x y' } }]) {
      for (const status of [400, 409, 424, 502, 503]) {
        expect((await judge({ ...I, status, body })).kind, `${status}`).not.toBe(R)
      }
      for (const status of [401, 403]) {
        const { kind, certainty, reason } = await judge({ ...I, status, body })
        if (kind === R) expect([reason, certainty]).toEqual(['session-expired', 'likely'])
      }
    }
  })

  test.each([
    'integration_disconnected',
    'relink_required',
    'reconnect_required',
    'linked_account_expired',
    'INTEGRATION_EXPIRED',
    'connectorRevoked',
    'RECONNECT_NEEDED',
    'needs_reconnect',
    'reauthorization_required',
    'third_party_disconnected',
  ])('%s is never about our own login, whatever the route', async (code) => {
    for (const status of [400, 401, 403, 409, 412, 424]) {
      expect((await judge({ status, body: { error: code }, ...B })).kind).toBe(T)
      expect((await judge({ ...I, status, body: { error: { code } } })).kind).toBe(T)
    }
  })

  test.each([{ integration: 'slack' }, { provider: 'google' }, { connector: 'snowflake' }, { plugin: 'linear' }])(
    'a member beside a failure code names the owner: %j',
    async (owner) => {
      const [name] = Object.values(owner)
      expect(await judge({ status: 400, body: { error: 'token_expired', ...owner }, ...B })).toMatchObject({
        kind: T,
        integration: name,
        reason: 'key-expired',
      })
    },
  )

  test('a provider that is our own sign-in owns nothing', async () => {
    for (const provider of ['local', 'ldap', 'credentials']) {
      expect((await judge({ status: 401, body: { error: 'token_expired', provider }, ...B })).kind).toBe(R)
    }
  })

  test('MCP: the URL of an elicitation is offered where the user connects, if its origin is the request’s', async () => {
    const body = (url: string): object => ({
      jsonrpc: '2.0',
      id: 1,
      error: { code: -32_042, message: 'x y', data: { elicitations: [{ mode: 'url', url, message: 'Connect Acme' }] } },
    })
    expect(await judge({ status: 200, body: body('https://app.test/connect') })).toMatchObject({
      kind: T,
      reason: 'key-missing',
      certainty: 'certain',
      manageUrl: 'https://app.test/connect',
      message: 'Connect Acme',
    })
    expect(await judge({ status: 200, body: body('https://evil.test/connect') })).not.toHaveProperty('manageUrl')
  })
})
