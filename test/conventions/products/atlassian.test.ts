import { expect, test } from 'vitest'
import { type Exchange, said } from '../exchange.ts'
import { testOnIntegration } from '../test-family.ts'

const rows: readonly (readonly [string, Exchange, string])[] = [
  [
    'Jira, bad password',
    {
      status: 401,
      sent: 'Basic x',
      headers: { 'x-seraph-loginreason': 'AUTHENTICATED_FAILED' },
      body: '<html></html>',
    },
    'credentials-rejected/wrong-credentials certain',
  ],
  [
    'Jira, dead session',
    { status: 401, headers: { 'x-seraph-loginreason': 'AUTHENTICATED_FAILED' } },
    'reauthenticate/session-expired certain',
  ],
  [
    'Jira, captcha',
    {
      status: 403,
      sent: 'Basic x',
      headers: { 'x-authentication-denied-reason': 'CAPTCHA_CHALLENGE; login-url=https://app.test/login.jsp' },
    },
    'credentials-rejected/account-locked certain',
  ],
  [
    'Jira, anonymous',
    { status: 403, headers: { 'x-ausername': 'anonymous' }, body: { errorMessages: ['x'] } },
    'reauthenticate/no-credentials likely',
  ],
  [
    'Jira, forbidden',
    { status: 403, headers: { 'x-ausername': 'joe', 'x-seraph-loginreason': 'OK' }, body: {} },
    'forbidden/permission likely',
  ],
  ['Jira, XSRF', { status: 403, body: 'XSRF check failed', type: 'text/html' }, 'forbidden/csrf likely'],
]

test.each(rows)('%s', async (_name, exchange, verdict) => {
  expect((await said(exchange)).startsWith(verdict)).toBe(true)
})

test.each<[string, Exchange, string]>([
  [
    'a Jira that lets in',
    { status: 200, headers: { 'x-ausername': 'anonymous', 'x-seraph-loginreason': 'OK' }, body: {} },
    'none/ok guess',
  ],
])('%s is none of its', async (_name, exchange, verdict) => {
  expect(await said(exchange)).toBe(verdict)
})

testOnIntegration(rows)
