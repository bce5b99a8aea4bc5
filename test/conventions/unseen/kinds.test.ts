import { describe, expect, test } from 'vitest'
import { type Exchange, said } from '../exchange.ts'

const S = { role: 'sign-in', method: 'POST', url: 'https://app.test/api/login' } as const
const I = { integration: 'acme', url: 'https://app.test/api/integrations/acme/data' }
const guest = { data: null, data2: null, name: '' }

/** The kinds of error that answers of servers showed which no rule had seen (docs/verdicts.md), each by an answer of our own, with what must not be read so. */
const kinds: Record<string, readonly (readonly [string, Exchange])[]> = {
  'more names for a credential are read, and a CSRF token is none of a third party': [
    ['third-party-key-invalid/key-insufficient guess', { ...I, status: 403, body: { message: 'csrftoken missing' } }],
    ['third-party-key-invalid/key-invalid likely', { ...I, status: 401, body: { message: 'The key doesn’t match' } }],
    ['third-party-key-invalid/key-invalid likely', { ...I, status: 401, body: { message: 'Malformed API key' } }],
    [
      'third-party-key-invalid/key-invalid likely',
      { ...I, status: 401, body: { message: 'Client must be authenticated to access this resource.' } },
    ],
    ['forbidden/csrf likely', { status: 403, method: 'POST', body: { message: 'csrftoken missing' } }],
  ],
  'a clock that is wrong is no key and no token': [
    [
      'none/invalid-request certain',
      {
        ...I,
        status: 403,
        body: { code: 'SignatureDoesNotMatch', message: 'Signature expired: 1 is now earlier than 2' },
      },
    ],
    [
      'none/invalid-request certain',
      {
        ...I,
        status: 400,
        body: { __type: 'x#InvalidSignatureException', message: 'Signature not yet current: 2 is still later than 1' },
      },
    ],
    [
      'none/invalid-request likely',
      {
        status: 403,
        headers: { 'x-amzn-errortype': 'InvalidSignatureException' },
        body: { message: 'Signature expired: 1 is now earlier than 2' },
      },
    ],
    [
      'third-party-key-invalid/key-invalid certain',
      {
        ...I,
        status: 403,
        body: { code: 'SignatureDoesNotMatch', message: 'The request signature we calculated does not match.' },
      },
    ],
  ],
  'an envelope may have members that hold nothing': [
    [
      'reauthenticate/no-credentials likely',
      { status: 200, body: { status: 'error', msg: 'Please login first', ...guest } },
    ],
    ['none/ok guess', { status: 200, body: { status: 'error', msg: 'Please login first', ...guest, name: 'a job' } }],
  ],
  'a code may end in a word for failure': [
    [
      'third-party-key-invalid/key-invalid guess',
      { ...I, status: 200, body: { code: 'login_error', message: 'Wrong username or password.' } },
    ],
    ['none/ok guess', { ...I, status: 200, body: { code: 'default', message: 'Wrong username or password.' } }],
  ],
  'an element that is called an error is a failure of a third party under 200': [
    [
      'third-party-key-invalid/key-invalid guess',
      {
        ...I,
        status: 200,
        type: 'text/xml',
        body: '<?xml version="1.0"?><r><server>7</server><error>Invalid API key</error></r>',
      },
    ],
    [
      'none/ok guess',
      {
        ...I,
        status: 200,
        type: 'text/xml',
        body: '<?xml version="1.0"?><r><server>7</server><title>Invalid API key</title></r>',
      },
    ],
    [
      'none/ok guess',
      {
        status: 200,
        type: 'text/xml',
        body: '<?xml version="1.0"?><r><server>7</server><error>Invalid API key</error></r>',
      },
    ],
  ],
  'a JSON-RPC error needs no id': [
    [
      'third-party-key-invalid/key-invalid likely',
      { ...I, status: 200, body: { jsonrpc: '2.0', error: { code: 1, message: 'Invalid token.' } } },
    ],
    ['none/ok guess', { ...I, status: 200, body: { jsonrpc: '2.0', error: { code: 1, message: 'No such zone.' } } }],
  ],
  'a sign-in that fails under 200 says why': [
    [
      'credentials-rejected/account-locked likely',
      { ...S, status: 200, body: { status: 'error', message: 'Too many attempts, account is locked.' } },
    ],
    [
      'credentials-rejected/wrong-credentials guess',
      { ...S, status: 200, body: { status: 'error', message: 'Ask the boss.' } },
    ],
    ['none/ok guess', { ...S, status: 200, body: { status: 'ok', message: 'Welcome back.' } }],
    ['none/ok guess', { ...S, status: 200, body: { error: { code: 0, message: '' }, result: {} } }],
    ['none/ok guess', { ...S, status: 200, body: { error: { code: 0, message: '' }, result: { token: 'x' } } }],
  ],
  'a token against forgery may be refused under 401 and by its name in Rails': [
    ['forbidden/csrf likely', { method: 'POST', status: 401, body: { msg: 'Missing CSRF token' } }],
    [
      'reauthenticate/no-credentials guess',
      { method: 'POST', status: 401, body: { msg: 'The CSRF token is of another session' } },
    ],
    [
      'forbidden/csrf likely',
      {
        method: 'POST',
        status: 422,
        body: '<!doctype html><html><body><p>Invalid form authenticity token.</p></body></html>',
      },
    ],
    [
      'none/invalid-request guess',
      {
        method: 'POST',
        status: 422,
        body: '<!doctype html><html><body><input name="authenticity_token"><p>Name is taken.</p></body></html>',
      },
    ],
  ],
  '429 is a limit, whatever plan its words name': [
    ['none/rate-limited certain', { status: 429, body: { message: 'Plan limit exceeded' } }],
    [
      'none/rate-limited likely',
      { ...S, status: 429, body: { error: { key: 'seats_exceeded', message: 'No seats available' } } },
    ],
  ],
  'a number in the body, and words that say more': [
    [
      'reauthenticate/token-expired likely',
      { status: 200, body: { code: 401, message: 'token is expired', data: null } },
    ],
    [
      'reauthenticate/no-credentials likely',
      { status: 200, body: { code: 401, message: 'Ask the boss.', data: null } },
    ],
  ],
  'Chinese and Russian': [
    [
      'reauthenticate/session-expired likely',
      { status: 200, body: { success: false, message: '登录已过期，请重新登录' } },
    ],
    ['reauthenticate/no-credentials likely', { status: 200, body: { success: false, message: '您还未登录' } }],
    ['forbidden/permission guess', { status: 200, body: { success: false, message: '您没有该操作的权限' } }],
    ['reauthenticate/session-expired likely', { status: 403, body: { message: 'Время сессии истекло' } }],
    ['none/ok guess', { status: 200, body: { success: false, message: '优惠券已过期' } }],
    ['none/ok guess', { status: 200, body: { success: false, message: 'Срок действия карты истек' } }],
  ],
  'a dead token in words under 403': [
    ['reauthenticate/token-expired likely', { status: 403, type: 'text/plain', body: 'ACL token expired' }],
    ['reauthenticate/no-credentials likely', { status: 403, body: { message: 'Missing or invalid credentials.' } }],
    ['reauthenticate/token-expired likely', { status: 403, body: { message: 'Das Zugriffstoken ist abgelaufen' } }],
    ['forbidden/permission guess', { status: 403, type: 'text/plain', body: 'ACL denied' }],
    [
      'none/invalid-request guess',
      { method: 'POST', status: 422, body: { message: 'Authentication method is required' } },
    ],
  ],
  'a third party’s failure under 200 by an outcome, an error member or a number': [
    [
      'third-party-key-invalid/key-invalid guess',
      { ...I, status: 200, body: { ack: 'Failure', text: 'Invalid token', cost: 4 } },
    ],
    [
      'third-party-key-invalid/key-invalid guess',
      { ...I, status: 200, body: { retCode: 17, retMsg: 'Key is invalid', took: 4 } },
    ],
    [
      'third-party-key-invalid/key-invalid guess',
      { ...I, status: 200, body: { e: [], err_text: 'Bad password', took: 4 } },
    ],
    [
      'third-party-key-invalid/key-invalid guess',
      { ...I, status: 200, body: [{ ErrorNo: '7', Description: 'Unknown key' }] },
    ],
    [
      'third-party-key-invalid/key-insufficient guess',
      { ...I, status: 200, body: { success: 0, error: 'Permission denied' } },
    ],
    [
      'third-party-key-invalid/key-expired guess',
      { ...I, status: 200, body: { responseStatus: 'FAILURE', code: 5, message: 'Session expired' } },
    ],
    ['none/rate-limited guess', { ...I, status: 200, body: { retCode: 17, retMsg: 'Daily limit reached', took: 4 } }],
    ['none/ok guess', { ...I, status: 200, body: { retCode: 0, retMsg: 'Key is invalid', took: 4 } }],
    ['none/ok guess', { ...I, status: 200, body: { retCode: 17, retMsg: 'No such street', took: 4 } }],
    ['none/ok guess', { ...I, status: 200, body: { id: 9, ack: 'Failure', text: 'Invalid token' } }],
    [
      'none/ok guess',
      {
        ...I,
        status: 200,
        body: [
          { id: 9, error: 'Invalid token' },
          { id: 10, error: null },
        ],
      },
    ],
    ['none/ok guess', { ...I, status: 200, body: { data: [{ error: 'Invalid token' }] } }],
    ['none/ok guess', { status: 200, body: { ack: 'Failure', text: 'Invalid token', cost: 4 } }],
  ],
  'attributes of XML, lines of names and values, and a short text': [
    [
      'third-party-key-invalid/key-invalid guess',
      {
        ...I,
        status: 200,
        type: 'text/xml',
        body: '<?xml version="1.0"?><r state="1"><err code="9" text="Unknown key" /></r>',
      },
    ],
    [
      'none/ok guess',
      { ...I, status: 200, type: 'text/xml', body: '<?xml version="1.0"?><r><item no="9" text="Unknown key" /></r>' },
    ],
    [
      'third-party-key-invalid/key-invalid guess',
      { ...I, status: 200, type: 'text/plain', body: 'result=7\nmessage=Wrong+password\n' },
    ],
    [
      'third-party-key-invalid/key-invalid guess',
      { ...I, status: 200, type: 'text/plain', body: '-4: authentication failed' },
    ],
    ['none/ok guess', { ...I, status: 200, type: 'text/plain', body: '4: sent' }],
  ],
  'a key in other languages and by other names': [
    [
      'third-party-key-invalid/key-invalid likely',
      { ...I, status: 401, body: { message: 'Benutzername oder Passwort falsch' } },
    ],
    ['third-party-key-invalid/key-invalid guess', { ...I, status: 400, body: { message: 'Ogiltigt access-token' } }],
    ['third-party-key-invalid/key-invalid guess', { ...I, status: 200, body: { code: 3, msg: '签名验证失败' } }],
    [
      'third-party-key-invalid/key-invalid guess',
      { ...I, status: 500, body: { fault: { errorMessage: 'Authentication failure' } } },
    ],
    ['none/rate-limited guess', { ...I, status: 401, body: { message: 'API_KEY_LIMIT_REACHED' } }],
    ['none/invalid-request guess', { ...I, status: 400, body: { message: 'Validation error: bad password' } }],
  ],
  'a page of a sign-in under 203 on a route of a third party': [
    [
      'third-party-key-invalid/key-invalid likely',
      {
        ...I,
        status: 203,
        body: '<!doctype html><html><form action="https://login.acme.test/oauth2/authorize"></form></html>',
      },
    ],
    [
      'none/ok guess',
      {
        ...I,
        status: 200,
        body: '<!doctype html><html><form action="https://login.acme.test/oauth2/authorize"></form></html>',
      },
    ],
  ],
}

describe.each(Object.entries(kinds))('%s', (_kind, rows) => {
  test.each(rows.map(([expected, exchange]) => [JSON.stringify(exchange), expected, exchange] as const))(
    '%s',
    async (_name, expected, exchange) => {
      expect(await said(exchange)).toBe(expected)
    },
  )
})
