import { expect, test } from 'vitest'
import { type Exchange, judge, said } from '../exchange.ts'
import { testOnIntegration } from '../test-family.ts'

const rows: readonly (readonly [string, Exchange, string])[] = [
  [
    'SharePoint',
    {
      status: 403,
      headers: { 'x-forms_based_auth_required': 'https://app.test/_forms/default.aspx' },
      body: 'Access denied.',
      type: 'text/plain',
    },
    'reauthenticate/login-redirect certain',
  ],
  [
    'SharePoint, a relay',
    { status: 403, integration: 'files', headers: { 'x-forms_based_auth_required': 'https://x.sharepoint.com/' } },
    'third-party-key-invalid/key-revoked likely',
  ],
  [
    'SharePoint, translated digest',
    {
      status: 403,
      sent: 'Bearer x',
      body: {
        error: {
          code: '-2130575252, Microsoft.SharePoint.SPException',
          message: { lang: 'de-DE', value: 'Die Sicherheitsüberprüfung …' },
        },
      },
    },
    'forbidden/csrf likely',
  ],
  [
    'SharePoint, older digest',
    {
      status: 403,
      sent: 'Bearer x',
      body: { 'odata.error': { code: '-2130575252, Microsoft.SharePoint.SPException' } },
    },
    'forbidden/csrf likely',
  ],
  [
    'Graph, forbidden',
    {
      status: 403,
      sent: 'Bearer x',
      body: {
        error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges to complete the operation.' },
      },
    },
    'forbidden/permission likely',
  ],
  [
    'Graph, asked directly',
    {
      status: 401,
      sent: 'Bearer x',
      url: 'https://graph.microsoft.com/v1.0/me',
      body: {
        error: { code: 'InvalidAuthenticationToken', message: 'Lifetime validation failed, the token is expired.' },
      },
    },
    'reauthenticate',
  ],
]

test.each(rows)('%s', async (_name, exchange, verdict) => {
  expect((await said(exchange)).startsWith(verdict)).toBe(true)
})

test.each<[string, Exchange, string]>([
  [
    'a Graph code relayed to a cookie’s request',
    { status: 403, body: { error: { code: 'Authorization_RequestDenied' } } },
    'forbidden/permission guess',
  ],
])('%s is none of its', async (_name, exchange, verdict) => {
  expect(await said(exchange)).toBe(verdict)
})

test('a URL that leads elsewhere is not offered', async () => {
  expect(
    await judge({ status: 403, headers: { 'x-forms_based_auth_required': 'https://evil.test/' } }),
  ).not.toHaveProperty('loginUrl')
})

testOnIntegration(rows)
