import { describe, expect, test } from 'vitest'
import { jwt } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('jwt', () => {
  test.each<[string, Exchange, string]>([
    [
      'jsonwebtoken under 403',
      { status: 403, sent: 'Bearer abc.def.ghi', body: { message: 'jwt expired' } },
      'reauthenticate/token-expired likely',
    ],
    [
      'jsonwebtoken by name, under 500',
      { status: 500, body: { error: { name: 'JsonWebTokenError', message: 'Signatur ungültig' } } },
      'reauthenticate/token-invalid likely',
    ],
    [
      'jsonwebtoken in text',
      { status: 401, sent: 'Bearer abc.def.ghi', type: 'text/plain', body: 'jwt malformed' },
      'reauthenticate/token-invalid likely',
    ],
    [
      'nothing to verify',
      { status: 403, body: { error: 'jwt must be provided' } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'jose',
      { status: 403, body: { code: 'ERR_JWT_EXPIRED', message: '"exp" claim timestamp check failed' } },
      'reauthenticate/token-expired likely',
    ],
    ['PyJWT', { status: 403, body: { detail: 'Signature has expired' } }, 'reauthenticate/token-expired likely'],
    ['golang-jwt', { status: 403, body: { message: 'token is expired by 3h' } }, 'reauthenticate/token-expired likely'],
    [
      'a renewal',
      { status: 403, role: 'renewal', body: { message: 'jwt expired' } },
      'reauthenticate/renewal-rejected likely',
    ],
    ['near miss: data', { status: 200, body: { message: 'jwt expired' } }, 'none/ok guess'],
    [
      'near miss: other words',
      { status: 403, body: { message: 'The jwt has been expired for this plan' } },
      'forbidden/permission guess',
    ],
    [
      'near miss: at a sign-in nothing is said by it',
      { role: 'sign-in', method: 'POST', status: 403, body: { message: 'jwt expired' } },
      'credentials-rejected/wrong-credentials guess',
    ],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [jwt()] })).toBe(
      'none/ok guess',
    )
  })
})
