import { expect, test } from 'vitest'
import { decide, isOpen } from 'why401/verdict'
import { type Exchange, judge } from '../conventions/exchange.ts'

test.each<[string, Exchange, signedIn: string, signedOut: string]>([
  ['a bare 401', { status: 401 }, 'third-party-key-invalid/key-invalid', 'reauthenticate/no-credentials'],
  [
    'a bare 401 on an integration route',
    { status: 401, integration: 'mail' },
    'third-party-key-invalid/key-invalid',
    'reauthenticate/session-expired',
  ],
  ['a bare 403', { status: 403 }, 'forbidden/permission', 'reauthenticate/session-expired'],
  ['419', { status: 419 }, 'forbidden/csrf', 'reauthenticate/session-expired'],
  [
    'OpenMRS under 403',
    { status: 403, body: '<p>Session timed out</p>' },
    'forbidden/permission',
    'reauthenticate/session-expired',
  ],
])('%s is settled by the probe', async (_name, exchange, signedIn, signedOut) => {
  const verdict = await judge(exchange)
  expect(isOpen(verdict)).toBe(true)
  for (const [answer, expected] of [
    [true, signedIn],
    [false, signedOut],
  ] as const) {
    const { kind, reason, certainty, status, because } = decide(verdict, answer)
    expect(`${kind}/${reason}`).toBe(expected)
    expect(certainty).toBe('certain')
    expect(status).toBe(exchange.status)
    expect(because[0]?.rule).toBe('session/probe')
    expect(because.length).toBe(verdict.because.length + 1)
  }
})

test.each<[string, Exchange]>([
  ['what is certain', { status: 401, body: { code: 'SESSION_EXPIRED' } }],
  ['what is not about login', { status: 500 }],
  ['wrong credentials', { status: 401, role: 'sign-in' }],
])('%s is not open', async (_name, exchange) => {
  expect(isOpen(await judge(exchange))).toBe(false)
})
