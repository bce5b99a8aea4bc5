import { describe } from 'vitest'
import { laravel } from 'why401/conventions'
import type { Exchange } from '../exchange.ts'
import { testFamily } from '../test-family.ts'

describe('Laravel', () => {
  const cases: [string, Exchange, string][] = [
    ['nobody', { status: 401, body: { message: 'Unauthenticated.' } }, 'reauthenticate/no-credentials likely'],
    [
      'a password to confirm',
      { status: 423, body: { message: 'Password confirmation required.' } },
      'reauthenticate/step-up likely',
    ],
    [
      'a wrong password',
      {
        status: 422,
        body: {
          message: 'These credentials do not match our records.',
          errors: { email: ['These credentials do not match our records.'] },
        },
        role: 'sign-in',
      },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'a missing ability',
      { status: 403, body: { message: 'Invalid ability provided.' }, sent: 'Bearer x' },
      'forbidden/insufficient-scope likely',
    ],
    [
      'spatie, nobody',
      { status: 403, body: { message: 'User is not logged in.' } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'spatie, no permission',
      { status: 403, body: { message: 'User does not have the right roles.' } },
      'forbidden/permission likely',
    ],
    ['a gate', { status: 403, body: { message: 'This action is unauthorized.' } }, 'forbidden/permission likely'],
    [
      'an address to verify',
      { status: 403, body: { message: 'Your email address is not verified.' } },
      'forbidden/policy likely',
    ],
    [
      'wrapped',
      { status: 401, body: { success: false, data: { message: 'Unauthenticated.' } } },
      'reauthenticate/no-credentials likely',
    ],
    ['a WebDAV lock is none', { status: 423, body: { message: 'Locked' } }, 'none/invalid-request guess'],
    [
      'translated: the status decides',
      { status: 401, body: { message: 'Nicht angemeldet.' } },
      'reauthenticate/no-credentials guess',
    ],
    [
      "the session's end under 419 is left to the status",
      { status: 419, body: { message: 'Page Expired' } },
      'forbidden/csrf guess',
    ],
  ]
  testFamily(laravel(), cases)
})
