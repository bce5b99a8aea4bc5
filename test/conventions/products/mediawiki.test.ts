import { describe, expect, test } from 'vitest'
import { mediawiki } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('mediawiki', () => {
  test.each<[string, Exchange, string]>([
    [
      'assert',
      {
        status: 200,
        headers: { 'mediawiki-api-error': 'assertuserfailed' },
        body: { error: { code: 'assertuserfailed', info: 'Du bist nicht mehr angemeldet.', '*': 'See /api.php' } },
      },
      'reauthenticate/session-expired certain',
    ],
    [
      'the header hidden by CORS',
      { status: 200, body: { error: { code: 'assertuserfailed', info: 'i', docref: 'See /api.php' } } },
      'reauthenticate/session-expired certain',
    ],
    [
      'a right that is missing',
      {
        status: 200,
        headers: { 'mediawiki-api-error': 'assertbotfailed' },
        body: { error: { code: 'assertbotfailed', info: 'i' } },
      },
      'forbidden/permission likely',
    ],
    [
      'for everybody who is signed in',
      {
        status: 200,
        headers: { 'mediawiki-api-error': 'permissiondenied' },
        body: {
          error: {
            code: 'permissiondenied',
            info: 'The action you have requested is limited to users in the group: [[W:Users|Users]].',
          },
        },
      },
      'reauthenticate/no-credentials likely',
    ],
    [
      'for a group',
      {
        status: 200,
        headers: { 'mediawiki-api-error': 'permissiondenied' },
        body: {
          error: { code: 'permissiondenied', info: 'limited to users in the group: [[W:Admins|Administrators]].' },
        },
      },
      'forbidden/permission likely',
    ],
    [
      'token',
      {
        status: 200,
        headers: { 'mediawiki-api-error': 'badtoken' },
        body: { error: { code: 'badtoken', info: 'i', '*': 'x' } },
      },
      'forbidden/csrf certain',
    ],
    [
      'a private wiki',
      {
        status: 200,
        headers: { 'mediawiki-api-error': 'readapidenied' },
        body: { error: { code: 'readapidenied', info: 'i' } },
      },
      'reauthenticate/no-credentials certain',
    ],
    [
      'OAuth',
      {
        status: 200,
        sent: 'Bearer abc.def.ghi',
        headers: { 'mediawiki-api-error': 'mwoauth-invalid-authorization' },
        body: { error: { code: 'mwoauth-invalid-authorization', info: 'i' } },
      },
      'reauthenticate/token-invalid certain',
    ],
    [
      'clientlogin',
      {
        role: 'sign-in',
        method: 'POST',
        status: 200,
        body: { clientlogin: { status: 'FAIL', message: 'Falsch', messagecode: 'wrongpassword' } },
      },
      'credentials-rejected/wrong-credentials certain',
    ],
    [
      'too many tries',
      {
        role: 'sign-in',
        method: 'POST',
        status: 200,
        body: { clientlogin: { status: 'FAIL', message: 'm', messagecode: 'login-throttled' } },
      },
      'credentials-rejected/account-locked certain',
    ],
    [
      'login',
      {
        role: 'sign-in',
        method: 'POST',
        status: 200,
        body: { login: { result: 'Failed', reason: 'Incorrect username or password entered.' } },
      },
      'credentials-rejected/wrong-credentials certain',
    ],
    [
      'REST, a token is missing',
      {
        status: 400,
        body: {
          actionModuleErrorCode: 'missingparam',
          messageTranslations: { en: 'The "token" parameter must be set.' },
          httpCode: 400,
        },
      },
      'reauthenticate/no-credentials guess',
    ],
    [
      'REST, permission',
      {
        status: 403,
        body: { errorKey: 'rest-permission-denied-title', messageTranslations: { en: 'm' }, httpCode: 403 },
      },
      'forbidden/permission likely',
    ],
    [
      'near miss: another error',
      {
        status: 200,
        headers: { 'mediawiki-api-error': 'missingtitle' },
        body: { error: { code: 'missingtitle', info: 'i', '*': 'x' } },
      },
      'none/ok guess',
    ],
    ['near miss: somebody else’s error code', { status: 200, body: { error: { code: 'badtoken' } } }, 'none/ok guess'],
    [
      'near miss: a login that succeeds',
      { role: 'sign-in', method: 'POST', status: 200, body: { clientlogin: { status: 'PASS', username: 'A' } } },
      'none/ok guess',
    ],
    [
      'near miss: a page about it',
      { status: 200, body: { query: { pages: [{ title: 'assertuserfailed' }] } } },
      'none/ok guess',
    ],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [mediawiki()] })).toBe(
      'none/ok guess',
    )
  })
})
