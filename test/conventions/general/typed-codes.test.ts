import { describe, expect, test } from 'vitest'
import { codesIn, errorObjectsIn, typedCodes } from 'why401/conventions'
import { type Exchange, judge, said as saidBy } from '../exchange.ts'

const said = (exchange: Exchange): Promise<string> => saidBy({ ...exchange, conventions: [typedCodes()] })

describe('places', () => {
  test.each<[string, unknown, string]>([
    ['code', { code: 'X_1' }, 'code'],
    ['error', { error: 'X_1' }, 'error'],
    ['error.code', { error: { code: 'X_1' } }, 'error.code'],
    ['error.type', { error: { type: 'X_1' } }, 'error.type'],
    ['error_code', { error_code: 'X_1' }, 'error_code'],
    ['errorCode', { errorCode: 'X_1' }, 'errorCode'],
    ['reason', { reason: 'X_1' }, 'reason'],
    ['errors[n].code', { errors: [{ message: 'no' }, { code: 'X_1' }] }, 'errors[1].code'],
    ['errors[].extensions.code', { errors: [{ extensions: { code: 'X_1' } }] }, 'errors[0].extensions.code'],
    ['detail.code', { detail: { code: 'X_1' } }, 'detail.code'],
    ['data.code', { data: { code: 'X_1' } }, 'data.code'],
    ['details.code', { details: { code: 'X_1' } }, 'details.code'],
    ['error.details[].reason', { error: { details: [{ reason: 'X_1' }] } }, 'error.details[0].reason'],
    ['a list', [{ error: { data: { code: 'X_1' } } }], '[0].error.data.code'],
    ['problem type', { type: 'https://a.test/p/X_1' }, 'type'],
    ['form field', new Map([['error', 'X_1']]), 'error'],
  ])('%s', (_name, body, where) => {
    const found = codesIn(errorObjectsIn(body)).find(({ slug }) => slug === 'x-1')
    expect(found?.where).toBe(where)
  })

  test('sentences, objects and what a prototype has are no codes', () => {
    for (const body of [
      { error: 'Not found here' },
      { code: {} },
      { code: null },
      { code: true },
      { code: '' },
      'code',
      7,
      null,
      undefined,
      [],
      [[[]]],
    ]) {
      expect(codesIn(errorObjectsIn(body))).toEqual([])
    }
    expect(codesIn(errorObjectsIn(Object.create({ code: 'X_1' })))).toEqual([])
  })

  test('keys from Object.prototype are data', () => {
    const body: unknown = JSON.parse(
      '{"__proto__":{"code":"A"},"constructor":{"code":"B"},"code":"C","error":{"__proto__":{"code":"D"}}}',
    )
    expect(codesIn(errorObjectsIn(body)).map(({ code }) => code)).toEqual(['C'])
  })

  test('width and depth are bounded', () => {
    let deep: unknown = { code: 'X' }
    for (let level = 0; level < 10_000; level++) deep = { error: deep, errors: [deep, deep] }
    expect(errorObjectsIn(deep).length).toBeLessThanOrEqual(24)
    let lists: unknown = 'X'
    for (let level = 0; level < 10_000; level++) lists = [lists, lists, lists, lists]
    expect(errorObjectsIn(lists)).toEqual([])
    expect(errorObjectsIn({ errors: Array.from({ length: 1000 }, () => ({ code: 'X' })) })).toHaveLength(5)
  })

  test('a body that holds itself ends', () => {
    const body: { error?: unknown } = {}
    body.error = body
    expect(errorObjectsIn(body).length).toBeLessThanOrEqual(24)
  })

  test.each([
    ['SESSION_EXPIRED', 'session-expired'],
    ['sessionExpired', 'session-expired'],
    ['auth/session-expired', 'session-expired'],
    ['com.acme.SessionExpired', 'session-expired'],
    ['https://a.test/p/session-expired/', 'session-expired'],
    ['https://a.test/p#session-expired', 'session-expired'],
    ['urn:acme:session-expired', 'session-expired'],
    ['https://a.test/p/session-expired?x=/y', 'session-expired'],
    ['///', ''],
  ])('%s is read as "%s"', (code, slug) => {
    expect(codesIn(errorObjectsIn({ code }))[0]?.slug).toBe(slug)
  })
})

describe('meanings', () => {
  test.each<[string, Exchange, string]>([
    ['session', { status: 401, body: { code: 'SESSION_EXPIRED' } }, 'reauthenticate/session-expired certain'],
    [
      'session under 403',
      { status: 403, body: { error: { code: 'session_timeout' } } },
      'reauthenticate/session-expired certain',
    ],
    [
      'token',
      { status: 401, body: { errors: [{ extensions: { code: 'TOKEN_EXPIRED' } }] } },
      'reauthenticate/token-expired likely',
    ],
    ['csrf', { status: 422, body: { error: 'invalid_csrf_token' } }, 'forbidden/csrf certain'],
    ['nobody signed in', { status: 403, body: { code: 'UNAUTHENTICATED' } }, 'reauthenticate/no-credentials likely'],
    [
      'wrong password',
      { status: 401, body: { code: 'INVALID_EMAIL_OR_PASSWORD' }, role: 'sign-in' },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'wrong password in a form',
      { status: 400, body: { code: 'INVALID_PASSWORD' } },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'the same word under 401 says no more than the status',
      { status: 401, body: { code: 'INVALID_CREDENTIALS' }, sent: 'Bearer x' },
      'reauthenticate/token-invalid guess',
    ],
    [
      'locked',
      { status: 403, body: { code: 'ACCOUNT_LOCKED' }, role: 'sign-in' },
      'credentials-rejected/account-locked certain',
    ],
    [
      'renewal',
      { status: 401, body: { code: 'TOKEN_EXPIRED' }, role: 'renewal' },
      'reauthenticate/renewal-rejected certain',
    ],
    ['rate limit in auth clothes', { status: 403, body: { code: 'RATE_LIMIT_EXCEEDED' } }, 'none/rate-limited certain'],
    [
      'the outer code first',
      { status: 403, body: { code: 'PERMISSION_DENIED', error: { code: 'SESSION_EXPIRED' } } },
      'forbidden/permission likely',
    ],
    ['success', { status: 200, body: { code: 'SESSION_EXPIRED' } }, 'none/ok guess'],
  ])('%s', async (_name, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('the server’s words come along', async () => {
    expect(
      await judge({ status: 401, body: { error: { code: 'SESSION_EXPIRED', message: 'Please sign in\nagain' } } }),
    ).toMatchObject({ message: 'Please sign in again' })
  })
})
