import { describe, expect, test } from 'vitest'
import { providers } from 'why401/conventions'
import { type Exchange, judge, said } from '../exchange.ts'

/** Refusals as the services' own references have them. */
const refusals: readonly (readonly [
  integration: string,
  reason: string,
  status: number,
  body: unknown,
  type?: string,
])[] = [
  [
    'github',
    'key-invalid',
    401,
    { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' },
  ],
  [
    'github',
    'key-insufficient',
    403,
    {
      message: 'Resource not accessible by personal access token',
      documentation_url: 'https://docs.github.com/rest/repos',
      status: '403',
    },
  ],
  [
    'google',
    'key-invalid',
    400,
    {
      error: {
        code: 400,
        message: 'API key not valid. Please pass a valid API key.',
        status: 'INVALID_ARGUMENT',
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
            reason: 'API_KEY_INVALID',
            domain: 'googleapis.com',
            metadata: { service: 'maps-backend.googleapis.com' },
          },
        ],
      },
    },
  ],
  [
    'google',
    'key-invalid',
    401,
    {
      error: {
        code: 401,
        message:
          'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
        status: 'UNAUTHENTICATED',
      },
    },
  ],
  [
    'google',
    'key-invalid',
    401,
    {
      error: {
        errors: [
          {
            domain: 'global',
            reason: 'authError',
            message: 'Invalid Credentials',
            locationType: 'header',
            location: 'Authorization',
          },
        ],
        code: 401,
        message: 'Invalid Credentials',
      },
    },
  ],
  [
    'google',
    'key-insufficient',
    403,
    {
      error: {
        code: 403,
        message: 'Request had insufficient authentication scopes.',
        status: 'PERMISSION_DENIED',
        details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT', domain: 'googleapis.com' }],
      },
    },
  ],
  [
    'google',
    'key-invalid',
    200,
    { error_message: 'The provided API key is invalid.', results: [], status: 'REQUEST_DENIED' },
  ],
  [
    'openai',
    'key-invalid',
    401,
    {
      error: {
        message: 'Incorrect API key provided: sk-***.',
        type: 'invalid_request_error',
        param: null,
        code: 'invalid_api_key',
      },
    },
  ],
  [
    'anthropic',
    'key-invalid',
    401,
    { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' }, request_id: 'req_x' },
  ],
  [
    'anthropic',
    'key-insufficient',
    403,
    {
      type: 'error',
      error: {
        type: 'permission_error',
        message: 'Your API key does not have permission to use the specified resource.',
      },
    },
  ],
  [
    'stripe',
    'key-invalid',
    401,
    { error: { message: 'Invalid API Key provided: sk_test_***', type: 'invalid_request_error' } },
  ],
  [
    'stripe',
    'key-revoked',
    403,
    {
      error: {
        code: 'account_invalid',
        message: "The provided key 'sk_live_***' does not have access to account 'acct_1'",
        type: 'invalid_request_error',
      },
    },
  ],
  ['slack', 'key-invalid', 200, { ok: false, error: 'invalid_auth' }],
  ['slack', 'key-revoked', 200, { ok: false, error: 'token_revoked' }],
  [
    'slack',
    'key-insufficient',
    200,
    { ok: false, error: 'missing_scope', needed: 'chat:write', provided: 'users:read' },
  ],
  [
    'twilio',
    'key-invalid',
    401,
    {
      code: 20003,
      detail: '',
      message: 'Authenticate',
      more_info: 'https://www.twilio.com/docs/errors/20003',
      status: 401,
    },
  ],
  [
    'sendgrid',
    'key-invalid',
    401,
    {
      errors: [
        { message: 'The provided authorization grant is invalid, expired, or revoked', field: null, help: null },
      ],
    },
  ],
  ['salesforce', 'key-expired', 401, [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]],
  [
    'shopify',
    'key-invalid',
    401,
    { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' },
  ],
  [
    'hubspot',
    'key-expired',
    401,
    {
      status: 'error',
      message: 'The OAuth token used to make this call expired 5 hour(s) ago.',
      correlationId: 'x',
      category: 'EXPIRED_AUTHENTICATION',
    },
  ],
  [
    'hubspot',
    'key-insufficient',
    403,
    { status: 'error', message: 'This app hasn’t been granted all required scopes.', category: 'MISSING_SCOPES' },
  ],
  [
    'notion',
    'key-invalid',
    401,
    { object: 'error', status: 401, code: 'unauthorized', message: 'API token is invalid.' },
  ],
  [
    'dropbox',
    'key-expired',
    401,
    { error_summary: 'expired_access_token/..', error: { '.tag': 'expired_access_token' } },
  ],
  [
    'mailchimp',
    'key-invalid',
    401,
    {
      type: 'https://mailchimp.com/developer/marketing/docs/errors/',
      title: 'API Key Invalid',
      status: 401,
      detail: 'x',
    },
    'application/problem+json',
  ],
  [
    'xero',
    'key-expired',
    401,
    {
      Type: null,
      Title: 'Unauthorized',
      Status: 401,
      Detail: 'TokenExpired: token expired at 01/01/2026 00:00:00',
      Instance: 'x',
    },
  ],
  [
    'aws',
    'key-invalid',
    403,
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>InvalidAccessKeyId</Code><Message>The AWS Access Key Id you provided does not exist in our records.</Message><RequestId>x</RequestId></Error>',
    'application/xml',
  ],
  [
    'aws',
    'key-expired',
    400,
    '<?xml version="1.0"?><ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>ExpiredToken</Code></Error></ErrorResponse>',
    'text/xml',
  ],
  [
    'aws',
    'key-invalid',
    400,
    {
      __type: 'com.amazon.coral.service#UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    },
  ],
  [
    'microsoft',
    'key-invalid',
    401,
    { error: { code: 'InvalidAuthenticationToken', message: 'Access token is empty.' } },
  ],
  [
    'azure',
    'key-invalid',
    401,
    { error: { code: '401', message: 'Access denied due to invalid subscription key or wrong API endpoint.' } },
  ],
  [
    'meta',
    'key-expired',
    400,
    {
      error: {
        message: 'Error validating access token: Session has expired',
        type: 'OAuthException',
        code: 190,
        error_subcode: 463,
      },
    },
  ],
  [
    'meta',
    'key-revoked',
    400,
    {
      error: {
        message: 'Error validating access token: The user has not authorized application',
        type: 'OAuthException',
        code: 190,
        error_subcode: 458,
      },
    },
  ],
  ['atlassian', 'key-insufficient', 401, { code: 401, message: 'Unauthorized; scope does not match' }],
  [
    'linear',
    'key-invalid',
    400,
    {
      errors: [
        {
          message: 'Authentication required, not authenticated',
          extensions: {
            type: 'authentication error',
            code: 'AUTHENTICATION_ERROR',
            userPresentableMessage: 'You need to authenticate to access this operation.',
          },
        },
      ],
    },
  ],
  ['zoom', 'key-expired', 401, { code: 124, message: 'Access token is expired.' }],
  [
    'openweather',
    'key-invalid',
    401,
    { cod: 401, message: 'Invalid API key. Please see https://openweathermap.org/faq#error401 for more info.' },
  ],
  [
    'api.data.gov',
    'key-missing',
    403,
    { error: { code: 'API_KEY_MISSING', message: 'No api_key was supplied. Get one at https://api.nasa.gov' } },
  ],
  ['vercel', 'key-invalid', 403, { error: { code: 'forbidden', message: 'Not authorized', invalidToken: true } }],
  [
    'cloudflare',
    'key-invalid',
    403,
    { success: false, errors: [{ code: 9109, message: 'Invalid access token' }], messages: [], result: null },
  ],
  ['discord', 'key-invalid', 401, { message: '401: Unauthorized', code: 0 }],
  ['spotify', 'key-expired', 401, { error: { status: 401, message: 'The access token expired' } }],
  ['x', 'key-invalid', 401, { errors: [{ code: 89, message: 'Invalid or expired token.' }] }],
  [
    'plaid',
    'key-revoked',
    400,
    {
      error_type: 'ITEM_ERROR',
      error_code: 'ITEM_LOGIN_REQUIRED',
      error_message: 'the login details of this item have changed',
      display_message: null,
    },
  ],
  [
    'paypal',
    'key-insufficient',
    403,
    { name: 'NOT_AUTHORIZED', message: 'Authorization failed due to insufficient permissions.', debug_id: 'x' },
  ],
  [
    'square',
    'key-revoked',
    401,
    { errors: [{ category: 'AUTHENTICATION_ERROR', code: 'ACCESS_TOKEN_REVOKED', detail: 'x' }] },
  ],
  [
    'intercom',
    'key-invalid',
    401,
    { type: 'error.list', request_id: 'x', errors: [{ code: 'unauthorized', message: 'Access Token Invalid' }] },
  ],
  ['elevenlabs', 'key-invalid', 401, { detail: { status: 'invalid_api_key', message: 'Invalid API key' } }],
]

describe('a relayed refusal', () => {
  test.each(refusals.map((row) => [row[0], row[1], row] as const))(
    '%s: %s',
    async (integration, reason, [, , status, body, type]) => {
      const exchange: Exchange = { status, body, ...(type !== undefined && { type }) }
      expect(await judge(exchange)).toMatchObject({
        kind: 'third-party-key-invalid',
        reason,
        certainty: 'likely',
        integration,
      })
      expect(await judge({ ...exchange, integration: 'mine' })).toMatchObject({
        kind: 'third-party-key-invalid',
        reason,
        certainty: 'certain',
        integration: 'mine',
      })
      expect((await judge({ ...exchange, role: 'sign-in', conventions: [providers()] })).kind).not.toBe(
        'third-party-key-invalid',
      )
    },
  )

  test('wrapped by our own backend, with its own name for it', async () => {
    expect(
      await judge({
        status: 502,
        body: {
          error: { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest' },
          provider: 'github-enterprise',
        },
      }),
    ).toMatchObject({ reason: 'key-invalid', integration: 'github-enterprise' })
  })
})

test('a service that many speak like stays without a name', async () => {
  const verdict = await judge({
    status: 401,
    body: {
      error: {
        message: 'Authentication Fails, Your api key: ****x is invalid',
        type: 'authentication_error',
        param: null,
        code: 'invalid_request_error',
      },
    },
  })
  expect(verdict).toMatchObject({ kind: 'third-party-key-invalid', certainty: 'likely' })
  expect(verdict).not.toHaveProperty('integration')
})

test('what else such a body says of tokens is not our own word', async () => {
  const { because } = await judge({
    status: 401,
    body: [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }],
  })
  expect(because.filter(({ kind, certainty }) => kind === 'reauthenticate' && certainty === 'certain')).toEqual([])
})

describe('limits and bills are nobody’s key', () => {
  test.each<[status: number, body: unknown]>([
    [
      403,
      {
        message: 'API rate limit exceeded for user ID 1.',
        documentation_url: 'https://docs.github.com/rest/rate-limit',
      },
    ],
    [
      403,
      {
        error: {
          errors: [{ domain: 'usageLimits', reason: 'userRateLimitExceeded', message: 'User Rate Limit Exceeded' }],
          code: 403,
          message: 'User Rate Limit Exceeded',
        },
      },
    ],
    [
      429,
      {
        error: {
          message: 'You exceeded your current quota',
          type: 'insufficient_quota',
          param: null,
          code: 'insufficient_quota',
        },
      },
    ],
    [
      400,
      {
        type: 'error',
        error: {
          type: 'invalid_request_error',
          message: 'Your credit balance is too low to access the Anthropic API.',
        },
      },
    ],
    [529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }],
    [403, [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }]],
    [400, { error: { message: 'Application request limit reached', type: 'OAuthException', code: 4 } }],
  ])('%i %j', async (status, body) => {
    for (const integration of [undefined, 'mine']) {
      expect((await judge({ status, body, ...(integration && { integration }) })).kind).toBe('none')
    }
  })
})

describe('near misses', () => {
  test.each<[number, unknown, string]>([
    [401, { message: 'Bad credentials' }, 'reauthenticate'],
    [401, { message: '401 Unauthorized' }, 'reauthenticate'],
    [403, { errors: ['Forbidden'] }, 'forbidden'],
    [404, { object: 'error', status: 404, code: 'object_not_found' }, 'none'],
    [200, { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest' }, 'none'],
    [402, { error: { type: 'card_error', code: 'card_declined', message: 'Your card was declined.' } }, 'none'],
    [200, { ok: true, error: 'invalid_auth' }, 'none'],
    [200, { ok: false, error: 'channel_not_found' }, 'none'],
  ])('%i %j', async (status, body, kind) => {
    expect((await judge({ status, body })).kind).toBe(kind)
  })

  test('who talks to the service itself holds the key', async () => {
    const body = { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest' }
    expect((await judge({ status: 401, body, url: 'https://api.github.com/user', sent: 'Bearer x' })).kind).toBe(
      'reauthenticate',
    )
    expect(
      (await judge({ status: 401, body, url: 'https://api.github.test.example/user', sent: 'Bearer x' })).kind,
    ).toBe('third-party-key-invalid')
  })

  test('our own realm is ours', async () => {
    expect(
      await said({
        status: 401,
        challenge: 'Bearer realm="me"',
        ownRealms: ['me'],
        integration: 'x',
        body: { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest' },
        conventions: [providers()],
      }),
    ).toMatch(/^reauthenticate/)
  })

  test.each([
    { message: { toString: 1 } },
    { errors: [{ toString: 1 }] },
    { error: null },
    { 'error.type': 'authentication_error', type: 'error' },
    [],
  ])('what is no text is none: %j', async (body) => {
    expect((await judge({ status: 403, body, conventions: [providers()] })).kind).toBe('forbidden')
  })
})

test('what only the route tells', async () => {
  for (const error of ['not_authed', 'token_expired']) {
    expect(await said({ status: 200, body: { ok: false, error }, integration: 'chat' })).toMatch(
      /^third-party-key-invalid/,
    )
    expect((await judge({ status: 200, body: { ok: false, error } })).kind).not.toBe('third-party-key-invalid')
  }
  expect(await said({ status: 403, body: { errors: ['Forbidden'] }, integration: 'dog' })).toBe(
    'third-party-key-invalid/key-invalid likely',
  )
  expect(await said({ status: 401, body: 'invalid token', type: 'text/plain', integration: 'board' })).toMatch(
    /^third-party-key-invalid\/key-invalid likely/,
  )
  expect(await judge({ status: 401, body: { message: '401 Unauthorized' }, integration: 'git' })).toMatchObject({
    kind: 'third-party-key-invalid',
    integration: 'git',
  })
})
