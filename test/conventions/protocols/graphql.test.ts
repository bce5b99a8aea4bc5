import { describe, expect, test } from 'vitest'
import { graphql } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('graphql', () => {
  test.each<[string, Exchange, string]>([
    [
      'nobody',
      {
        status: 200,
        method: 'POST',
        body: { errors: [{ message: 'm', path: ['me'], extensions: { code: 'UNAUTHENTICATED' } }], data: { me: null } },
      },
      'reauthenticate/no-credentials certain',
    ],
    [
      'in part',
      {
        status: 200,
        body: {
          errors: [{ message: 'm', path: ['me'], extensions: { code: 'UNAUTHENTICATED' } }],
          data: { pub: 1, me: null },
        },
      },
      'reauthenticate/no-credentials certain',
    ],
    [
      'not allowed',
      {
        status: 200,
        sent: 'Bearer abc.def.ghi',
        body: { errors: [{ message: 'm', path: ['me'], extensions: { code: 'FORBIDDEN' } }], data: { me: null } },
      },
      'forbidden/permission likely',
    ],
    [
      'one wants a login, one is not allowed',
      {
        status: 200,
        body: {
          errors: [
            { message: 'm', extensions: { code: 'FORBIDDEN' } },
            { message: 'm', extensions: { code: 'UNAUTHENTICATED' } },
          ],
          data: null,
        },
      },
      'reauthenticate/no-credentials certain',
    ],
    [
      'a batch',
      {
        status: 200,
        body: [
          { data: { a: 1 } },
          {
            errors: [{ message: 'm', path: ['me'], extensions: { code: 'AUTH_NOT_AUTHENTICATED' } }],
            data: { me: null },
          },
        ],
      },
      'reauthenticate/no-credentials certain',
    ],
    [
      'Hasura',
      {
        status: 200,
        sent: 'Bearer abc.def.ghi',
        body: {
          errors: [{ extensions: { path: '$', code: 'invalid-jwt' }, message: 'Could not verify JWT: JWTExpired' }],
        },
      },
      'reauthenticate/token-invalid certain',
    ],
    [
      'Spring',
      {
        status: 200,
        body: {
          errors: [{ message: 'm', path: ['x'], extensions: { classification: 'UNAUTHORIZED' } }],
          data: { x: null },
        },
      },
      'reauthenticate/no-credentials certain',
    ],
    [
      'AppSync, a field',
      {
        status: 200,
        sent: 'Bearer abc.def.ghi',
        body: {
          data: { x: null },
          errors: [{ path: ['x'], errorType: 'Unauthorized', message: 'Not Authorized to access x on type Query' }],
        },
      },
      'forbidden/permission likely',
    ],
    [
      'the status in the extensions',
      {
        status: 200,
        body: { errors: [{ message: 'm', extensions: { code: 'BAD_REQUEST', http: {}, status: 401 } }], data: null },
      },
      'reauthenticate/no-credentials certain',
    ],
    [
      'words alone',
      { status: 200, body: { errors: [{ message: 'Unauthenticated.', path: ['me'] }], data: { me: null } } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'sign-in',
      {
        role: 'sign-in',
        method: 'POST',
        status: 200,
        body: { errors: [{ message: 'm', path: ['me'], extensions: { code: 'UNAUTHENTICATED' } }], data: { me: null } },
      },
      'credentials-rejected/wrong-credentials certain',
    ],
    [
      'sign-in, a wrong input',
      {
        role: 'sign-in',
        method: 'POST',
        status: 200,
        body: { errors: [{ message: 'm', path: ['me'], extensions: { code: 'BAD_USER_INPUT' } }], data: { me: null } },
      },
      'credentials-rejected/wrong-credentials guess',
    ],
    [
      'on an integration route',
      {
        status: 200,
        integration: 'mail',
        body: { errors: [{ message: 'm', path: ['me'], extensions: { code: 'UNAUTHENTICATED' } }], data: { me: null } },
      },
      'third-party-key-invalid/key-invalid likely',
    ],
    [
      'graphene',
      { status: 200, body: { errors: [{ message: 'Signature has expired', path: ['me'] }], data: { me: null } } },
      'reauthenticate/token-expired likely',
    ],
    [
      'sign-in, words',
      {
        role: 'sign-in',
        method: 'POST',
        status: 200,
        body: { errors: [{ message: 'Bitte gültige Daten eingeben', path: ['tokenAuth'] }], data: { tokenAuth: null } },
      },
      'credentials-rejected/wrong-credentials guess',
    ],
    [
      'near miss: masked',
      {
        status: 200,
        body: {
          errors: [{ message: 'm', path: ['me'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
          data: { me: null },
        },
      },
      'none/ok guess',
    ],
    [
      'near miss: a query that is wrong',
      {
        status: 200,
        body: {
          errors: [{ message: 'Cannot query field', locations: [], extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
        },
      },
      'none/ok guess',
    ],
    [
      'near miss: errors that are data',
      { status: 200, body: { data: { errors: [{ message: 'm', extensions: { code: 'UNAUTHENTICATED' } }] } } },
      'none/ok guess',
    ],
    [
      'near miss: a list of errors that is not GraphQL',
      { status: 200, body: { errors: [{ code: 'UNAUTHENTICATED' }], total: 1 } },
      'none/ok guess',
    ],
    [
      'near miss: words in a longer sentence',
      { status: 200, body: { errors: [{ message: 'The user is not logged in to the forum', path: ['x'] }], data: {} } },
      'none/ok guess',
    ],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [graphql()] })).toBe(
      'none/ok guess',
    )
  })
})
