import { describe, expect, test } from 'vitest'
import { supabase } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('supabase', () => {
  test.each<[string, Exchange, string]>([
    [
      'PostgREST',
      {
        status: 401,
        sent: 'Bearer abc.def.ghi',
        body: { code: 'PGRST303', message: 'JWT expired', details: null, hint: null },
      },
      'reauthenticate/token-expired certain',
    ],
    [
      'row level security',
      {
        status: 403,
        sent: 'Bearer abc.def.ghi',
        body: { code: '42501', message: 'permission denied for table x', details: null, hint: null },
      },
      'forbidden/permission certain',
    ],
    [
      'row level security, a stranger',
      { status: 401, body: { code: '42501', message: 'permission denied for table x', details: null, hint: null } },
      'reauthenticate/no-credentials guess',
    ],
    [
      'password',
      {
        role: 'sign-in',
        method: 'POST',
        status: 400,
        body: { code: 400, error_code: 'invalid_credentials', msg: 'Invalid login credentials' },
      },
      'credentials-rejected/wrong-credentials certain',
    ],
    [
      'password, an older server',
      {
        role: 'sign-in',
        method: 'POST',
        status: 400,
        body: { error: 'invalid_grant', error_description: 'Invalid login credentials' },
      },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'renewal',
      {
        status: 400,
        role: 'renewal',
        body: { code: 400, error_code: 'refresh_token_already_used', msg: 'Invalid Refresh Token: Already Used' },
      },
      'reauthenticate/renewal-rejected certain',
    ],
    [
      'a second factor',
      { status: 401, sent: 'Bearer abc.def.ghi', body: { error_code: 'insufficient_aal', msg: 'm' } },
      'reauthenticate/step-up certain',
    ],
    [
      'banned',
      {
        role: 'sign-in',
        method: 'POST',
        status: 400,
        body: { code: 400, error_code: 'user_banned', msg: 'User is banned' },
      },
      'credentials-rejected/account-disabled likely',
    ],
    [
      'near miss: a dead token elsewhere',
      { status: 401, sent: 'Bearer abc.def.ghi', body: { error: 'invalid_credentials' } },
      'reauthenticate/token-invalid guess',
    ],
    [
      'near miss: a constraint',
      { status: 409, sent: 'Bearer abc.def.ghi', body: { code: '23505', message: 'duplicate key' } },
      'none/invalid-request guess',
    ],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [supabase()] })).toBe(
      'none/ok guess',
    )
  })
})
