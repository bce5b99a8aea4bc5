import { describe, expect, test } from 'vitest'
import { firebase } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('firebase', () => {
  test.each<[string, Exchange, string]>([
    [
      'password',
      {
        role: 'sign-in',
        method: 'POST',
        status: 400,
        body: {
          error: {
            code: 400,
            message: 'INVALID_LOGIN_CREDENTIALS',
            errors: [{ message: 'INVALID_LOGIN_CREDENTIALS', domain: 'global', reason: 'invalid' }],
          },
        },
      },
      'credentials-rejected/wrong-credentials certain',
    ],
    [
      'locked, with words',
      {
        role: 'sign-in',
        method: 'POST',
        status: 400,
        body: {
          error: {
            code: 400,
            message: 'TOO_MANY_ATTEMPTS_TRY_LATER : Access to this account has been temporarily disabled',
          },
        },
      },
      'credentials-rejected/account-locked certain',
    ],
    [
      'renewal',
      {
        status: 400,
        role: 'renewal',
        body: { error: { code: 400, message: 'TOKEN_EXPIRED', status: 'INVALID_ARGUMENT' } },
      },
      'reauthenticate/renewal-rejected certain',
    ],
    [
      'too long ago',
      { status: 400, body: { error: { code: 400, message: 'CREDENTIAL_TOO_OLD_LOGIN_AGAIN' } } },
      'reauthenticate/step-up certain',
    ],
    [
      'the Admin SDK',
      { status: 403, body: { code: 'auth/id-token-expired', message: 'm' } },
      'reauthenticate/token-expired certain',
    ],
    [
      'near miss: other codes',
      {
        role: 'sign-in',
        method: 'POST',
        status: 400,
        body: { error: { code: 400, message: 'OPERATION_NOT_ALLOWED' } },
      },
      'credentials-rejected/wrong-credentials guess',
    ],
    ['near miss: data', { status: 200, body: { message: 'USER_DISABLED' } }, 'none/ok guess'],
    [
      'near miss: another server’s word',
      { status: 404, body: { code: 404, message: 'USER_NOT_FOUND' } },
      'none/not-found guess',
    ],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [firebase()] })).toBe(
      'none/ok guess',
    )
  })
})
