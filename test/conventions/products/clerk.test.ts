import { describe, expect, test } from 'vitest'
import { clerk } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('clerk', () => {
  test.each<[string, Exchange, string]>([
    [
      'hidden',
      {
        status: 404,
        headers: { 'x-clerk-auth-status': 'signed-out', 'x-clerk-auth-reason': 'session-token-and-uat-missing' },
        body: '<!doctype html><html><head><title>x</title></head><body>404</body></html>',
      },
      'reauthenticate/no-credentials certain',
    ],
    [
      'expired',
      { status: 401, headers: { 'x-clerk-auth-status': 'signed-out', 'x-clerk-auth-reason': 'session-token-expired' } },
      'reauthenticate/token-expired certain',
    ],
    [
      'password',
      {
        role: 'sign-in',
        method: 'POST',
        status: 422,
        body: { errors: [{ code: 'form_password_incorrect', message: 'm' }] },
      },
      'credentials-rejected/wrong-credentials certain',
    ],
    [
      'once more',
      { status: 403, body: { clerk_error: { type: 'forbidden', reason: 'reverification-error' } } },
      'reauthenticate/step-up certain',
    ],
    ['near miss: signed in', { status: 404, headers: { 'x-clerk-auth-status': 'signed-in' } }, 'none/not-found guess'],
    [
      'near miss: a public page',
      { status: 200, headers: { 'x-clerk-auth-status': 'signed-out' }, body: {} },
      'none/ok guess',
    ],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [clerk()] })).toBe(
      'none/ok guess',
    )
  })
})
