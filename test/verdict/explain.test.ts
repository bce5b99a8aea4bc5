import { expect, test } from 'vitest'
import { decide, explain, isOpen } from 'why401/verdict'
import { type Exchange, judge } from '../conventions/exchange.ts'

const told = async (exchange: Exchange): Promise<string> => `\n${explain(await judge(exchange))}\n`

test('an expired token', async () => {
  expect(
    await told({
      status: 401,
      challenge: 'Bearer realm="api", error="invalid_token", error_description="The access token expired"',
      sent: 'Bearer x',
    }),
  ).toMatchInlineSnapshot(`
    "
    401 https://app.test/api/x
    reauthenticate, reason token-expired
      certain: the challenge says so in a parameter or scheme that is meant for machines
      what would fix it: get a fresh token; the user need not be asked
      the server says: The access token expired
      because of error="invalid_token" in WWW-Authenticate: bearer [oauth2/invalid_token, RFC 6750 §3.1]
      in line with that: status 401 to bearer credentials, with WWW-Authenticate: bearer [http/401-credentials-sent, RFC 9110 §15.5.2]
    "
  `)
})

test('nobody signed in, status alone', async () => {
  expect(await told({ status: 401 })).toMatchInlineSnapshot(`
    "
    401 https://app.test/api/x
    reauthenticate, reason no-credentials
      a guess: from the status, what was sent, and what the endpoint is for
      what would fix it: sign in again
      because of status 401 to a request without Authorization [http/401, RFC 9110 §15.5.2]
    "
  `)
})

test('a step-up', async () => {
  expect(
    await told({
      status: 401,
      challenge: 'Bearer error="insufficient_user_authentication", acr_values="gold silver", max_age=300',
      sent: 'Bearer x',
    }),
  ).toMatchInlineSnapshot(`
    "
    401 https://app.test/api/x
    reauthenticate, reason step-up
      certain: the challenge says so in a parameter or scheme that is meant for machines
      what would fix it: sign in again, more strongly (level gold or silver, signed in at most 300 s ago)
      because of error="insufficient_user_authentication" in WWW-Authenticate: bearer [oauth2/insufficient_user_authentication, RFC 9470 §3]
      in line with that: status 401 to bearer credentials, with WWW-Authenticate: bearer [http/401-credentials-sent, RFC 9110 §15.5.2]
    "
  `)
})

test('a missing scope', async () => {
  expect(
    await told({
      status: 403,
      challenge: 'Bearer error="insufficient_scope", scope="reports:write"',
      sent: 'Bearer x',
    }),
  ).toMatchInlineSnapshot(`
    "
    403 https://app.test/api/x
    forbidden, reason insufficient-scope
      certain: the challenge says so in a parameter or scheme that is meant for machines
      what would fix it: ask for the missing scope (scope reports:write)
      because of error="insufficient_scope" in WWW-Authenticate: bearer [oauth2/insufficient_scope, RFC 6750 §3.1]
      in line with that: status 403 [http/403, RFC 9110 §15.5.4]
    "
  `)
})

test('a locked account', async () => {
  const body = { type: 'https://api.example.com/problems/account-locked', title: 'Too many attempts', status: 403 }
  expect(
    await told({
      status: 403,
      body,
      type: 'application/problem+json',
      headers: { 'retry-after': '900' },
      role: 'sign-in',
    }),
  ).toMatchInlineSnapshot(`
    "
    403 https://app.test/api/x
    credentials-rejected, reason account-locked
      certain: a code or type in the body is meant for machines and says so
      what would fix it: wait, then try again (after 900 s)
      the server says: Too many attempts
      because of type "https://api.example.com/problems/account-locked" in the body [problem-details/account-locked, RFC 9457 §3.1.1]
      in line with that: "Too many attempts" in the body [plain-words/account-locked]
      in line with that: status 403 [http/403@sign-in, RFC 9110 §15.5.4]
    "
  `)
})

test('a third party’s key, as recommended', async () => {
  const body = {
    type: 'https://api.example.com/problems/third-party-key-invalid',
    detail: 'Mail refused the key that you stored.',
    integration: 'mail',
    reason: 'key-revoked',
    manageUrl: '/settings/mail?from=api',
    upstream: { status: 401 },
  }
  expect(await told({ status: 403, body, type: 'application/problem+json', integration: 'mail' }))
    .toMatchInlineSnapshot(`
      "
      403 https://app.test/api/x
      third-party-key-invalid (mail), reason key-revoked
        certain: a code or type in the body is meant for machines and says so
        what would fix it: connect the integration again (at https://app.test/settings/mail)
        the server says: Mail refused the key that you stored.
        because of type "https://api.example.com/problems/third-party-key-invalid" in the body [problem-details/third-party-key-invalid, RFC 9457 §3.1.1]
        in line with that: type "https://api.example.com/problems/third-party-key-invalid" in the body [third-party-key/named]
        in line with that: status 403 [http/403@integration, RFC 9110 §15.5.4]
      "
    `)
})

test('a third party’s 401, relayed', async () => {
  expect(await told({ status: 401, challenge: 'Basic realm="Mail API"', integration: 'mail' })).toMatchInlineSnapshot(`
    "
    401 https://app.test/api/x
    third-party-key-invalid (mail), reason key-invalid
      likely: the route is an integration’s, and our own server did not say that it spoke for itself
      what would fix it: store a new key for the integration
      because of status 401 to a request without Authorization, with WWW-Authenticate: basic, on an integration route [http/401@integration, RFC 9110 §15.5.2]
    "
  `)
})

test('OpenMRS', async () => {
  const body = {
    error: { message: 'User is not logged in [Privileges required: Get Patients]', code: 'x:1', detail: '' },
  }
  expect(await told({ status: 401, body })).toMatchInlineSnapshot(`
    "
    401 https://app.test/api/x
    reauthenticate, reason no-credentials
      likely: words, a page or a code in the body usually mean this
      what would fix it: sign in again
      the server says: User is not logged in [Privileges required: Get Patients]
      because of "User is not logged in" in the body [openmrs/no-credentials, OpenMRS REST module]
      in line with that: status 401 to a request without Authorization [http/401, RFC 9110 §15.5.2]
    "
  `)
})

test('a rate limit', async () => {
  expect(await told({ status: 429 })).toMatchInlineSnapshot(`
    "
    429 https://app.test/api/x
    none, reason rate-limited
      certain: the status means exactly this
      what would fix it: nothing that concerns the login
      because of status 429 [http/429, RFC 6585 §4]
    "
  `)
})

test('a convention that threw', async () => {
  expect(
    await told({
      status: 403,
      conventions: [
        {
          name: 'acme',
          examine: () => {
            throw new Error('no')
          },
        },
      ],
    }),
  ).toMatchInlineSnapshot(`
    "
    403 https://app.test/api/x
    forbidden, reason permission
      a guess: from the status, what was sent, and what the endpoint is for
      what would fix it: ask for access
      because of status 403 [http/403, RFC 9110 §15.5.4]
      note: the convention threw [acme]
    "
  `)
})

test('what the probe settled', async () => {
  const open = await judge({ status: 401, integration: 'mail' })
  expect(isOpen(open)).toBe(true)
  expect(`\n${explain(decide(open, true))}\n`).toMatchInlineSnapshot(`
    "
    401 https://app.test/api/x
    third-party-key-invalid (mail), reason key-invalid
      certain: the probe asked the server whether the user is signed in
      what would fix it: store a new key for the integration
      because the probe says that the user is still signed in, so it was not our session that died [session/probe]
      in line with that: status 401 to a request without Authorization, on an integration route [http/401@integration, RFC 9110 §15.5.2]
    "
  `)
  expect(`\n${explain(decide(open, false))}\n`).toMatchInlineSnapshot(`
    "
    401 https://app.test/api/x
    reauthenticate, reason session-expired
      certain: the probe asked the server whether the user is signed in
      what would fix it: sign in again
      because the probe says that the user is not signed in any more [session/probe]
      also considered: third-party-key-invalid, because of status 401 to a request without Authorization, on an integration route [http/401@integration, RFC 9110 §15.5.2]
    "
  `)
})
