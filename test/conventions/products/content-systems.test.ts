import { describe, expect, test } from 'vitest'
import { contentSystems } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('contentSystems', () => {
  test.each<[string, Exchange, string]>([
    [
      'Strapi',
      {
        role: 'sign-in',
        method: 'POST',
        status: 400,
        body: {
          data: null,
          error: { status: 400, name: 'ValidationError', message: 'Invalid identifier or password', details: {} },
        },
      },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'Payload, locked',
      {
        role: 'sign-in',
        method: 'POST',
        status: 401,
        body: { errors: [{ message: 'This user is locked due to having too many failed login attempts.' }] },
      },
      'credentials-rejected/account-locked likely',
    ],
    [
      'Ghost',
      {
        role: 'sign-in',
        method: 'POST',
        status: 422,
        body: {
          errors: [{ message: 'Dein Passwort stimmt nicht', type: 'ValidationError', code: 'PASSWORD_INCORRECT' }],
        },
      },
      'credentials-rejected/wrong-credentials certain',
    ],
    [
      'Ghost, nobody',
      {
        status: 403,
        body: {
          errors: [
            {
              message: 'Authorization failed',
              context:
                'Unable to determine the authenticated user or integration. Check that cookies are being passed through if using session authentication.',
              details: null,
              type: 'NoPermissionError',
              help: null,
            },
          ],
        },
      },
      'reauthenticate/no-credentials likely',
    ],
    [
      'Drupal',
      { role: 'sign-in', method: 'POST', status: 400, body: { message: 'Sorry, unrecognized username or password.' } },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'Drupal, CSRF',
      { status: 403, body: { message: 'X-CSRF-Token request header is missing' } },
      'forbidden/csrf likely',
    ],
    [
      'near miss: words of an article',
      { status: 200, body: { message: 'Invalid identifier or password' } },
      'none/ok guess',
    ],
    [
      'near miss: a validation error',
      { status: 400, body: { error: { status: 400, name: 'ValidationError', message: 'title must be defined' } } },
      'none/invalid-request guess',
    ],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [contentSystems()] })).toBe(
      'none/ok guess',
    )
  })
})
