import { describe, expect, test } from 'vitest'
import { problemDetails } from 'why401/conventions'
import { type Exchange, judge, said as saidBy } from '../exchange.ts'

const conventions = [problemDetails()]
const problem = (type: unknown, status: number, more: object = {}, exchange: Partial<Exchange> = {}): Exchange => ({
  status,
  body: { type, title: 'Refused', status, ...more },
  type: 'application/problem+json',
  conventions,
  ...exchange,
})
const base = 'https://api.example.com/problems'

describe('the recommended type for a third-party key', () => {
  test('tells the integration, why, where to manage it and what its service answered', async () => {
    const more = {
      detail: 'Mail refused the key',
      integration: 'mail',
      reason: 'key-revoked',
      manageUrl: '/settings/mail',
      upstream: { status: 401 },
    }
    expect(await judge(problem(`${base}/third-party-key-invalid`, 403, more))).toMatchObject({
      kind: 'third-party-key-invalid',
      reason: 'key-revoked',
      remedy: 'reconnect',
      certainty: 'certain',
      integration: 'mail',
      manageUrl: 'https://app.test/settings/mail',
      upstream: { status: 401 },
      message: 'Mail refused the key',
    })
  })

  test.each([400, 401, 403, 407, 409, 422, 424, 502, 200])('under status %i', async (status) => {
    expect(await saidBy(problem(`${base}/third-party-key-invalid`, status, { integration: 'mail' }))).toBe(
      'third-party-key-invalid/key-invalid certain',
    )
  })

  test.each([
    `${base}#third-party-key-invalid`,
    'urn:example:third-party-key-invalid',
    '/problems/mail-third-party-key-invalid/',
    'third-party-key-invalid',
    `${base}/ThirdPartyKeyInvalid`,
    `${base}/third-party-key-invalid?lang=en`,
  ])('as %s', async (type) => {
    expect(await saidBy(problem(type, 403))).toBe('third-party-key-invalid/key-invalid certain')
  })

  test('a reason that is not a third party’s does not count', async () => {
    for (const reason of ['session-expired', '__proto__', 7, null]) {
      expect(await saidBy(problem(`${base}/third-party-key-invalid`, 403, { reason }))).toBe(
        'third-party-key-invalid/key-invalid certain',
      )
    }
  })

  test('members of the wrong type are as good as absent', async () => {
    const verdict = await judge(
      problem(`${base}/third-party-key-invalid`, 403, {
        title: 5,
        detail: [],
        integration: {},
        manageUrl: 1,
        upstream: 'x',
        scope: {},
      }),
    )
    expect(verdict).toMatchObject({ kind: 'third-party-key-invalid' })
    expect(verdict).not.toHaveProperty('integration')
    expect(verdict).not.toHaveProperty('upstream')
    expect(verdict).not.toHaveProperty('message')
  })

  test('takes the integration from the route where the body does not tell', async () => {
    expect(await judge(problem(`${base}/third-party-key-invalid`, 403, {}, { integration: 'mail' }))).toMatchObject({
      integration: 'mail',
    })
  })

  test('a manageUrl that is no http URL is not offered', async () => {
    expect(
      await judge(problem(`${base}/third-party-key-invalid`, 403, { manageUrl: 'javascript:alert(1)' })),
    ).not.toHaveProperty('manageUrl')
  })
})

describe('types by their last segment', () => {
  test.each<[string, number, string]>([
    ['session-expired', 401, 'reauthenticate/session-expired'],
    ['token-expired', 401, 'reauthenticate/token-expired'],
    ['not-signed-in', 401, 'reauthenticate/no-credentials'],
    ['unauthenticated', 403, 'reauthenticate/no-credentials'],
    ['authentication-required', 401, 'reauthenticate/no-credentials'],
    ['not-authenticated', 401, 'reauthenticate/no-credentials'],
    ['login-required', 401, 'reauthenticate/no-credentials'],
    ['invalid-token', 401, 'reauthenticate/token-invalid'],
    ['token-revoked', 401, 'reauthenticate/token-revoked'],
    ['wrong-credentials', 401, 'credentials-rejected/wrong-credentials'],
    ['invalid-credentials', 400, 'credentials-rejected/wrong-credentials'],
    ['bad-credentials', 422, 'credentials-rejected/wrong-credentials'],
    ['account-disabled', 403, 'credentials-rejected/account-disabled'],
    ['csrf-token-invalid', 403, 'forbidden/csrf'],
    ['csrf', 419, 'forbidden/csrf'],
    ['permission-denied', 403, 'forbidden/permission'],
    ['access-denied', 403, 'forbidden/permission'],
    ['insufficient-permissions', 403, 'forbidden/permission'],
    ['rate-limited', 403, 'none/rate-limited'],
  ])('%s under %i', async (slug, status, expected) => {
    expect(await saidBy(problem(`${base}/${slug}`, status))).toBe(`${expected} certain`)
  })

  test('a locked account says when to try again', async () => {
    expect(
      await judge(problem(`${base}/account-locked`, 401, {}, { headers: { 'retry-after': '900' }, role: 'sign-in' })),
    ).toMatchObject({ reason: 'account-locked', remedy: 'wait', retryAfter: 900 })
  })

  test('scope and step-up are told', async () => {
    expect(await judge(problem(`${base}/insufficient-scope`, 403, { scope: 'reports:write' }))).toMatchObject({
      reason: 'insufficient-scope',
      scope: 'reports:write',
    })
    expect(await judge(problem(`${base}/step-up`, 401, { acr_values: 'gold silver', max_age: 60 }))).toMatchObject({
      stepUp: { acrValues: ['gold', 'silver'], maxAge: 60 },
    })
  })

  test('a login URL counts on the request’s own origin only', async () => {
    expect(await judge(problem(`${base}/session-expired`, 401, { loginUrl: '/login' }))).toMatchObject({
      loginUrl: 'https://app.test/login',
    })
    expect(
      await judge(problem(`${base}/session-expired`, 401, { loginUrl: 'https://evil.test/login' })),
    ).not.toHaveProperty('loginUrl')
  })

  test('what refuses a renewal, refuses the renewal', async () => {
    for (const slug of ['token-expired', 'session-expired', 'invalid-credentials']) {
      expect(await saidBy(problem(`${base}/${slug}`, 401, {}, { role: 'renewal' }))).toBe(
        'reauthenticate/renewal-rejected certain',
      )
    }
  })

  test('whoever signs in is not signed in yet: the endpoint’s own rule decides', async () => {
    expect(await saidBy(problem(`${base}/unauthenticated`, 401, {}, { role: 'sign-in' }))).toBe(
      'credentials-rejected/wrong-credentials likely',
    )
  })
})

describe('what is no problem type', () => {
  test.each<[string, Exchange, string]>([
    ['about:blank', problem('about:blank', 403), 'forbidden/permission guess'],
    ['an unknown type', problem(`${base}/out-of-stock`, 409), 'none/invalid-request guess'],
    ['a type that is a name from Object.prototype', problem(`${base}/constructor`, 403), 'forbidden/permission guess'],
    ['a type that is no string', problem(5, 403), 'forbidden/permission guess'],
    [
      'JSON without a URI',
      { status: 403, body: { type: 'session-expired', status: 403 }, conventions },
      'forbidden/permission guess',
    ],
    [
      'JSON whose status is not its own',
      { status: 403, body: { type: `${base}/session-expired`, status: 401 }, conventions },
      'forbidden/permission guess',
    ],
    [
      'JSON under 200',
      { status: 200, body: { type: `${base}/session-expired`, status: 200 }, conventions },
      'none/ok guess',
    ],
    [
      'an array',
      { status: 401, body: [{ type: `${base}/token-expired` }], type: 'application/problem+json', conventions },
      'reauthenticate/no-credentials guess',
    ],
    [
      'not even JSON',
      { status: 401, body: '{"type"', type: 'application/problem+json', conventions },
      'reauthenticate/no-credentials guess',
    ],
  ])('%s', async (_name, exchange, expected) => {
    expect(await saidBy(exchange)).toBe(expected)
  })

  test('JSON with a URI and its own status is one', async () => {
    expect(await saidBy({ status: 401, body: { type: `${base}/session-expired`, status: 401 }, conventions })).toBe(
      'reauthenticate/session-expired certain',
    )
  })
})
