import { expect, test } from 'vitest'
import { type Exchange, said } from '../exchange.ts'
import { testOnIntegration } from '../test-family.ts'

const rows: readonly (readonly [string, Exchange, string])[] = [
  [
    'Matrix, none',
    { status: 401, body: { errcode: 'M_MISSING_TOKEN', error: 'Missing access token' } },
    'reauthenticate/no-credentials certain',
  ],
  [
    'Matrix, dead',
    { status: 401, sent: 'Bearer x', body: { errcode: 'M_UNKNOWN_TOKEN', error: 'Token is not active' } },
    'reauthenticate/token-invalid certain',
  ],
  [
    'Matrix, soft logout',
    { status: 401, sent: 'Bearer x', body: { errcode: 'M_UNKNOWN_TOKEN', error: 'x', soft_logout: true } },
    'reauthenticate/token-expired certain',
  ],
  [
    'Matrix, sign-in',
    { status: 403, role: 'sign-in', body: { errcode: 'M_FORBIDDEN', error: 'Invalid username or password' } },
    'credentials-rejected/wrong-credentials certain',
  ],
  [
    'Matrix, deactivated',
    { status: 403, role: 'sign-in', body: { errcode: 'M_USER_DEACTIVATED', error: 'x' } },
    'credentials-rejected/account-disabled certain',
  ],
  [
    'Matrix, room',
    { status: 403, sent: 'Bearer x', body: { errcode: 'M_FORBIDDEN', error: 'x' } },
    'forbidden/permission certain',
  ],
  [
    'Matrix, prove it',
    { status: 401, sent: 'Bearer x', body: { flows: [{ stages: ['m.login.password'] }], params: {}, session: 'x' } },
    'reauthenticate/step-up certain',
  ],
  [
    'Matrix, proved wrongly',
    {
      status: 401,
      sent: 'Bearer x',
      body: { errcode: 'M_FORBIDDEN', error: 'Invalid password', flows: [], session: 'x' },
    },
    'credentials-rejected/wrong-credentials certain',
  ],
  [
    'Matrix, too often',
    { status: 429, body: { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 1000 } },
    'none/rate-limited certain',
  ],
]

test.each(rows)('%s', async (_name, exchange, verdict) => {
  expect((await said(exchange)).startsWith(verdict)).toBe(true)
})

test.each<[string, Exchange, string]>([
  ['a Matrix-like code', { status: 403, body: { errcode: 'M___proto__' } }, 'forbidden/permission guess'],
  ['flows of another kind', { status: 401, body: { flows: 'x', session: 1 } }, 'reauthenticate/no-credentials guess'],
])('%s is none of its', async (_name, exchange, verdict) => {
  expect(await said(exchange)).toBe(verdict)
})

testOnIntegration(rows)
