import { describe, expect, test } from 'vitest'
import { jsonRpc } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('jsonRpc', () => {
  test.each<[string, Exchange, string]>([
    [
      'Deluge',
      { status: 200, method: 'POST', body: { result: null, error: { message: 'Not authenticated', code: 1 }, id: 1 } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'Deluge, sign-in',
      { role: 'sign-in', method: 'POST', status: 200, body: { result: false, error: null, id: 1 } },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'aria2',
      { status: 400, method: 'POST', body: { id: 1, jsonrpc: '2.0', error: { code: 1, message: 'Unauthorized' } } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'Odoo',
      {
        status: 200,
        method: 'POST',
        body: {
          jsonrpc: '2.0',
          id: null,
          error: { code: 100, message: 'Odoo Session Expired', data: { name: 'odoo.http.SessionExpiredException' } },
        },
      },
      'reauthenticate/session-expired likely',
    ],
    [
      'Odoo, sign-in',
      {
        role: 'sign-in',
        method: 'POST',
        status: 200,
        body: {
          jsonrpc: '2.0',
          id: 2,
          error: { code: 200, message: 'Odoo Server Error', data: { name: 'odoo.exceptions.AccessDenied' } },
        },
      },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'Odoo, rights',
      {
        status: 200,
        method: 'POST',
        body: {
          jsonrpc: '2.0',
          id: 2,
          error: { code: 200, message: 'Odoo Server Error', data: { name: 'odoo.exceptions.AccessError' } },
        },
      },
      'forbidden/permission likely',
    ],
    [
      'near miss: another error',
      { status: 200, body: { result: null, error: { message: 'Unknown method', code: 2 }, id: 1 } },
      'none/ok guess',
    ],
    ['near miss: false elsewhere', { status: 200, body: { result: false, error: null, id: 1 } }, 'none/ok guess'],
    [
      'near miss: no reply',
      { status: 200, body: { error: { message: 'Not authenticated' }, name: 'log' } },
      'none/ok guess',
    ],
    [
      'near miss: a longer sentence',
      {
        status: 200,
        body: { jsonrpc: '2.0', id: 1, error: { code: 1, message: 'The TLS session expired in the peer' } },
      },
      'none/ok guess',
    ],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [jsonRpc()] })).toBe(
      'none/ok guess',
    )
  })
})
