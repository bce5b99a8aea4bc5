import { describe } from 'vitest'
import { flask } from 'why401/conventions'
import type { Exchange } from '../exchange.ts'
import { testFamily } from '../test-family.ts'

describe("Flask's extensions", () => {
  const cases: [string, Exchange, string][] = [
    [
      'nothing sent',
      { status: 401, body: { msg: 'Missing Authorization Header' } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'no cookie',
      { status: 401, body: { msg: 'Missing cookie "access_token_cookie"' } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'a malformed header under 422',
      {
        status: 422,
        body: { msg: "Bad Authorization header. Expected 'Authorization: Bearer <JWT>'" },
        sent: 'Bearer',
      },
      'reauthenticate/token-invalid likely',
    ],
    [
      'expired',
      { status: 401, body: { msg: 'Token has expired' }, sent: 'Bearer x' },
      'reauthenticate/token-expired likely',
    ],
    [
      'revoked',
      { status: 401, body: { msg: 'Token has been revoked' }, sent: 'Bearer x' },
      'reauthenticate/token-revoked likely',
    ],
    [
      'a fresh one is wanted',
      { status: 401, body: { msg: 'Fresh token required' }, sent: 'Bearer x' },
      'reauthenticate/step-up likely',
    ],
    [
      'the wrong kind of token',
      { status: 422, body: { msg: 'Only non-refresh tokens are allowed' }, sent: 'Bearer x' },
      'reauthenticate/token-invalid likely',
    ],
    [
      'renewal',
      { status: 401, body: { msg: 'Token has expired' }, role: 'renewal' },
      'reauthenticate/renewal-rejected likely',
    ],
    [
      'Flask-Security, wrapped',
      {
        status: 401,
        body: {
          meta: { code: 401 },
          response: { errors: ['You must re-authenticate to access this endpoint'], reauth_required: true },
        },
      },
      'reauthenticate/step-up likely',
    ],
    [
      'Flask-Security, no permission',
      {
        status: 403,
        body: { meta: { code: 403 }, response: { errors: ['You do not have permission to view this resource.'] } },
      },
      'forbidden/permission likely',
    ],
    [
      'translated: the status decides',
      { status: 401, body: { msg: 'Jeton expiré' }, sent: 'Bearer x' },
      'reauthenticate/token-invalid guess',
    ],
    ['another token, under 400', { status: 400, body: { msg: 'Token has expired' } }, 'none/invalid-request guess'],
  ]
  testFamily(flask(), cases)
})
