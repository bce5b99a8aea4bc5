import { describe } from 'vitest'
import { spring } from 'why401/conventions'
import type { Exchange } from '../exchange.ts'
import { testFamily } from '../test-family.ts'

describe('Spring Security', () => {
  const cases: [string, Exchange, string][] = [
    [
      'nobody, under 403',
      {
        status: 403,
        body: {
          timestamp: 1,
          status: 403,
          error: 'Forbidden',
          message: 'Full authentication is required to access this resource',
          path: '/x',
        },
      },
      'reauthenticate/no-credentials likely',
    ],
    [
      'nobody, under 401',
      {
        status: 401,
        body: { error: 'unauthorized', error_description: 'Full authentication is required to access this resource' },
      },
      'reauthenticate/no-credentials likely',
    ],
    [
      'Symfony has a full stop',
      { status: 401, body: { message: 'Full authentication is required to access this resource.' } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'a session that is gone',
      {
        status: 403,
        body: {
          status: 403,
          error: 'Forbidden',
          message: 'Could not verify the provided CSRF token because your session was not found.',
        },
      },
      'reauthenticate/session-expired likely',
    ],
    [
      'an expired JWT in a body',
      { status: 401, body: { message: 'Jwt expired at 2026-01-01T00:00:00Z' }, sent: 'Bearer x' },
      'reauthenticate/token-expired likely',
    ],
    [
      'a locked account',
      { status: 401, body: { message: 'User account is locked' }, role: 'sign-in' },
      'credentials-rejected/account-locked likely',
    ],
    [
      'a disabled account over Basic',
      { status: 401, challenge: 'Basic realm="Realm"', body: { message: 'User is disabled' }, sent: 'Basic YTpi' },
      'credentials-rejected/account-disabled likely',
    ],
    [
      'a wrong password',
      { status: 401, body: { message: 'Bad credentials' }, role: 'sign-in' },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'the same words elsewhere are left to the status',
      { status: 403, body: { message: 'Bad credentials' } },
      'forbidden/permission guess',
    ],
    [
      "Boot's body has nothing to say",
      { status: 403, body: { timestamp: 1, status: 403, error: 'Forbidden', path: '/x' } },
      'forbidden/permission guess',
    ],
    [
      'translated: the status decides',
      { status: 401, body: { message: 'Benutzer ist gesperrt' }, sent: 'Bearer x' },
      'reauthenticate/token-invalid guess',
    ],
  ]
  testFamily(spring(), cases)
})
