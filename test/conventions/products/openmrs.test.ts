import { describe, expect, test } from 'vitest'
import { openmrs, standard } from 'why401/conventions'
import { type Exchange, judge, said } from '../exchange.ts'

const basic = { sent: 'Basic YWRtaW46d3Jvbmc=' }
const error = (message: string): object => ({
  error: { message, code: 'org.openmrs.module.webservices.rest.web.controller:1', detail: '' },
})
const timeout =
  '<html><head><title>HTTP Status 401 – Unauthorized</title></head><body><p>Session timed out</p></body></html>'

describe.each([
  ['alone', () => [openmrs()]],
  ['among all', standard],
])('%s', (_name, list) => {
  const conventions = list()
  const cases: [string, Exchange, string][] = [
    [
      'no credentials, Basic first',
      { status: 401, challenge: 'Basic, OpenMRS-Cookie' },
      'reauthenticate/no-credentials certain',
    ],
    [
      'no credentials, cookie first',
      { status: 401, challenge: 'OpenMRS-Cookie, Basic' },
      'reauthenticate/no-credentials certain',
    ],
    [
      'no credentials, two lines',
      { status: 401, challenge: ['Basic realm="OpenMRS"', 'OpenMRS-Cookie'] },
      'reauthenticate/no-credentials certain',
    ],
    [
      'no credentials, no challenge',
      { status: 401, body: error('User is not logged in [Privileges required: Get Patients]') },
      'reauthenticate/no-credentials likely',
    ],
    [
      'wrong Basic',
      { status: 401, challenge: 'OpenMRS-Cookie', ...basic },
      'credentials-rejected/wrong-credentials certain',
    ],
    [
      'wrong Basic, no challenge',
      { status: 401, body: error('User is not logged in'), ...basic },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'wrong Basic at a sign-in endpoint, no challenge',
      { status: 401, body: error('User is not logged in'), role: 'sign-in' },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'the module of today, none',
      {
        status: 401,
        challenge: 'Basic realm="OpenMRS at https://emr.test/openmrs"',
        body: error('User is not logged in'),
      },
      'reauthenticate/no-credentials likely',
    ],
    [
      'the module of today, wrong',
      {
        status: 401,
        challenge: 'Basic realm="OpenMRS at https://emr.test/openmrs"',
        body: error('User is not logged in'),
        ...basic,
      },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'dead cookie',
      { status: 401, challenge: 'OpenMRS-Cookie, Basic', body: timeout },
      'reauthenticate/session-expired certain',
    ],
    ['dead cookie, no challenge', { status: 401, body: timeout }, 'reauthenticate/session-expired likely'],
    ['dead cookie, older manner', { status: 403, body: timeout }, 'reauthenticate/session-expired likely'],
    [
      'dead cookie, told in JSON',
      { status: 403, body: error('Session timed out') },
      'reauthenticate/session-expired likely',
    ],
    [
      'privilege missing',
      {
        status: 403,
        body: error("User is logged in but doesn't have the relevant privilege [Privileges required: Get Patients]"),
      },
      'forbidden/permission likely',
    ],
    [
      'malformed Basic',
      { status: 400, body: error('Invalid credentials provided'), ...basic },
      'credentials-rejected/malformed-credentials likely',
    ],
    [
      'malformed Basic, HTML',
      { status: 400, body: '<html><body>Invalid credentials provided</body></html>', ...basic },
      'credentials-rejected/malformed-credentials likely',
    ],
    [
      'address not allowed',
      { status: 403, body: "IP address '10.0.0.1' is not authorized" },
      'forbidden/policy likely',
    ],
    [
      'address not allowed, escaped',
      { status: 403, body: '<p>IP address &#39;10.0.0.1&#39; is not authorized</p>' },
      'forbidden/policy likely',
    ],
    [
      'session endpoint',
      { status: 200, body: { authenticated: false, sessionId: 'AB12' } },
      'reauthenticate/no-credentials certain',
    ],
    [
      'session endpoint, Basic sent',
      { status: 200, body: { authenticated: false }, ...basic },
      'credentials-rejected/wrong-credentials certain',
    ],
    [
      'session endpoint as a probe',
      { status: 200, body: { authenticated: false }, role: 'probe' },
      'reauthenticate/no-credentials certain',
    ],
    ['session endpoint, signed in', { status: 200, body: { authenticated: true } }, 'none/ok guess'],
    ['authenticated that is no boolean', { status: 200, body: { authenticated: 'false' } }, 'none/ok guess'],
    [
      'a record that has such a member',
      { status: 200, body: { id: 3, name: 'printer', authenticated: false } },
      'none/ok guess',
    ],
    ['a list of users', { status: 200, body: [{ name: 'a', authenticated: false }] }, 'none/ok guess'],
    ['the sentence in data', { status: 200, body: { note: 'User is not logged in' } }, 'none/ok guess'],
    [
      'other words',
      { status: 403, body: { error: 'The user is not logged in to the forum' } },
      'forbidden/permission guess',
    ],
  ]
  test.each(cases)('%s', async (_case, exchange, expected) => {
    expect(await said({ ...exchange, conventions })).toBe(expected)
  })

  test('the privilege is in the message', async () => {
    const body = error("User is logged in but doesn't have the relevant privilege [Privileges required: Get Patients]")
    expect((await judge({ status: 403, body, conventions })).message).toContain('Get Patients')
  })
})

test('the same kinds with the challenges in either order and with none', async () => {
  const body = error('User is not logged in')
  for (const [sent, kind] of [
    [{}, 'reauthenticate'],
    [basic, 'credentials-rejected'],
  ] as const) {
    const challenges = sent === basic ? ['OpenMRS-Cookie', []] : ['Basic, OpenMRS-Cookie', 'OpenMRS-Cookie, Basic', []]
    for (const challenge of challenges) expect((await judge({ status: 401, challenge, body, ...sent })).kind).toBe(kind)
  }
})

test('the scheme may have another name', async () => {
  expect(
    await said({
      status: 401,
      challenge: 'Clinic-Cookie',
      conventions: [openmrs({ scheme: 'Clinic-Cookie' })],
      ...basic,
    }),
  ).toBe('credentials-rejected/wrong-credentials certain')
})

test('a wrong option is named', () => {
  expect(() => openmrs({ scheme: '' })).toThrow(new TypeError('openmrs: `scheme` must be the name of a scheme'))
  // @ts-expect-error -- what JavaScript callers may write
  expect(() => openmrs({ realm: 'x' })).toThrow(new TypeError('openmrs: unknown option `realm`'))
})
