import { describe, expect, test } from 'vitest'
import { django } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'
import { testAmongAll } from '../test-family.ts'

describe('Django REST framework and its kin', () => {
  const cases: [string, Exchange, string][] = [
    [
      'not signed in under 403',
      { status: 403, body: { detail: 'Authentication credentials were not provided.' } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'the same in a French app',
      { status: 403, body: { detail: "Informations d'authentification non fournies." } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'the same in a German app',
      { status: 403, body: { detail: 'Anmeldedaten fehlen.' } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'the same, wrapped',
      { status: 403, body: { success: false, error: { detail: 'Authentication credentials were not provided.' } } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'a password under 403',
      { status: 403, body: { detail: 'Invalid username/password.' }, sent: 'Basic YTpi' },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'a malformed header',
      {
        status: 401,
        challenge: 'Basic realm="api"',
        body: { detail: 'Invalid basic header. Credentials not correctly base64 encoded.' },
        sent: 'Basic x',
      },
      'credentials-rejected/malformed-credentials likely',
    ],
    [
      'a token under 403',
      { status: 403, body: { detail: 'Invalid token.' }, sent: 'Token x' },
      'reauthenticate/token-invalid likely',
    ],
    [
      'a disabled user, before the challenge',
      { status: 401, challenge: 'Token', body: { detail: 'User inactive or deleted.' }, sent: 'Token x' },
      'credentials-rejected/account-disabled likely',
    ],
    [
      'SimpleJWT',
      {
        status: 401,
        challenge: 'Bearer realm="api"',
        body: { detail: 'Given token not valid for any token type', code: 'token_not_valid', messages: [] },
        sent: 'Bearer x',
      },
      'reauthenticate/token-invalid certain',
    ],
    [
      'SimpleJWT, a disabled user',
      {
        status: 401,
        challenge: 'Bearer realm="api"',
        body: { detail: 'User is inactive', code: 'user_inactive' },
        sent: 'Bearer x',
      },
      'credentials-rejected/account-disabled certain',
    ],
    [
      'SimpleJWT, renewal',
      { status: 401, body: { detail: 'Token is blacklisted', code: 'token_not_valid' }, role: 'renewal' },
      'reauthenticate/renewal-rejected certain',
    ],
    [
      'drf-standardized-errors',
      { status: 403, body: { type: 'client_error', errors: [{ code: 'not_authenticated', detail: 'x', attr: null }] } },
      'reauthenticate/no-credentials certain',
    ],
    [
      'obtain_auth_token',
      { status: 400, body: { non_field_errors: ['Unable to log in with provided credentials.'] }, role: 'sign-in' },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'no permission',
      { status: 403, body: { detail: 'You do not have permission to perform this action.' } },
      'forbidden/permission likely',
    ],
    [
      'no permission, translated: the status decides',
      { status: 403, body: { detail: "Vous n'avez pas la permission d'effectuer cette action." } },
      'forbidden/permission guess',
    ],
    [
      'a relay on an integration route',
      {
        status: 401,
        challenge: 'Token',
        body: { detail: 'Authentication credentials were not provided.' },
        integration: 'crm',
      },
      'third-party-key-invalid/key-invalid likely',
    ],
    [
      'the sentence in data',
      { status: 200, body: { detail: 'Authentication credentials were not provided.' } },
      'none/ok guess',
    ],
    [
      'the sentence in a part',
      { status: 403, body: { detail: 'Credentials were not provided' } },
      'forbidden/permission guess',
    ],
  ]
  test.each(cases)('%s', async (_case, exchange, expected) => {
    expect(await said({ ...exchange, conventions: [django()] })).toBe(expected)
  })

  // Words that are not Django's own are read by meaning.
  const own = cases.filter(([name]) => name !== 'the sentence in a part')
  testAmongAll(own)
})
