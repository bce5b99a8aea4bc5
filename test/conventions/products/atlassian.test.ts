import { expect, test } from 'vitest'
import { type Exchange, judge, said } from '../exchange.ts'

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

test('behind an integration it is never our own session’s end for certain', async () => {
  for (const [name, exchange] of rows) {
    const { kind, certainty } = await judge({ ...exchange, integration: 'x', role: 'integration' })
    if (kind === 'reauthenticate') expect(certainty, name).not.toBe('certain')
  }
})
