import { describe, expect, test } from 'vitest'
import { directus } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('directus', () => {
  test.each<[string, Exchange, string]>([
    [
      'a field left empty',
      {
        role: 'sign-in',
        method: 'POST',
        status: 400,
        body: {
          errors: [
            {
              message: 'Invalid payload. "password" is required.',
              extensions: { reason: '"password" is required', code: 'INVALID_PAYLOAD' },
            },
          ],
        },
      },
      'none/invalid-request certain',
    ],
    [
      'renewal without a token',
      { status: 400, role: 'renewal', body: { errors: [{ message: 'm m', extensions: { code: 'INVALID_PAYLOAD' } }] } },
      'reauthenticate/renewal-rejected guess',
    ],
    [
      'a dead token under 403',
      {
        status: 403,
        sent: 'Bearer abc.def.ghi',
        body: { errors: [{ message: 'Invalid token.', extensions: { code: 'INVALID_TOKEN' } }] },
      },
      'reauthenticate/token-invalid likely',
    ],
    [
      'a second factor',
      {
        role: 'sign-in',
        method: 'POST',
        status: 401,
        body: { errors: [{ message: 'm', extensions: { code: 'INVALID_OTP' } }] },
      },
      'credentials-rejected/wrong-credentials certain',
    ],
    [
      'strangers and users alike',
      { status: 403, body: { errors: [{ message: 'm', extensions: { code: 'FORBIDDEN' } }] } },
      'forbidden/permission guess',
    ],
    [
      'near miss: another server’s code',
      { status: 403, body: { code: 'INVALID_IP_RANGE' } },
      'forbidden/permission guess',
    ],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [directus()] })).toBe(
      'none/ok guess',
    )
  })
})
