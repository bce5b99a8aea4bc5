import { describe, expect, test } from 'vitest'
import { grpc } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('grpc', () => {
  test.each<[string, Exchange, string]>([
    [
      'grpc-gateway',
      { status: 401, sent: 'Bearer abc.def.ghi', body: { code: 16, message: 'nein', details: [] } },
      'reauthenticate/token-invalid certain',
    ],
    [
      'grpc-gateway, a stranger',
      { status: 401, body: { code: 16, message: 'nein', details: [] } },
      'reauthenticate/no-credentials certain',
    ],
    [
      'grpc-gateway, not allowed',
      { status: 403, sent: 'Bearer abc.def.ghi', body: { code: 7, message: 'nein', details: [] } },
      'forbidden/permission certain',
    ],
    [
      'Connect',
      { status: 401, body: { code: 'unauthenticated', message: 'm' } },
      'reauthenticate/no-credentials certain',
    ],
    [
      'Connect, not allowed, a stranger',
      { status: 403, body: { code: 'permission_denied' } },
      'forbidden/permission likely',
    ],
    [
      'gRPC-Web',
      { status: 200, headers: { 'grpc-status': '16', 'grpc-message': 'm' } },
      'reauthenticate/no-credentials certain',
    ],
    [
      'gRPC-Web, not allowed',
      { status: 200, sent: 'Bearer abc.def.ghi', headers: { 'grpc-status': '7' } },
      'forbidden/permission certain',
    ],
    [
      'gRPC-Web, not allowed, a stranger',
      { status: 200, headers: { 'grpc-status': '7' } },
      'forbidden/permission likely',
    ],
    [
      'etcd',
      {
        status: 400,
        body: { error: 'etcdserver: user name is empty', message: 'etcdserver: user name is empty', code: 3 },
      },
      'reauthenticate/no-credentials likely',
    ],
    [
      'etcd, sign-in',
      {
        role: 'sign-in',
        method: 'POST',
        status: 400,
        body: { error: 'etcdserver: authentication failed, invalid user ID or password', code: 3 },
      },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'sign-in',
      { role: 'sign-in', method: 'POST', status: 401, body: { code: 16, message: 'm', details: [] } },
      'credentials-rejected/wrong-credentials certain',
    ],
    [
      'near miss: the number under another status',
      { status: 400, body: { code: 16, message: 'm' } },
      'none/invalid-request guess',
    ],
    ['near miss: 7 in data', { status: 200, body: { code: 7, message: 'm' } }, 'none/ok guess'],
    ['near miss: all is well', { status: 200, headers: { 'grpc-status': '0' } }, 'none/ok guess'],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [grpc()] })).toBe(
      'none/ok guess',
    )
  })
})
