import { describe, expect, test } from 'vitest'
import { plainWords } from 'why401/conventions'
import { type Exchange, judge, said as saidBy } from '../exchange.ts'

const conventions = [plainWords()]
const said = (exchange: Exchange): Promise<string> => saidBy({ ...exchange, conventions })
const sent = 'Bearer abc.def.ghi'
const signIn = { role: 'sign-in', method: 'POST', url: 'https://app.test/api/login' } as const

describe('given a short sentence under a status that does not say it', () => {
  test.each<[string, Exchange, string]>([
    [
      'a dead session',
      { status: 403, body: { message: 'Your session has expired.' } },
      'reauthenticate/session-expired likely',
    ],
    [
      'a dead token under 403',
      { status: 403, body: { message: 'Token is expired' } },
      'reauthenticate/token-expired likely',
    ],
    [
      'a dead token under 400, sent',
      { status: 400, body: { message: 'Invalid token' }, sent },
      'reauthenticate/token-invalid likely',
    ],
    [
      'a dead token under 400, none sent',
      { status: 400, body: { message: 'Invalid token' } },
      'none/invalid-request guess',
    ],
    [
      'no token',
      { status: 400, body: { message: 'Missing or malformed JWT' } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'a text',
      { status: 403, body: 'Please log in to continue', type: 'text/plain' },
      'reauthenticate/no-credentials likely',
    ],
    [
      'a JSON string',
      { status: 403, body: '"Token is expired"', type: 'application/json' },
      'reauthenticate/token-expired likely',
    ],
    ['another language', { status: 403, body: { message: 'Token inválido' } }, 'reauthenticate/token-invalid likely'],
    [
      'a headline',
      { status: 403, body: '<html><title>Error</title><h1>Your session has expired</h1></html>' },
      'reauthenticate/session-expired likely',
    ],
    [
      'a plan',
      { status: 403, body: { message: 'Plan lacks license for this feature' }, sent },
      'forbidden/policy likely',
    ],
    [
      'a place',
      { status: 403, body: { message: 'Country, region, or territory not supported' }, sent },
      'forbidden/policy likely',
    ],
    [
      'an address',
      { status: 403, body: { message: 'Your IP is not on the allowlist' }, sent },
      'forbidden/policy likely',
    ],
    [
      'a budget under 401',
      { status: 401, body: { detail: 'Max budget for this token was exceeded' }, sent },
      'none/rate-limited likely',
    ],
    [
      'a clock',
      { status: 403, body: { message: 'Request timestamp is outside the window' }, sent },
      'none/invalid-request likely',
    ],
    [
      'a user who is known',
      { status: 403, body: { message: 'Your email address is not verified.' }, sent },
      'forbidden/policy likely',
    ],
    [
      'a password without a role',
      { status: 401, body: { message: 'Invalid username or password' }, method: 'POST' },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'a factor',
      { status: 401, body: { message: 'Must specify two-factor authentication OTP code.' }, sent },
      'reauthenticate/step-up likely',
    ],
    [
      'near miss: a word that is not known',
      { status: 403, body: { message: 'Your gift card token is expired' } },
      'forbidden/permission guess',
    ],
    [
      'near miss: a parser',
      { status: 400, body: { message: 'Invalid token: < at position 3' }, sent },
      'none/invalid-request guess',
    ],
    [
      'near miss: a longer sentence',
      { status: 403, body: { message: 'The user is not logged in to the forum' } },
      'forbidden/permission guess',
    ],
    ['near miss: what was asked for', { status: 404, body: { message: 'Session not found' } }, 'none/not-found guess'],
    [
      'near miss: Basic was sent',
      { status: 403, body: { message: 'Invalid token' }, sent: 'Basic YTpi' },
      'forbidden/permission guess',
    ],
    ['near miss: success', { status: 200, body: { message: 'Session expired' } }, 'none/ok guess'],
  ])('%s', async (_name, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })
})

describe('given a sign-in that failed', () => {
  test.each<[string, number, string]>([
    ['Your account has been locked', 403, 'credentials-rejected/account-locked likely'],
    ['User is banned', 403, 'credentials-rejected/account-locked likely'],
    ['Too many failed login attempts. Try again later.', 403, 'credentials-rejected/account-locked likely'],
    ['Account is not fully set up', 400, 'credentials-rejected/account-disabled likely'],
    ['Email not confirmed', 400, 'credentials-rejected/account-disabled likely'],
    ['Your password has expired', 401, 'credentials-rejected/account-disabled likely'],
    ['Multi-factor authentication required', 403, 'reauthenticate/step-up likely'],
    ['Enter the verification code from your phone', 401, 'reauthenticate/step-up likely'],
    ['Invalid verification code', 401, 'credentials-rejected/wrong-credentials likely'],
    ['Wrong email or password.', 403, 'credentials-rejected/wrong-credentials likely'],
    ['User not found', 404, 'credentials-rejected/wrong-credentials likely'],
  ])('"%s" under %i is %s', async (message, status, expected) => {
    expect(await said({ ...signIn, status, body: { message } })).toBe(expected)
  })

  test.each([
    ['Too many login attempts. Please try again in 57 seconds.', 57],
    ['Account locked. Try again in 15 minutes.', 900],
    ['Account temporarily locked for 1 hour', 3600],
  ])('"%s" says how long to wait', async (message, seconds) => {
    expect(await judge({ ...signIn, status: 422, body: { message }, conventions })).toMatchObject({
      retryAfter: seconds,
    })
  })
})
