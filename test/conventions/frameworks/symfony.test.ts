import { describe } from 'vitest'
import { symfony } from 'why401/conventions'
import type { Exchange } from '../exchange.ts'
import { testFamily } from '../test-family.ts'

describe('Symfony', () => {
  const cases: [string, Exchange, string][] = [
    [
      'nothing sent',
      { status: 401, challenge: 'Bearer', body: { code: 401, message: 'JWT Token not found' } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'expired',
      { status: 401, challenge: 'Bearer', body: { code: 401, message: 'Expired JWT Token' }, sent: 'Bearer x' },
      'reauthenticate/token-expired likely',
    ],
    [
      'invalid',
      { status: 401, challenge: 'Bearer', body: { code: 401, message: 'Invalid JWT Token' }, sent: 'Bearer x' },
      'reauthenticate/token-invalid likely',
    ],
    [
      'renewal',
      { status: 401, body: { code: 401, message: 'JWT Refresh Token Not Found' }, role: 'renewal' },
      'reauthenticate/renewal-rejected likely',
    ],
    [
      'too many attempts',
      {
        status: 401,
        body: { error: 'Too many failed login attempts, please try again in 1 minute.' },
        role: 'sign-in',
      },
      'credentials-rejected/account-locked likely',
    ],
    [
      'disabled',
      { status: 401, body: { message: 'Account is disabled.' }, role: 'sign-in' },
      'credentials-rejected/account-disabled likely',
    ],
    [
      'API Platform, no permission',
      { status: 403, body: { title: 'An error occurred', detail: 'Access Denied.', status: 403, type: '/errors/403' } },
      'forbidden/permission likely',
    ],
    [
      'translated: the status decides',
      { status: 401, body: { message: 'Compte désactivé.' }, role: 'sign-in' },
      'credentials-rejected/wrong-credentials likely',
    ],
    ['other words', { status: 403, body: { message: 'Access denied' } }, 'forbidden/permission guess'],
  ]
  testFamily(symfony(), cases)
})
