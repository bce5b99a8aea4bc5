import { describe, expect, test } from 'vitest'
import { trpc } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('trpc', () => {
  test.each<[string, Exchange, string]>([
    [
      'nobody',
      {
        status: 401,
        body: { error: { message: 'm', code: -32001, data: { code: 'UNAUTHORIZED', httpStatus: 400, path: 'me' } } },
      },
      'reauthenticate/no-credentials certain',
    ],
    [
      'a mixed batch',
      {
        status: 207,
        body: [
          { result: { data: 1 } },
          { error: { message: 'm', code: -32001, data: { code: 'UNAUTHORIZED', httpStatus: 400, path: 'me' } } },
        ],
      },
      'reauthenticate/no-credentials certain',
    ],
    [
      'a long batch',
      {
        status: 207,
        body: [
          { result: { data: 1 } },
          { result: { data: 1 } },
          { result: { data: 1 } },
          { result: { data: 1 } },
          { result: { data: 1 } },
          { result: { data: 1 } },
          { result: { data: 1 } },
          { result: { data: 1 } },
          { result: { data: 1 } },
          { error: { message: 'm', code: -32003, data: { code: 'FORBIDDEN', httpStatus: 400, path: 'me' } } },
        ],
      },
      'forbidden/permission likely',
    ],
    [
      'superjson',
      {
        status: 401,
        sent: 'Bearer abc.def.ghi',
        body: {
          error: { json: { message: 'm', code: -32001, data: { code: 'UNAUTHORIZED', httpStatus: 400, path: 'me' } } },
        },
      },
      'reauthenticate/token-invalid certain',
    ],
    [
      'sign-in',
      {
        role: 'sign-in',
        method: 'POST',
        status: 401,
        body: { error: { message: 'm', code: -32001, data: { code: 'UNAUTHORIZED', httpStatus: 400, path: 'me' } } },
      },
      'credentials-rejected/wrong-credentials certain',
    ],
    [
      'near miss: the number alone (MCP, LSP)',
      { status: 200, body: { jsonrpc: '2.0', id: 1, error: { code: -32001, message: 'Request timed out' } } },
      'none/ok guess',
    ],
    [
      'near miss: a batch that went well',
      { status: 200, body: [{ result: { data: { code: 'UNAUTHORIZED' } } }] },
      'none/ok guess',
    ],
    [
      'near miss: not found',
      {
        status: 404,
        body: { error: { message: 'm', code: -32004, data: { code: 'NOT_FOUND', httpStatus: 400, path: 'me' } } },
      },
      'none/not-found guess',
    ],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [trpc()] })).toBe(
      'none/ok guess',
    )
  })
})
