import { expect, test } from 'vitest'
import { type Exchange, said } from '../exchange.ts'
import { testOnIntegration } from '../test-family.ts'

const rows: readonly (readonly [string, Exchange, string])[] = [
  [
    'Keycloak, sign-in',
    { status: 400, role: 'sign-in', body: { error: 'invalid_grant', error_description: 'Account disabled' } },
    'credentials-rejected',
  ],
  [
    'Kratos, none',
    {
      status: 401,
      body: {
        error: {
          id: 'session_inactive',
          code: 401,
          status: 'Unauthorized',
          reason: 'No active session was found in this request.',
        },
      },
    },
    'reauthenticate/no-credentials certain',
  ],
  [
    'Kratos, second factor',
    {
      status: 403,
      body: {
        error: {
          id: 'session_aal2_required',
          code: 403,
          status: 'Forbidden',
          reason: 'An active session was found but it does not fulfill the requested AAL',
        },
      },
    },
    'reauthenticate/step-up certain',
  ],
  ['SuperTokens', { status: 401, body: { message: 'try refresh token' } }, 'reauthenticate/token-expired likely'],
]

test.each(rows)('%s', async (_name, exchange, verdict) => {
  expect((await said(exchange)).startsWith(verdict)).toBe(true)
})

test.each<[string, Exchange, string]>([
  ['a session id', { status: 403, body: { id: 'session_42' } }, 'forbidden/permission guess'],
  ['the words under success', { status: 200, body: { message: 'try refresh token' } }, 'none/ok guess'],
])('%s is none of its', async (_name, exchange, verdict) => {
  expect(await said(exchange)).toBe(verdict)
})

testOnIntegration(rows)
