import { describe } from 'vitest'
import { rails } from 'why401/conventions'
import type { Exchange } from '../exchange.ts'
import { testFamily } from '../test-family.ts'

describe('Ruby on Rails', () => {
  const cases: [string, Exchange, string][] = [
    [
      'nobody',
      { status: 401, body: { error: 'You need to sign in or sign up before continuing.' } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'timed out',
      { status: 401, body: { error: 'Your session expired. Please sign in again to continue.' } },
      'reauthenticate/session-expired likely',
    ],
    [
      'a wrong password',
      { status: 401, body: { error: 'Invalid Email or password.' }, role: 'sign-in' },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'the same on a route that was not told to be for signing in',
      { status: 401, body: { error: 'Invalid Email or password.' } },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'locked',
      { status: 401, body: { error: 'Your account is locked.' }, role: 'sign-in' },
      'credentials-rejected/account-locked likely',
    ],
    [
      'not confirmed',
      { status: 401, body: { error: 'You have to confirm your email address before continuing.' }, role: 'sign-in' },
      'credentials-rejected/account-disabled likely',
    ],
    [
      'devise_token_auth',
      {
        status: 401,
        body: { success: false, errors: ['Invalid login credentials. Please try again.'] },
        role: 'sign-in',
      },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'Doorkeeper without its challenge',
      { status: 401, body: { error: 'The access token was revoked' }, sent: 'Bearer x' },
      'reauthenticate/token-revoked likely',
    ],
    [
      'the page for a rejected change',
      { status: 422, body: '<h1>The change you wanted was rejected.</h1>' },
      'forbidden/csrf likely',
    ],
    [
      'CSRF in development',
      {
        status: 422,
        body: {
          status: 422,
          error: 'Unprocessable Entity',
          exception: '#<ActionController::InvalidAuthenticityToken: x>',
          title: 'ActionController::InvalidAuthenticityToken x',
        },
      },
      'forbidden/csrf likely',
    ],
    [
      'CanCanCan',
      { status: 403, body: { error: 'You are not authorized to access this page.' } },
      'forbidden/permission likely',
    ],
    [
      'translated: the status decides',
      { status: 401, body: { error: 'Vous devez vous connecter.' } },
      'reauthenticate/no-credentials guess',
    ],
  ]
  testFamily(rails(), cases)
})
