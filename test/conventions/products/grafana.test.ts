import { expect, test } from 'vitest'
import { type Exchange, said } from '../exchange.ts'
import { testOnIntegration } from '../test-family.ts'

const rows: readonly (readonly [string, Exchange, string])[] = [
  [
    'Grafana, rotate',
    {
      status: 401,
      body: { extra: null, message: 'Unauthorized', messageId: 'session.token.rotate', statusCode: 401, traceID: '' },
    },
    'reauthenticate/token-expired certain',
  ],
  [
    'Grafana, own API key',
    {
      status: 401,
      sent: 'Bearer x',
      body: { message: 'API key expired', messageId: 'api-key.expired', statusCode: 401 },
    },
    'reauthenticate/token-expired certain',
  ],
  [
    'Grafana, sign-in',
    {
      status: 401,
      role: 'sign-in',
      body: { message: 'Invalid username or password', messageId: 'password-auth.failed', statusCode: 401 },
    },
    'credentials-rejected/wrong-credentials certain',
  ],
  [
    'Grafana, permission',
    {
      status: 403,
      body: {
        accessErrorId: 'ACE1',
        message: "You'll need additional permissions to perform this action. Permissions needed: users:read",
        title: 'Access denied',
      },
    },
    'forbidden/permission likely',
  ],
]

test.each(rows)('%s', async (_name, exchange, verdict) => {
  expect((await said(exchange)).startsWith(verdict)).toBe(true)
})

test.each<[string, Exchange, string]>([
  [
    'a Grafana on an integration route',
    { status: 403, integration: 'graphs', body: { messageId: 'x.y' } },
    'third-party-key-invalid/key-insufficient guess',
  ],
])('%s is none of its', async (_name, exchange, verdict) => {
  expect(await said(exchange)).toBe(verdict)
})

testOnIntegration(rows)
