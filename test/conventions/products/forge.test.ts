import { expect, test } from 'vitest'
import { type Exchange, said } from '../exchange.ts'
import { testOnIntegration } from '../test-family.ts'

const rows: readonly (readonly [string, Exchange, string])[] = [
  [
    'Gitea, none',
    { status: 401, body: { message: 'token is required', url: 'https://app.test/api/swagger' } },
    'reauthenticate/no-credentials likely',
  ],
  [
    'Gitea, scope',
    {
      status: 403,
      sent: 'token x',
      body: { message: 'token does not have at least one of required scope(s), required=[read:user]' },
    },
    'forbidden/insufficient-scope likely',
  ],
  [
    'GitLab, scope',
    { status: 403, sent: 'Bearer x', body: { error: 'insufficient_scope', error_description: 'x', scope: 'api' } },
    'forbidden/insufficient-scope certain',
  ],
  [
    'GitLab, revoked',
    {
      status: 401,
      sent: 'Bearer x',
      body: { error: 'invalid_token', error_description: 'Token was revoked. You have to re-authorize from the user.' },
    },
    'reauthenticate/token-revoked certain',
  ],
]

test.each(rows)('%s', async (_name, exchange, verdict) => {
  expect((await said(exchange)).startsWith(verdict)).toBe(true)
})

test.each<[string, Exchange, string]>([
  ['the words in a longer text of data', { status: 200, body: { message: 'token is required' } }, 'none/ok guess'],
  [
    'an OTP that was not asked for',
    { status: 401, headers: { 'x-gitea-otp': 'optional' } },
    'reauthenticate/no-credentials guess',
  ],
])('%s is none of its', async (_name, exchange, verdict) => {
  expect(await said(exchange)).toBe(verdict)
})

testOnIntegration(rows)
