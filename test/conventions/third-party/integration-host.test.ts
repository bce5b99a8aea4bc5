import { expect, test } from 'vitest'
import { type Exchange, judge, said } from '../exchange.ts'

const rows: readonly (readonly [string, Exchange, string])[] = [
  [
    'Sentry, SSO',
    {
      status: 401,
      body: {
        detail: { code: 'sso-required', message: 'Must login via SSO', extra: { loginUrl: '/auth/login/acme/' } },
      },
    },
    'reauthenticate/no-credentials certain',
  ],
  [
    'Sentry, sudo',
    {
      status: 401,
      body: { detail: { code: 'sudo-required', message: 'Account verification required.', extra: { username: 'x' } } },
    },
    'reauthenticate/step-up certain',
  ],
  [
    'Sentry, plan',
    { status: 401, body: { detail: { code: 'member-disabled-over-limit', message: 'x', extra: {} } } },
    'forbidden/policy certain',
  ],
  [
    'Shopify, a stale session token',
    { status: 401, headers: { 'x-shopify-retry-invalid-session-request': '1' } },
    'reauthenticate/token-expired certain',
  ],
  [
    'Shopify, authorize again',
    {
      status: 403,
      headers: {
        'x-shopify-api-request-failure-reauthorize': '1',
        'x-shopify-api-request-failure-reauthorize-url': '/api/auth?shop=x',
      },
    },
    'third-party-key-invalid/key-revoked certain',
  ],
  [
    'Nango',
    { status: 424, body: { error: { code: 'connection_refresh_backoff', message: 'x' } } },
    'third-party-key-invalid/key-invalid likely',
  ],
  [
    'n8n',
    {
      status: 200,
      integration: 'partner',
      body: { data: { status: 'Error', message: 'Authorization failed - please check your credentials' } },
    },
    'third-party-key-invalid/key-invalid guess',
  ],
  [
    'Airbyte',
    { status: 200, integration: 'partner', body: { status: 'failed', message: 'Could not connect: 401 Client Error' } },
    'third-party-key-invalid/key-invalid guess',
  ],
  [
    'Prometheus',
    {
      status: 200,
      integration: 'partner',
      body: {
        status: 'success',
        data: {},
        warnings: ['remote_read: remote server http://x returned HTTP status 401 Unauthorized: no'],
      },
    },
    'third-party-key-invalid/key-invalid likely',
  ],
]

test.each(rows)('%s', async (_name, exchange, verdict) => {
  expect((await said(exchange)).startsWith(verdict)).toBe(true)
})

test.each<[string, Exchange, string]>([
  [
    'a job that failed',
    { status: 200, integration: 'x', body: { status: 'failed', message: 'disk full' } },
    'none/ok guess',
  ],
  [
    'warnings of another kind',
    { status: 200, integration: 'x', body: { warnings: ['deprecated', 7] } },
    'none/ok guess',
  ],
])('%s is none of its', async (_name, exchange, verdict) => {
  expect(await said(exchange)).toBe(verdict)
})

test('a URL that leads elsewhere is not offered', async () => {
  expect(
    await judge({
      status: 403,
      headers: {
        'x-shopify-api-request-failure-reauthorize': '1',
        'x-shopify-api-request-failure-reauthorize-url': 'javascript:alert(1)',
      },
    }),
  ).not.toHaveProperty('manageUrl')
})
