import { describe, expect, test } from 'vitest'
import { statusInBody } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('statusInBody', () => {
  test.each<[string, Exchange, string]>([
    [
      'an envelope',
      { status: 200, body: { code: 401, msg: '认证失败，无法访问系统资源', data: null } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'an envelope, not allowed',
      { status: 200, sent: 'Bearer abc.def.ghi', body: { code: 403, message: '没有权限' } },
      'forbidden/permission likely',
    ],
    [
      'an envelope under 500',
      { status: 500, body: { statusCode: 401, message: 'm m' } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'an envelope, sign-in',
      { role: 'sign-in', method: 'POST', status: 200, body: { code: 401, msg: 'm' } },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'a word at a sign-in (SuperTokens)',
      { role: 'sign-in', method: 'POST', status: 200, body: { status: 'WRONG_CREDENTIALS_ERROR' } },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'near miss: another word at a sign-in',
      { role: 'sign-in', method: 'POST', status: 200, body: { status: 'OK', user: { id: 'x' } } },
      'none/ok guess',
    ],
    [
      'ok: false',
      { status: 200, body: { ok: false, error: 'login_required' } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'success: false',
      { status: 200, sent: 'Bearer abc.def.ghi', body: { success: false, error: { code: 'TOKEN_EXPIRED' } } },
      'reauthenticate/token-expired likely',
    ],
    [
      'a sentence under 403',
      { status: 403, body: { detail: 'Not authenticated' } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'a sentence under 500',
      { status: 500, type: 'text/plain', body: 'You must be logged in to do that.' },
      'reauthenticate/no-credentials likely',
    ],
    [
      'near miss: codes in a list of log entries',
      {
        status: 200,
        body: [
          { code: 401, message: 'x y' },
          { code: 403, message: 'x y' },
        ],
      },
      'none/ok guess',
    ],
    [
      'near miss: log entries in an envelope',
      { status: 200, body: { code: 401, message: 'the log', data: [{ code: 401 }] } },
      'none/ok guess',
    ],
    [
      'near miss: one log entry',
      { status: 200, body: { id: 7, code: 401, message: 'x y', ip: '::1' } },
      'none/ok guess',
    ],
    [
      'near miss: an article about errors',
      { status: 200, body: { title: 'error', error: 'Unauthorized', body: 'not logged in' } },
      'none/ok guess',
    ],
    ['near miss: another failure', { status: 200, body: { ok: false, error: 'channel_not_found' } }, 'none/ok guess'],
    [
      'near miss: a longer sentence',
      { status: 403, body: { message: 'The user is not logged in to the forum' } },
      'forbidden/permission guess',
    ],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [statusInBody()] })).toBe(
      'none/ok guess',
    )
  })
})
