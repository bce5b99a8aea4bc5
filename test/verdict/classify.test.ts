import { describe, expect, test } from 'vitest'
import { classifyEvidence, type Convention, finding, isReason, type Reason } from 'why401/verdict'
import { evidenceOf, type Exchange } from '../conventions/exchange.ts'

const convention = (
  name: string,
  reason: Reason,
  certainty: 'certain' | 'likely' | 'guess',
  where = 'body',
): Convention => ({
  name,
  examine: () => finding<Reason>(reason, { certainty, rule: `${name}/rule`, saw: `what ${name} saw`, where }),
})
const weigh = async (
  conventions: readonly Convention[],
  exchange: Exchange = { status: 403 },
): ReturnType<typeof verdict> => verdict(conventions, exchange)
const verdict = async (conventions: readonly Convention[], exchange: Exchange) =>
  classifyEvidence(await evidenceOf(exchange), conventions)

describe('who wins', () => {
  test('the surer', async () => {
    const { reason, because } = await weigh([convention('a', 'csrf', 'likely'), convention('b', 'policy', 'certain')])
    expect(reason).toBe('policy')
    expect(because.map(({ rule, certainty }) => `${rule} ${certainty}`)).toEqual([
      'b/rule certain',
      'a/rule likely',
      'http/403 guess',
    ])
  })

  test('of equally sure ones the earlier', async () => {
    const { reason, because } = await weigh([
      convention('a', 'csrf', 'likely'),
      convention('b', 'policy', 'likely'),
      convention('c', 'session-expired', 'guess'),
    ])
    expect(reason).toBe('csrf')
    expect(because.map(({ rule }) => rule)).toEqual(['a/rule', 'b/rule', 'c/rule', 'http/403'])
  })

  test('a guess of a convention before HTTP’s', async () => {
    expect((await weigh([convention('a', 'session-expired', 'guess')])).reason).toBe('session-expired')
  })

  test('HTTP’s certain word before a convention’s likely one', async () => {
    expect((await weigh([convention('a', 'policy', 'likely')], { status: 511 })).reason).toBe('captive-portal')
  })

  test('without conventions, HTTP’s word alone, and once: nothing contradicts it', async () => {
    const statuses = Array.from({ length: 400 }, (_, index) => 200 + index)
    for (const sent of [undefined, 'Basic YTpi', 'Digest username="u"', 'Bearer t']) {
      for (const status of statuses) {
        const { because } = await verdict([], { status, ...(sent !== undefined && { sent }) })
        expect(because, `${status} to ${sent}`).toHaveLength(1)
      }
    }
  })

  test('a convention that throws says nothing, and is named', async () => {
    const { reason, because } = await weigh([
      {
        name: 'bad',
        examine: () => {
          throw new Error('secret')
        },
      },
    ])
    expect(reason).toBe('permission')
    expect(because).toContainEqual({
      rule: 'bad',
      saw: 'the convention threw',
      where: 'its examine()',
      kind: 'none',
      certainty: 'guess',
    })
    expect(JSON.stringify(because)).not.toContain('secret')
  })

  test('because holds nothing but its own fields, the verdict none of the ground’s', async () => {
    const result = await weigh([convention('a', 'csrf', 'certain')])
    expect(Object.keys(result.because[0]!).toSorted()).toEqual(['certainty', 'kind', 'rule', 'saw', 'where'])
    expect(result).not.toHaveProperty('saw')
    expect(result).toMatchObject({
      kind: 'forbidden',
      remedy: 'refresh-csrf',
      status: 403,
      url: 'https://app.test/api/x',
    })
  })
})

test('what an app’s own convention tells is redacted once more', async () => {
  const told = finding('csrf', {
    certainty: 'certain',
    rule: 'app/rule',
    saw: 'token ghp_0123456789abcdefghij0123456789',
    where: 'body',
    message: 'see /x?key=abc',
  })
  const { because, message } = await weigh([{ name: 'app', examine: () => told }])
  expect(JSON.stringify([because, message])).not.toMatch(/ghp_|key=abc/)
})

describe('whose credential, on an integration route', () => {
  const route = { integration: 'mail', status: 401 } as const
  test.each<[string, Exchange, string]>([
    ['a bare 401', route, 'third-party-key-invalid/key-invalid guess'],
    [
      'a foreign challenge',
      { ...route, challenge: 'Basic realm="Mail"' },
      'third-party-key-invalid/key-invalid likely',
    ],
    [
      'a foreign realm where ours is known',
      { ...route, challenge: 'Basic realm="Mail"', ownRealms: ['app'] },
      'third-party-key-invalid/key-invalid certain',
    ],
    [
      'our realm',
      { ...route, challenge: 'Basic realm="app"', ownRealms: ['app'] },
      'reauthenticate/no-credentials likely',
    ],
    [
      'our realm among others',
      { ...route, challenge: 'Basic realm="Mail", Bearer realm="app"', ownRealms: ['app'] },
      'reauthenticate/no-credentials likely',
    ],
    [
      'a challenge to the scheme that we sent',
      { ...route, challenge: 'Bearer realm="Mail"', sent: 'Bearer ours' },
      'third-party-key-invalid/key-invalid guess',
    ],
    ['a bare 403', { ...route, status: 403 }, 'third-party-key-invalid/key-insufficient guess'],
    [
      'a 403 with our realm',
      { ...route, status: 403, challenge: 'Bearer realm="app"', ownRealms: ['app'] },
      'forbidden/permission guess',
    ],
    ['a bare 500', { ...route, status: 500 }, 'none/server-error guess'],
  ])('%s', async (_name, exchange, expected) => {
    const { kind, reason, certainty } = await verdict([], exchange)
    expect(`${kind}/${reason} ${certainty}`).toBe(expected)
  })

  test.each<[Reason, string, string]>([
    ['token-expired', 'body', 'third-party-key-invalid/key-expired'],
    ['token-revoked', 'WWW-Authenticate: bearer', 'third-party-key-invalid/key-revoked'],
    ['insufficient-scope', 'WWW-Authenticate: bearer', 'third-party-key-invalid/key-insufficient'],
    ['wrong-credentials', 'WWW-Authenticate: basic', 'third-party-key-invalid/key-invalid'],
    ['session-expired', 'body', 'reauthenticate/session-expired'],
    ['no-credentials', 'body', 'third-party-key-invalid/key-invalid'],
    ['csrf', 'body', 'forbidden/csrf'],
    ['rate-limited', 'body', 'none/rate-limited'],
    ['step-up', 'WWW-Authenticate: bearer', 'third-party-key-invalid/key-insufficient'],
    ['step-up', 'body', 'third-party-key-invalid/key-insufficient'],
    ['renewal-rejected', 'body', 'third-party-key-invalid/key-revoked'],
    ['wrong-credentials', 'body', 'third-party-key-invalid/key-invalid'],
    ['client-rejected', 'body', 'third-party-key-invalid/key-invalid'],
  ])('%s in %s', async (reason, where, expected) => {
    const result = await verdict([convention('a', reason, 'certain', where)], route)
    expect(`${result.kind}/${result.reason}`).toBe(expected)
  })

  test('a body beside a foreign challenge is the third party’s too, beside our own it is ours', async () => {
    const said = convention('a', 'no-credentials', 'likely')
    expect((await verdict([said], { ...route, challenge: 'Token' })).kind).toBe('third-party-key-invalid')
    expect((await verdict([said], { ...route, challenge: 'Token realm="app"', ownRealms: ['app'] })).kind).toBe(
      'reauthenticate',
    )
  })

  test('credentials that this request carried are the user’s own', async () => {
    expect(
      (await verdict([convention('a', 'wrong-credentials', 'likely')], { ...route, sent: 'Basic YTpi' })).kind,
    ).toBe('credentials-rejected')
  })

  test('the name comes from the route, and the status is the upstream’s', async () => {
    expect(await verdict([], route)).toMatchObject({ integration: 'mail', upstream: { status: 401 } })
  })
})

test('names from Object.prototype are no reasons', () => {
  for (const word of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 1, null]) {
    expect(isReason(word)).toBe(false)
  }
  expect(isReason('session-expired')).toBe(true)
})
