import { describe, expect, test } from 'vitest'
import { parseServer } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('parseServer', () => {
  test.each<[string, Exchange, string]>([
    ['session', { status: 400, body: { code: 209, error: 'Ungültig' } }, 'reauthenticate/session-expired certain'],
    [
      'class-level permission',
      { status: 404, body: { code: 101, error: 'Permission denied, user needs to be authenticated.' } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'operation',
      { status: 400, body: { code: 119, error: 'Permission denied for action create on class X.' } },
      'forbidden/permission likely',
    ],
    [
      'password',
      { role: 'sign-in', method: 'POST', status: 404, body: { code: 101, error: 'Invalid username/password.' } },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'locked',
      {
        role: 'sign-in',
        method: 'POST',
        status: 404,
        body: {
          code: 101,
          error: 'Your account is locked due to multiple failed login attempts. Please try again after 5 minute(s)',
        },
      },
      'credentials-rejected/account-locked likely',
    ],
    [
      'a field left empty',
      { role: 'sign-in', method: 'POST', status: 400, body: { code: 201, error: 'password is required.' } },
      'none/invalid-request likely',
    ],
    [
      'a provider’s token',
      { status: 404, body: { code: 101, error: 'Google auth is invalid for this user.' } },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'an unknown application',
      { status: 403, type: 'text/plain', body: '{"error":"unauthorized"}' },
      'credentials-rejected/client-rejected likely',
    ],
    ['near miss: an object', { status: 404, body: { code: 101, error: 'Object not found.' } }, 'none/not-found guess'],
    [
      'near miss: the number of somebody else',
      { status: 400, body: { code: 209, message: 'Out of stock' } },
      'none/invalid-request guess',
    ],
    [
      'near miss: the word of somebody else',
      { status: 403, body: { error: 'unauthorized' } },
      'forbidden/permission guess',
    ],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [parseServer()] })).toBe(
      'none/ok guess',
    )
  })
})
