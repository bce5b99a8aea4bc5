import { describe, expect, test } from 'vitest'
import { betterAuth } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('betterAuth', () => {
  test.each<[string, Exchange, string]>([
    [
      'password',
      { role: 'sign-in', method: 'POST', status: 401, body: { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'm' } },
      'credentials-rejected/wrong-credentials certain',
    ],
    [
      'banned',
      { role: 'sign-in', method: 'POST', status: 403, body: { code: 'BANNED_USER', message: 'm' } },
      'credentials-rejected/account-disabled likely',
    ],
    [
      'origin',
      { role: 'sign-in', method: 'POST', status: 403, body: { code: 'INVALID_ORIGIN', message: 'm' } },
      'forbidden/csrf certain',
    ],
    [
      'too long ago',
      { status: 403, body: { code: 'SESSION_NOT_FRESH', message: 'm' } },
      'reauthenticate/step-up certain',
    ],
    [
      'an address that is none',
      { role: 'sign-in', method: 'POST', status: 400, body: { code: 'INVALID_EMAIL', message: 'm' } },
      'none/invalid-request likely',
    ],
    [
      'Auth.js',
      {
        role: 'sign-in',
        method: 'POST',
        status: 200,
        body: { url: 'https://app.test/auth/signin?error=CredentialsSignin&code=credentials' },
      },
      'credentials-rejected/wrong-credentials certain',
    ],
    [
      'Auth.js, not allowed',
      { role: 'sign-in', method: 'POST', status: 200, body: { url: 'https://app.test/auth/error?error=AccessDenied' } },
      'forbidden/permission likely',
    ],
    [
      'near miss: Auth.js, signed in',
      { role: 'sign-in', method: 'POST', status: 200, body: { url: 'https://app.test/home?tab=error' } },
      'none/ok guess',
    ],
    [
      'near miss: the same elsewhere',
      { status: 200, body: { url: 'https://app.test/auth/signin?error=CredentialsSignin' } },
      'none/ok guess',
    ],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [betterAuth()] })).toBe(
      'none/ok guess',
    )
  })
})
