import { describe, expect, test } from 'vitest'
import { csrf } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('csrf', () => {
  test.each<[string, Exchange, string]>([
    [
      'csurf',
      { status: 403, body: { code: 'EBADCSRFTOKEN', message: 'invalid csrf token' } },
      'forbidden/csrf certain',
    ],
    [
      'Fastify',
      { status: 403, body: { code: 'FST_CSRF_INVALID_TOKEN', error: 'Forbidden', message: 'Invalid csrf token' } },
      'forbidden/csrf certain',
    ],
    [
      'csrf-csrf, an error page',
      {
        status: 403,
        body: '<!doctype html><html><head><title>x</title></head><body><pre>ForbiddenError: invalid csrf token<br> at x</pre></body></html>',
      },
      'forbidden/csrf likely',
    ],
    [
      'Flask-WTF',
      {
        status: 400,
        body: '<!doctype html><html><head><title>x</title></head><body><h1>Bad Request</h1><p>The CSRF token is missing.</p></body></html>',
      },
      'forbidden/csrf likely',
    ],
    ['translated', { status: 403, body: { detail: 'Le jeton CSRF est manquant.' } }, 'forbidden/csrf likely'],
    [
      'at a sign-in',
      { role: 'sign-in', method: 'POST', status: 403, type: 'text/plain', body: 'CSRF token mismatch' },
      'forbidden/csrf likely',
    ],
    [
      'near miss: the word in an attribute or a script',
      {
        status: 403,
        body: '<!doctype html><html><head><title>x</title></head><body><meta name="csrf-token" content="x"><script>var csrf = 1</script><p>Forbidden</p></body></html>',
      },
      'forbidden/permission guess',
    ],
    [
      'near miss: a script that never ends',
      { status: 403, body: '<!doctype html><p>No</p>' + '<script>csrf '.repeat(3000) },
      'forbidden/permission guess',
    ],
    ['near miss: a success', { status: 200, body: { message: 'csrf token ok' } }, 'none/ok guess'],
    ['near miss: a server error', { status: 500, body: { message: 'csrf store is down' } }, 'none/server-error guess'],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [csrf()] })).toBe(
      'none/ok guess',
    )
  })
})
