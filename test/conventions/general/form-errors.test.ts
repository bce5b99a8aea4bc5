import { describe } from 'vitest'
import { formErrors } from 'why401/conventions'
import type { Exchange } from '../exchange.ts'
import { testFamily } from '../test-family.ts'

const signIn = { role: 'sign-in' } as const

describe('A sign-in form that was not filled in', () => {
  const cases: [string, Exchange, string][] = [
    [
      'the password field, in any language',
      { status: 400, body: { password: ['Ce champ est obligatoire.'] }, ...signIn },
      'none/invalid-request guess',
    ],
    [
      'under errors',
      { status: 422, body: { message: 'x', errors: { password: ['validation.required'] } }, ...signIn },
      'none/invalid-request guess',
    ],
    [
      'an address that is none',
      { status: 422, body: { errors: { email: ['The email must be a valid email address.'] } }, ...signIn },
      'none/invalid-request guess',
    ],
    [
      "FastAPI's list",
      {
        status: 422,
        body: { detail: [{ loc: ['body', 'password'], msg: 'Field required', type: 'missing' }] },
        ...signIn,
      },
      'none/invalid-request guess',
    ],
    [
      "express-validator's list",
      {
        status: 400,
        body: { errors: [{ type: 'field', msg: 'Invalid value', path: 'password', location: 'body' }] },
        ...signIn,
      },
      'none/invalid-request guess',
    ],
    [
      "class-validator's sentences",
      { status: 400, body: { statusCode: 400, message: ['email must be an email'], error: 'Bad Request' }, ...signIn },
      'none/invalid-request guess',
    ],
    [
      "ASP.NET's problem",
      {
        status: 400,
        body: {
          title: 'One or more validation errors occurred.',
          status: 400,
          errors: { Password: ['The Password field is needed.'] },
        },
        type: 'application/problem+json',
        ...signIn,
      },
      'none/invalid-request guess',
    ],
    [
      'the reason phrase alone',
      { status: 400, body: { timestamp: 1, status: 400, error: 'Bad Request', path: '/login' }, ...signIn },
      'none/invalid-request guess',
    ],
    [
      'an error page',
      { status: 400, body: '<title>An Error Occurred: Bad Request</title>', ...signIn },
      'none/invalid-request guess',
    ],
    [
      'a wrong password, at no field',
      { status: 400, body: { non_field_errors: ['x'] }, ...signIn },
      'credentials-rejected/wrong-credentials guess',
    ],
    [
      'a wrong password, at the name, translated',
      { status: 422, body: { errors: { email: ['Identifiants inconnus.'] } }, ...signIn },
      'credentials-rejected/wrong-credentials guess',
    ],
    [
      'a wrong password, at the password',
      { status: 400, body: { errors: { password: ['Password is incorrect'] } }, ...signIn },
      'credentials-rejected/wrong-credentials guess',
    ],
    [
      'a sentence about credentials',
      { status: 400, body: { error: 'Bad Request', message: 'Wrong e-mail or password' }, ...signIn },
      'credentials-rejected/wrong-credentials guess',
    ],
    [
      'what was sent, sent back',
      { status: 400, body: { email: 'a@b.test', password: 'x' }, ...signIn },
      'credentials-rejected/wrong-credentials guess',
    ],
    ['not at sign-in', { status: 400, body: { password: ['x y'] } }, 'none/invalid-request guess'],
    [
      'renewal',
      { status: 400, body: { error: 'Bad Request' }, role: 'renewal' },
      'reauthenticate/renewal-rejected guess',
    ],
  ]
  testFamily(formErrors(), cases)
})
