import { describe, expect, test } from 'vitest'
import { discourse } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('discourse', () => {
  test.each<[string, Exchange, string]>([
    [
      'nobody',
      { status: 403, body: { errors: ['Sie müssen angemeldet sein.'], error_type: 'not_logged_in' } },
      'reauthenticate/no-credentials certain',
    ],
    [
      'not allowed',
      { status: 403, body: { errors: ['m m'], error_type: 'invalid_access' } },
      'forbidden/permission certain',
    ],
    [
      'a dead session',
      { status: 403, headers: { 'discourse-logged-out': '1' }, body: { errors: ['m'], error_type: 'invalid_access' } },
      'reauthenticate/session-expired certain',
    ],
    ['CSRF', { status: 403, body: ['BAD CSRF'] }, 'forbidden/csrf likely'],
    [
      'a sign-in, refused',
      { role: 'sign-in', method: 'POST', status: 200, body: { error: 'Falscher Name oder falsches Passwort' } },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'not activated',
      {
        role: 'sign-in',
        method: 'POST',
        status: 200,
        body: { error: 'm m', reason: 'not_activated', sent_to_email: 'x' },
      },
      'credentials-rejected/account-disabled likely',
    ],
    [
      'near miss: a sign-in that succeeds',
      { role: 'sign-in', method: 'POST', status: 200, body: { user: { id: 1 } } },
      'none/ok guess',
    ],
    ['near miss: an error elsewhere under 200', { status: 200, body: { error: 'nothing found' } }, 'none/ok guess'],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [discourse()] })).toBe(
      'none/ok guess',
    )
  })
})
