import { describe } from 'vitest'
import { servlet } from 'why401/conventions'
import type { Exchange } from '../exchange.ts'
import { testFamily } from '../test-family.ts'

describe('Java servlet containers', () => {
  const cases: [string, Exchange, string][] = [
    [
      'form login, failed',
      {
        status: 200,
        body: '<p>Anmeldung fehlgeschlagen</p>',
        url: 'https://app.test/app/j_security_check',
        method: 'POST',
        role: 'sign-in',
      },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'form login without a session',
      {
        status: 408,
        body: '<p>The time allowed for the login process has been exceeded. If you wish</p>',
        role: 'sign-in',
      },
      'reauthenticate/session-expired likely',
    ],
    [
      'RestCsrfPreventionFilter',
      { status: 403, headers: { 'x-csrf-token': 'Required' }, body: '<p>x</p>' },
      'forbidden/csrf certain',
    ],
    [
      'a role is missing (Jetty)',
      { status: 403, body: '<h2>HTTP ERROR 403 !role</h2>' },
      'forbidden/permission likely',
    ],
    [
      'Basic that is no base64 (Jetty)',
      {
        status: 500,
        body: '<title>Error 500 java.lang.IllegalArgumentException: Illegal base64 character 25</title>',
        sent: 'Basic %',
      },
      'credentials-rejected/malformed-credentials guess',
    ],
    [
      'the same to a token is a fault of the server',
      { status: 500, body: '<title>Error 500 Illegal base64 character 25</title>', sent: 'Bearer x' },
      'none/server-error guess',
    ],
    [
      'a page at another address',
      { status: 200, body: '<p>Hello</p>', method: 'POST', role: 'sign-in' },
      'none/ok guess',
    ],
    ['a token that came along', { status: 403, headers: { 'x-csrf-token': 'a1b2' } }, 'forbidden/permission guess'],
  ]
  testFamily(servlet(), cases)
})
