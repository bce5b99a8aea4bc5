import { describe, expect, test } from 'vitest'
import { express } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('express', () => {
  test.each<[string, Exchange, string]>([
    [
      'Fastify, no token',
      {
        status: 401,
        body: {
          statusCode: 401,
          code: 'FST_JWT_NO_AUTHORIZATION_IN_HEADER',
          error: 'Unauthorized',
          message: 'No Authorization was found in request.headers',
        },
      },
      'reauthenticate/no-credentials certain',
    ],
    [
      'Fastify, another scheme than its own',
      { status: 401, sent: 'Basic YTpi', body: { code: 'FST_JWT_NO_AUTHORIZATION_IN_HEADER' } },
      'reauthenticate/no-credentials certain',
    ],
    [
      'Fastify, expired',
      { status: 401, sent: 'Bearer abc.def.ghi', body: { code: 'FST_JWT_AUTHORIZATION_TOKEN_EXPIRED' } },
      'reauthenticate/token-expired certain',
    ],
    [
      'Fastify, wrapped by a backend',
      { status: 500, body: { error: { code: 'FST_JWT_AUTHORIZATION_TOKEN_INVALID', message: 'ungültig' } } },
      'reauthenticate/token-invalid certain',
    ],
    [
      'express-jwt',
      { status: 401, body: { name: 'UnauthorizedError', code: 'credentials_required', message: 'Kein Token' } },
      'reauthenticate/no-credentials certain',
    ],
    [
      'express-jwt, an error page',
      {
        status: 401,
        body: '<!doctype html><html><head><title>x</title></head><body><pre>UnauthorizedError: No authorization token was found<br> at x</pre></body></html>',
      },
      'reauthenticate/no-credentials likely',
    ],
    [
      'koa-jwt, another scheme',
      {
        status: 401,
        sent: 'Basic YTpi',
        type: 'text/plain',
        body: 'Bad Authorization header format. Format is "Authorization: Bearer <token>"',
      },
      'reauthenticate/no-credentials likely',
    ],
    [
      'Verdaccio, older',
      { status: 403, body: { error: 'unregistered users are not allowed to access package foo' } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'node-oauth2-server, half a header',
      {
        status: 400,
        sent: 'Bearer abc.def.ghi',
        body: { error: 'invalid_request', error_description: 'Invalid request: malformed authorization header' },
      },
      'reauthenticate/token-invalid likely',
    ],
    [
      'Adonis, sign-in',
      {
        role: 'sign-in',
        method: 'POST',
        status: 400,
        body: { errors: [{ code: 'E_INVALID_CREDENTIALS', message: 'm' }] },
      },
      'credentials-rejected/wrong-credentials certain',
    ],
    [
      'a validation error at a sign-in',
      { role: 'sign-in', method: 'POST', status: 400, body: { code: 'FST_ERR_VALIDATION', message: 'x y' } },
      'none/invalid-request certain',
    ],
    [
      'near miss: a status of success',
      { status: 200, body: { code: 'FST_JWT_AUTHORIZATION_TOKEN_EXPIRED' } },
      'none/ok guess',
    ],
    [
      'near miss: a code that only begins so',
      { status: 403, body: { code: 'FST_JWT_NO_AUTHORIZATION_IN_HEADER_OLD' } },
      'forbidden/permission guess',
    ],
    [
      'near miss: credentials_required under 400',
      { status: 400, body: { code: 'credentials_required_for_export' } },
      'none/invalid-request guess',
    ],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [express()] })).toBe(
      'none/ok guess',
    )
  })
})
