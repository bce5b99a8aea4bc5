import { describe, expect, test } from 'vitest'
import { sessionAnswer } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('sessionAnswer', () => {
  test.each<[string, Exchange, string]>([
    [
      'Auth.js',
      { status: 200, url: 'https://app.test/api/auth/session', type: 'application/json', body: 'null' },
      'reauthenticate/no-credentials likely',
    ],
    [
      'NextAuth 4',
      { status: 200, url: 'https://app.test/api/auth/session', body: {} },
      'reauthenticate/no-credentials likely',
    ],
    [
      'better-auth',
      { status: 200, url: 'https://app.test/api/auth/get-session', type: 'application/json', body: 'null' },
      'reauthenticate/no-credentials likely',
    ],
    ['npm', { status: 200, url: 'https://app.test/-/whoami', body: {} }, 'reauthenticate/no-credentials likely'],
    ['a probe', { status: 200, role: 'probe', body: { user: null } }, 'reauthenticate/no-credentials certain'],
    [
      'a probe, a flag',
      { status: 200, role: 'probe', body: { loggedIn: false } },
      'reauthenticate/no-credentials certain',
    ],
    [
      'a flag and nothing else',
      { status: 200, body: { isAuthenticated: false } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'near miss: a flag of a record',
      { status: 200, body: { id: 3, name: 'printer', authenticated: false, loggedIn: false } },
      'none/ok guess',
    ],
    [
      'near miss: signed in',
      { status: 200, url: 'https://app.test/api/auth/session', body: { user: { name: 'A' } } },
      'none/ok guess',
    ],
    [
      'near miss: null elsewhere',
      { status: 200, url: 'https://app.test/api/basket', type: 'application/json', body: 'null' },
      'none/ok guess',
    ],
    ['near miss: {} elsewhere', { status: 200, url: 'https://app.test/v2/', body: {} }, 'none/ok guess'],
    [
      'near miss: a probe that names somebody',
      { status: 200, role: 'probe', body: { user: { id: 1 }, account: null } },
      'none/ok guess',
    ],
    ['near miss: an empty list', { status: 200, role: 'probe', body: [] }, 'none/ok guess'],
    ['near miss: a list of users', { status: 200, body: [{ name: 'A', authenticated: false }] }, 'none/ok guess'],
    [
      'near miss: users in a body',
      { status: 200, role: 'probe', body: { users: [{ authenticated: false }] } },
      'none/ok guess',
    ],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [sessionAnswer()] })).toBe(
      'none/ok guess',
    )
  })
})
