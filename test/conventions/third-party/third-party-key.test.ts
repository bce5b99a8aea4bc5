import { describe, expect, test } from 'vitest'
import { standard, thirdPartyKey, type ThirdPartyKeyOptions } from 'why401/conventions'
import { type Exchange, judge, said } from '../exchange.ts'

const route = { integration: 'mail', url: 'https://app.test/api/integrations/mail/messages' } as const
const recommended = {
  type: 'https://api.example.com/problems/third-party-key-invalid',
  status: 403,
  integration: 'mail',
  reason: 'key-revoked',
}

describe('every way of relaying it, on an integration route', () => {
  const ways: [string, Exchange][] = [
    ['400', { status: 400, body: { error: { code: 'INTEGRATION_KEY_INVALID', message: 'Mail refused the key' } } }],
    [
      '400, better-auth',
      { status: 400, body: { message: 'Failed to get a valid access token', code: 'FAILED_TO_GET_ACCESS_TOKEN' } },
    ],
    ['400, Plaid', { status: 400, body: { error_type: 'ITEM_ERROR', error_code: 'ITEM_LOGIN_REQUIRED' } }],
    [
      '401, foreign challenge and body',
      {
        status: 401,
        challenge: 'Bearer realm="Mail API", error="invalid_token"',
        body: { error: 'invalid_token', error_description: 'The access token expired' },
      },
    ],
    ['401, foreign Basic challenge', { status: 401, challenge: 'Basic realm="Mail API"', body: '<h1>401</h1>' }],
    [
      '401, foreign body alone',
      {
        status: 401,
        body: {
          error: {
            message: 'Incorrect API key provided: sk-***.',
            type: 'invalid_request_error',
            code: 'invalid_api_key',
          },
        },
      },
    ],
    ['401, nothing else', { status: 401 }],
    [
      '401, to our own Bearer',
      {
        status: 401,
        challenge: 'Bearer realm="Mail API"',
        body: { error: { code: 'invalid_api_key' } },
        sent: 'Bearer ours',
      },
    ],
    ['403, the recommended type', { status: 403, body: recommended, type: 'application/problem+json' }],
    [
      '403, Google',
      {
        status: 403,
        body: {
          error: { code: 403, status: 'PERMISSION_DENIED', details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }] },
        },
      },
    ],
    ['407', { status: 407, body: { code: 'third_party_token_expired' } }],
    ['407, nothing else', { status: 407 }],
    ['409', { status: 409, body: { errors: [{ code: 'integration_credentials_revoked' }] } }],
    ['422', { status: 422, body: { errors: [{ message: 'x', extensions: { code: 'CONNECTOR_AUTH_FAILED' } }] } }],
    ['422, in words', { status: 422, body: { message: 'Your API key is invalid.' } }],
    ['424', { status: 424, body: { error: { code: 'connection_refresh_backoff', message: 'Backing off' } } }],
    ['424, nothing else', { status: 424 }],
    ['502', { status: 502, body: { error: 'upstream_unauthorized', provider: 'mail' } }],
    ['200, typed', { status: 200, body: { error: { code: 'INTEGRATION_KEY_INVALID' } } }],
    ['200, Slack', { status: 200, body: { ok: false, error: 'invalid_auth' } }],
    [
      '200, SimpleFIN',
      {
        status: 200,
        body: {
          status: 'ok',
          data: { error_code: 'INVALID_ACCESS_TOKEN', reason: 'Invalid SimpleFIN access token. Reset it' },
        },
      },
    ],
    [
      '200, in words',
      {
        status: 200,
        body: { data: { status: 'Error', message: 'Authorization failed - please check your credentials' } },
      },
    ],
  ]
  test.each(ways)('%s', async (_way, exchange) => {
    const verdict = await judge({ ...route, ...exchange })
    expect(verdict).toMatchObject({ kind: 'third-party-key-invalid', integration: 'mail' })
    expect(verdict.status).toBe(exchange.status)
  })

  test('a bare 502 is no refusal, and a bare 200 none either', async () => {
    expect(await said({ ...route, status: 502 })).toBe('none/server-error guess')
    expect(await said({ ...route, status: 200, body: { messages: [] } })).toBe('none/ok guess')
  })

  test('data is no refusal, whatever it speaks of', async () => {
    for (const body of [
      { data: [{ title: 'Your API key is invalid' }] },
      { data: { type: 'token_expired' } },
      { status: 'ok', error: null, message: 'invalid token' },
    ]) {
      expect(await said({ ...route, status: 200, body })).toBe('none/ok guess')
    }
    expect(await said({ status: 200, body: { error: { code: 'INTEGRATION_KEY_INVALID' } } })).toBe('none/ok guess')
  })

  test('a rate limit stays one', async () => {
    expect(
      await said({
        ...route,
        status: 429,
        body: { error: { code: 'insufficient_quota', message: 'invalid token bucket' } },
      }),
    ).toMatch(/^none\/rate-limited/)
  })
})

describe('our own session’s death on the same route', () => {
  test.each<[string, Exchange, string]>([
    [
      'our realm',
      { status: 401, challenge: 'Bearer realm="app", error="invalid_token"', ownRealms: ['app'] },
      'reauthenticate/token-invalid certain',
    ],
    [
      'our realm, and a body that any server could send',
      {
        status: 401,
        challenge: 'Bearer realm="app", error="invalid_token"',
        body: { error: 'invalid_token' },
        ownRealms: ['app'],
      },
      'reauthenticate/token-invalid certain',
    ],
    [
      'our realm under 403, and a code that any server could send',
      { status: 403, challenge: 'Bearer realm="app"', body: { code: 'TOKEN_REJECTED' }, ownRealms: ['app'] },
      'forbidden/permission guess',
    ],
    [
      'our realm, two field lines',
      { status: 401, challenge: ['Basic realm="app"', 'Bearer realm="app"'], ownRealms: ['app'] },
      'reauthenticate/no-credentials certain',
    ],
    [
      'problem type',
      {
        status: 401,
        body: { type: 'https://api.example.com/problems/session-expired', status: 401 },
        type: 'application/problem+json',
      },
      'reauthenticate/session-expired likely',
    ],
    ['typed code', { status: 401, body: { code: 'SESSION_EXPIRED' } }, 'reauthenticate/session-expired likely'],
    [
      'typed code, nested',
      { status: 403, body: { error: { code: 'session_expired', message: 'Your session has expired' } } },
      'reauthenticate/session-expired likely',
    ],
    [
      'not signed in, which any server says of a dead key',
      { status: 401, body: { error: { code: 'NOT_LOGGED_IN' } } },
      'third-party-key-invalid/key-invalid likely',
    ],
    [
      'a page of words, which an OpenMRS behind ours may have written',
      { status: 401, body: '<html><body>Session timed out</body></html>' },
      'third-party-key-invalid/key-expired likely',
    ],
    ['CSRF', { status: 403, body: { code: 'CSRF_TOKEN_INVALID' } }, 'forbidden/csrf certain'],
    [
      'a right that is lacking, whose it may be',
      { status: 403, body: { code: 'PERMISSION_DENIED' } },
      'third-party-key-invalid/key-insufficient guess',
    ],
    [
      'our permission, as a problem type',
      {
        status: 403,
        body: { type: 'https://api.example.com/problems/permission-denied', status: 403 },
        type: 'application/problem+json',
      },
      'forbidden/permission certain',
    ],
  ])('%s', async (_name, exchange, expected) => {
    expect(await said({ ...route, ...exchange })).toBe(expected)
  })

  test('a foreign realm where ours are known settles it', async () => {
    expect(
      await said({
        ...route,
        status: 401,
        challenge: 'Bearer realm="Mail API", error="invalid_token"',
        ownRealms: ['app'],
      }),
    ).toBe('third-party-key-invalid/key-invalid certain')
  })
})

describe('shapes elsewhere', () => {
  test.each<[string, Exchange, string]>([
    [
      'a code that names a third party',
      { status: 400, body: { code: 'INTEGRATION_KEY_INVALID' } },
      'third-party-key-invalid/key-invalid likely',
    ],
    [
      'in detail (Sentry)',
      { status: 401, body: { detail: { code: 'app-connect-authentication-error' } } },
      'third-party-key-invalid/key-invalid likely',
    ],
    [
      'an API key',
      { status: 403, body: { error: { code: 'API_KEY_INVALID' } } },
      'third-party-key-invalid/key-invalid likely',
    ],
    [
      'an upstream error under 401',
      { status: 401, body: { error: { type: 'upstream_error' } } },
      'third-party-key-invalid/key-invalid likely',
    ],
    [
      'an upstream error under 502',
      { status: 502, body: { error: { type: 'upstream_error' } } },
      'none/server-error guess',
    ],
    [
      'a problem type of another name',
      { status: 409, body: { type: '/problems/integration-token-expired' }, type: 'application/problem+json' },
      'third-party-key-invalid/key-expired likely',
    ],
    ['424', { status: 424 }, 'third-party-key-invalid/key-invalid guess'],
    ['a credential without an owner', { status: 400, body: { code: 'INVALID_AUTH' } }, 'none/invalid-request guess'],
    ['words', { status: 422, body: { message: 'Your API key is invalid.' } }, 'none/invalid-request guess'],
    [
      'our identity provider',
      { status: 400, body: { code: 'IDENTITY_PROVIDER_TOKEN_INVALID' } },
      'none/invalid-request guess',
    ],
    [
      'an integration that is missing',
      { status: 404, body: { code: 'INTEGRATION_NOT_FOUND' } },
      'none/not-found guess',
    ],
    [
      'an integration that we may not see',
      { status: 403, body: { code: 'INTEGRATION_ACCESS_DENIED' } },
      'forbidden/permission guess',
    ],
    ['a connection that broke', { status: 503, body: { code: 'CONNECTION_REFUSED' } }, 'none/server-error guess'],
    [
      'the same code at a sign-in endpoint',
      { status: 401, body: { code: 'INVALID_API_KEY' }, role: 'sign-in' },
      'credentials-rejected/wrong-credentials likely',
    ],
  ])('%s', async (_name, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test.each([
    ['third_party_token_expired', 'key-expired'],
    ['integration_token_revoked', 'key-revoked'],
    ['INTEGRATION_REAUTH_REQUIRED', 'key-revoked'],
    ['connector-credentials-missing', 'key-missing'],
    ['provider_scope_insufficient', 'key-insufficient'],
    ['ExternalApiKeyRejected', 'key-invalid'],
  ])('the words of %s say %s', async (code, reason) => {
    expect(await judge({ status: 400, body: { code } })).toMatchObject({ reason })
  })

  test('particulars come from the body', async () => {
    const body = {
      error: {
        code: 'INTEGRATION_KEY_INVALID',
        message: 'The key for mail was refused',
        provider: 'mail',
        manageUrl: '/settings',
        upstream: { status: 401, code: 'bad_key' },
      },
    }
    expect(await judge({ status: 424, body })).toMatchObject({
      integration: 'mail',
      manageUrl: 'https://app.test/settings',
      upstream: { status: 401, code: 'bad_key' },
      message: 'The key for mail was refused',
    })
  })

  test('given a route with a name, when the body names another integration, then the route’s counts', async () => {
    expect(
      await judge({
        status: 400,
        body: { code: 'INTEGRATION_KEY_INVALID', connector: 'calendar' },
        integration: 'mail',
      }),
    ).toMatchObject({ integration: 'mail', certainty: 'certain' })
  })
})

describe('an app’s own backend', () => {
  const with_ = (options: ThirdPartyKeyOptions, exchange: Exchange): Promise<string> =>
    said({ ...exchange, conventions: [thirdPartyKey(options), ...standard()] })

  test('its codes are certain, in any place, under any status, in any letter case', async () => {
    for (const status of [200, 400, 401, 403, 409, 422, 424, 500]) {
      expect(await with_({ codes: ['E17'] }, { status, body: { data: { errors: [{ code: 'e17' }] } } })).toBe(
        'third-party-key-invalid/key-invalid certain',
      )
    }
    expect(await with_({ codes: ['17'] }, { status: 400, body: { code: 17 } })).toBe(
      'third-party-key-invalid/key-invalid certain',
    )
  })

  test('they win over a challenge', async () => {
    expect(
      await with_(
        { codes: ['E17'] },
        { status: 401, challenge: 'Bearer error="invalid_token"', body: { code: 'E17' } },
      ),
    ).toBe('third-party-key-invalid/key-invalid certain')
  })

  test('a code may have its reason', async () => {
    expect(
      await with_({ codes: { E17: 'key-expired', E18: 'key-missing' } }, { status: 400, body: { code: 'E18' } }),
    ).toBe('third-party-key-invalid/key-missing certain')
  })

  test('other codes say nothing', async () => {
    expect(await with_({ codes: ['E17'] }, { status: 400, body: { code: 'E18' } })).toBe('none/invalid-request guess')
    expect(
      await said({
        status: 400,
        body: { code: 'INTEGRATION_KEY_INVALID' },
        conventions: [thirdPartyKey({ codes: ['E17'] })],
      }),
    ).toBe('none/invalid-request guess')
  })

  test('statuses limit codes, and alone they speak', async () => {
    expect(await with_({ codes: ['E17'], statuses: [424] }, { status: 400, body: { code: 'E17' } })).toBe(
      'none/invalid-request guess',
    )
    expect(await with_({ statuses: [409] }, { status: 409 })).toBe('third-party-key-invalid/key-invalid likely')
    expect(await with_({ statuses: [409] }, { status: 409, integration: 'mail' })).toBe(
      'third-party-key-invalid/key-invalid certain',
    )
  })

  test('an empty list of codes says nothing', async () => {
    expect(await with_({ codes: [] }, { status: 400 })).toBe('none/invalid-request guess')
    expect(await with_({ codes: {} }, { status: 200 })).toBe('none/ok guess')
  })

  test('where limits what it looks at', async () => {
    const where: ThirdPartyKeyOptions['where'] = ({ url }) => url.includes('/mail/')
    expect(await with_({ codes: ['E17'], where }, { status: 400, body: { code: 'E17' } })).toBe(
      'none/invalid-request guess',
    )
    expect(
      await with_({ codes: ['E17'], where }, { status: 400, body: { code: 'E17' }, url: 'https://app.test/mail/1' }),
    ).toBe('third-party-key-invalid/key-invalid certain')
  })

  test('the integration may be given or worked out', async () => {
    const exchange = { status: 400, body: { code: 'E17' }, url: 'https://app.test/mail/1' }
    expect(
      await judge({ ...exchange, conventions: [thirdPartyKey({ codes: ['E17'], integration: 'mail' })] }),
    ).toMatchObject({ integration: 'mail' })
    const integration: ThirdPartyKeyOptions['integration'] = ({ url }) => url.split('/')[3]
    expect(await judge({ ...exchange, conventions: [thirdPartyKey({ codes: ['E17'], integration })] })).toMatchObject({
      integration: 'mail',
    })
  })

  test.each<[object, string]>([
    [{ code: ['x'] }, 'thirdPartyKey: unknown option `code`'],
    [{ codes: 'E17' }, 'thirdPartyKey: `codes` must be a list of codes, or an object of code → reason'],
    [{ codes: [''] }, 'thirdPartyKey: `codes` must be a list of codes, or an object of code → reason'],
    [
      { codes: { E17: 'session-expired' } },
      'thirdPartyKey: `codes` must be a list of codes, or an object of code → reason',
    ],
    [{ statuses: [42] }, 'thirdPartyKey: `statuses` must be a list of statuses from 200 to 599'],
    [{ statuses: 424 }, 'thirdPartyKey: `statuses` must be a list of statuses from 200 to 599'],
    [{ integration: '' }, 'thirdPartyKey: `integration` must be a name or a function'],
    [{ where: 'here' }, 'thirdPartyKey: `where` must be a function'],
  ])('%j is refused', (options, message) => {
    expect(() => thirdPartyKey(options)).toThrow(new TypeError(message))
  })
})
