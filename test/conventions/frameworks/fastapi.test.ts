import { describe } from 'vitest'
import { fastapi } from 'why401/conventions'
import type { Exchange } from '../exchange.ts'
import { testFamily } from '../test-family.ts'

describe('FastAPI', () => {
  const cases: [string, Exchange, string][] = [
    [
      'nothing sent, older',
      { status: 403, body: { detail: 'Not authenticated' } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'nothing sent, newer',
      { status: 401, challenge: 'Bearer', body: { detail: 'Not authenticated' } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'a bad token',
      { status: 401, body: { detail: 'Could not validate credentials' }, sent: 'Bearer x' },
      'reauthenticate/token-invalid likely',
    ],
    [
      'another scheme under 403',
      { status: 403, body: { detail: 'Invalid authentication credentials' }, sent: 'Bearer x' },
      'reauthenticate/token-invalid likely',
    ],
    [
      'a password to HTTPBasic',
      { status: 401, challenge: 'Basic', body: { detail: 'Incorrect email or password' }, sent: 'Basic YTpi' },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'scopes, as the manual has it, under 401',
      { status: 401, challenge: 'Bearer scope="items"', body: { detail: 'Not enough permissions' }, sent: 'Bearer x' },
      'forbidden/insufficient-scope likely',
    ],
    [
      'fastapi-users',
      { status: 400, body: { detail: 'LOGIN_BAD_CREDENTIALS' }, role: 'sign-in' },
      'credentials-rejected/wrong-credentials certain',
    ],
    [
      'fastapi-users, not verified',
      { status: 400, body: { detail: 'LOGIN_USER_NOT_VERIFIED' }, role: 'sign-in' },
      'credentials-rejected/account-disabled certain',
    ],
    [
      'an inactive user',
      { status: 400, body: { detail: 'Inactive user' } },
      'credentials-rejected/account-disabled likely',
    ],
    [
      'wrapped',
      { status: 403, body: { error: { detail: 'Not authenticated' } } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'translated: the status decides',
      { status: 403, body: { detail: 'Nicht angemeldet' } },
      'forbidden/permission guess',
    ],
    ['the words in a page', { status: 403, body: '<p>Not authenticated</p>' }, 'forbidden/permission guess'],
  ]
  testFamily(fastapi(), cases)
})
