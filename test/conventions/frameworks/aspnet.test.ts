import { describe } from 'vitest'
import { aspnet } from 'why401/conventions'
import type { Exchange } from '../exchange.ts'
import { testFamily } from '../test-family.ts'

describe('ASP.NET', () => {
  const cases: [string, Exchange, string][] = [
    [
      'a locked account',
      {
        status: 401,
        body: {
          type: 'https://tools.ietf.org/html/rfc9110#section-15.5.2',
          title: 'Unauthorized',
          status: 401,
          detail: 'LockedOut',
        },
        type: 'application/problem+json',
        role: 'sign-in',
      },
      'credentials-rejected/account-locked certain',
    ],
    [
      'not confirmed',
      {
        status: 401,
        body: { title: 'Unauthorized', status: 401, detail: 'NotAllowed' },
        type: 'application/problem+json',
        role: 'sign-in',
      },
      'credentials-rejected/account-disabled certain',
    ],
    [
      'a second factor',
      {
        status: 401,
        body: { title: 'Unauthorized', status: 401, detail: 'RequiresTwoFactor' },
        type: 'application/problem+json',
        role: 'sign-in',
      },
      'reauthenticate/step-up certain',
    ],
    [
      'a wrong password',
      {
        status: 401,
        body: { title: 'Unauthorized', status: 401, detail: 'Failed' },
        type: 'application/problem+json',
        role: 'sign-in',
      },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'Web API 2',
      { status: 401, body: { Message: 'Authorization has been denied for this request.' } },
      'reauthenticate/no-credentials likely',
    ],
    ['IIS, by address', { status: 403, body: '<h3>HTTP Error 403.6 - Forbidden</h3>' }, 'forbidden/policy likely'],
    ['not at sign-in', { status: 403, body: { detail: 'NotAllowed' } }, 'forbidden/permission guess'],
  ]
  testFamily(aspnet(), cases)
})
