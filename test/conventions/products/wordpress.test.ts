import { describe, expect, test } from 'vitest'
import { wordpress } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('wordpress', () => {
  test.each<[string, Exchange, string]>([
    [
      'nobody',
      {
        status: 401,
        body: { code: 'rest_not_logged_in', message: 'Du bist nicht angemeldet.', data: { status: 401 } },
      },
      'reauthenticate/no-credentials certain',
    ],
    [
      'a wrong application password',
      { status: 401, sent: 'Basic YTpi', body: { code: 'rest_not_logged_in', message: 'm', data: { status: 401 } } },
      'credentials-rejected/wrong-credentials certain',
    ],
    [
      'a plugin of its own',
      { status: 403, sent: 'Basic YTpi', body: { code: 'rest_cannot_create', message: 'm', data: { status: 403 } } },
      'forbidden/permission certain',
    ],
    [
      'a stranger',
      { status: 401, body: { code: 'rest_forbidden_context', message: 'm', data: { status: 401 } } },
      'reauthenticate/no-credentials certain',
    ],
    [
      'WooCommerce',
      { status: 401, body: { code: 'woocommerce_rest_cannot_view', message: 'm', data: { status: 401 } } },
      'reauthenticate/no-credentials certain',
    ],
    [
      'a nonce',
      { status: 403, body: { code: 'rest_cookie_invalid_nonce', message: 'm', data: { status: 403 } } },
      'forbidden/csrf likely',
    ],
    [
      'the JWT plugin',
      {
        status: 403,
        sent: 'Bearer abc.def.ghi',
        body: { code: 'jwt_auth_invalid_token', message: 'Expired token', data: { status: 403 } },
      },
      'reauthenticate/token-invalid certain',
    ],
    [
      'the JWT plugin, sign-in',
      {
        role: 'sign-in',
        method: 'POST',
        status: 403,
        body: { code: '[jwt_auth] incorrect_password', message: 'm m', data: { status: 403 } },
      },
      'credentials-rejected/wrong-credentials certain',
    ],
    [
      'heartbeat',
      {
        status: 200,
        url: 'https://app.test/wp-admin/admin-ajax.php',
        method: 'POST',
        body: { 'wp-auth-check': false, server_time: 1 },
      },
      'reauthenticate/no-credentials likely',
    ],
    [
      'an action for members',
      { status: 400, url: 'https://app.test/wp-admin/admin-ajax.php', method: 'POST', body: '0' },
      'reauthenticate/no-credentials likely',
    ],
    [
      'a dead nonce',
      { status: 403, url: 'https://app.test/wp-admin/admin-ajax.php', method: 'POST', body: '-1' },
      'forbidden/csrf likely',
    ],
    [
      'near miss: a bare 0 elsewhere',
      { status: 400, url: 'https://app.test/count', body: '0' },
      'none/invalid-request guess',
    ],
    ['near miss: heartbeat of a member', { status: 200, body: { 'wp-auth-check': true } }, 'none/ok guess'],
    ['near miss: heartbeats in a list', { status: 200, body: [{ 'wp-auth-check': false }] }, 'none/ok guess'],
    [
      'near miss: no such route',
      { status: 404, body: { code: 'rest_no_route', message: 'm', data: { status: 404 } } },
      'none/not-found guess',
    ],
    [
      'somebody else’s WordPress',
      { status: 401, integration: 'blog', body: { code: 'rest_not_logged_in', message: 'm', data: { status: 401 } } },
      'third-party-key-invalid/key-invalid guess',
    ],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [wordpress()] })).toBe(
      'none/ok guess',
    )
  })
})
