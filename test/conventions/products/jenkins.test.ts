import { expect, test } from 'vitest'
import { type Exchange, said } from '../exchange.ts'
import { testOnIntegration } from '../test-family.ts'

const rows: readonly (readonly [string, Exchange, string])[] = [
  [
    'Jenkins, anonymous',
    {
      status: 403,
      headers: { 'x-you-are-authenticated-as': 'anonymous' },
      body: '<html><body>Authentication required</body></html>',
    },
    'reauthenticate/no-credentials certain',
  ],
  [
    'Jenkins, newer',
    {
      status: 403,
      body: "<html><head><meta http-equiv='refresh' content='1;url=/login?from=%2F'/></head><body>Authentication required<!--\n\n--></body></html>",
    },
    'reauthenticate/login-page likely',
  ],
  [
    'Jenkins, forbidden',
    {
      status: 403,
      headers: { 'x-you-are-authenticated-as': 'joe', 'x-required-permission': 'hudson.model.Item.Build' },
      body: '<html></html>',
    },
    'forbidden/permission certain',
  ],
  [
    'Jenkins, crumb',
    { status: 403, body: '<html><body>No valid crumb was included in the request</body></html>' },
    'forbidden/csrf likely',
  ],
]

test.each(rows)('%s', async (_name, exchange, verdict) => {
  expect((await said(exchange)).startsWith(verdict)).toBe(true)
})

test.each<[string, Exchange, string]>([
  [
    'a Jenkins that lets in',
    { status: 200, headers: { 'x-you-are-authenticated-as': 'anonymous' }, body: { a: 1 } },
    'none/ok guess',
  ],
])('%s is none of its', async (_name, exchange, verdict) => {
  expect(await said(exchange)).toBe(verdict)
})

testOnIntegration(rows)
