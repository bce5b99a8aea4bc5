import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { parseChallenges } from 'why401/challenge'
import * as problem from 'why401/problem'
import {
  forbidden,
  openApiComponents,
  openmrsChallenge,
  sessionExpired,
  stepUpRequired,
  thirdPartyKeyInvalid,
  thirdPartyKeyInvalidJsonSchema,
  thirdPartyKeyInvalidSchema,
  tokenRefused,
  wrongCredentials,
} from 'why401/problem'

vi.setConfig({ testTimeout: 30_000 })

/** As a caller without types writes it. */
const loosely =
  <A>(call: (options: A) => unknown, options: unknown) =>
  (): unknown =>
    call(options as A)

describe('an option that will not do → a TypeError that names it', () => {
  test.each<[string, () => unknown]>([
    ['integration', loosely(thirdPartyKeyInvalid, {})],
    ['integration', loosely(thirdPartyKeyInvalid, { integration: '' })],
    ['reason', loosely(thirdPartyKeyInvalid, { integration: 'a', reason: 'dead' })],
    ['manageUrl', loosely(thirdPartyKeyInvalid, { integration: 'a', manageUrl: 'javascript:alert(1)' })],
    ['manageUrl', loosely(thirdPartyKeyInvalid, { integration: 'a', manageUrl: 'settings' })],
    ['manageUrl', loosely(thirdPartyKeyInvalid, { integration: 'a', manageUrl: 'https://u:p@a.test/' })],
    ['upstream.status', loosely(thirdPartyKeyInvalid, { integration: 'a', upstream: { status: '401' } })],
    ['type', loosely(thirdPartyKeyInvalid, { integration: 'a', type: 'about:blank' })],
    ['status', loosely(thirdPartyKeyInvalid, { integration: 'a', status: 401 })],
    ['options', loosely(thirdPartyKeyInvalid, undefined)],
    ['scheme', loosely(sessionExpired, { scheme: 'Basic' })],
    ['scheme', loosely(tokenRefused, { scheme: 'Basic' })],
    ['reason', loosely(tokenRefused, { reason: 'toString' })],
    ['reason', loosely(forbidden, { reason: 'ok' })],
    ['scope', loosely(forbidden, { reason: 'csrf', scope: 'a' })],
    ['scope', loosely(forbidden, { reason: 'insufficient-scope' })],
    ['type', loosely(forbidden, { type: 'https://a.test/nopermission-denied' })],
    ['maxAge', loosely(stepUpRequired, {})],
    ['maxAge', loosely(stepUpRequired, { maxAge: -1 })],
    ['challenge', loosely(wrongCredentials, { challenge: '' })],
    ['retryAfter', loosely(wrongCredentials, { retryAfter: 1.5 })],
    ['title', loosely(forbidden, { title: 3 })],
  ])('%s', (option, call) => {
    expect(call).toThrow(TypeError)
    expect(call).toThrow(option)
  })
})

describe('each option of each function', () => {
  const ofEach = ['type', 'title', 'detail', 'instance']
  const options = {
    forbidden: [...ofEach, 'reason', 'scope', 'realm'],
    sessionExpired: [...ofEach, 'realm', 'scheme', 'loginUrl'],
    signInRequired: [...ofEach, 'realm', 'scheme', 'loginUrl'],
    stepUpRequired: [...ofEach, 'realm', 'scheme', 'acrValues', 'maxAge'],
    thirdPartyKeyInvalid: [...ofEach, 'integration', 'reason', 'manageUrl', 'upstream'],
    tokenRefused: [...ofEach, 'realm', 'scheme', 'reason'],
    wrongCredentials: [...ofEach, 'reason', 'challenge', 'retryAfter'],
    openmrsChallenge: ['realm', 'scheme'],
    openmrsRefusal: ['realm', 'scheme'],
  } satisfies Partial<Record<keyof typeof problem, readonly string[]>>
  const cases = Object.entries(options).flatMap(([name, known]) => known.map((option) => [name, option] as const))
  /** What a function cannot do without. */
  const needed: Readonly<Record<string, object>> = {
    thirdPartyKeyInvalid: { integration: 'mail' },
    stepUpRequired: { maxAge: 1 },
  }
  function call(name: string, option: string, value: unknown): unknown {
    const create = Reflect.get(problem, name) as (...values: unknown[]) => unknown
    const given = { ...needed[name], [option]: value }
    return name.startsWith('openmrs') ? create({ headers: {} }, given) : create(given)
  }

  test.each(cases)('%s: given `%s` of another type → a TypeError that names both', (name, option) => {
    for (const value of [true, Symbol('x'), () => 'x', 7n, null]) {
      expect(() => call(name, option, value)).toThrow(TypeError)
      expect(() => call(name, option, value)).toThrow(new RegExp(`^${name}: .*\`${option}\``))
    }
  })

  test.each(cases.filter(([name, option]) => !Object.hasOwn(needed[name] ?? {}, option)))(
    '%s: given `%s` undefined → its default',
    (name, option) => {
      expect(() => call(name, option, undefined)).not.toThrow()
    },
  )

  test.each(cases.filter(([, option]) => /^(?:realm|scheme|scope|challenge)$/.test(option)))(
    '%s: given any text as `%s` → a header holds it, or a TypeError names both',
    (name, option) => {
      const text = fc.oneof(
        fc.string(),
        fc.string({ unit: 'binary' }),
        fc.constantFrom('a\r\nset-cookie: b', 'Zürich', '€'),
      )
      fc.assert(
        fc.property(text, (value) => {
          try {
            call(name, option, value)
          } catch (error) {
            expect(error).toBeInstanceOf(TypeError)
            expect(String(error)).toMatch(new RegExp(`^TypeError: ${name}: .*\`${option}\``))
          }
        }),
      )
    },
  )
})

describe('a manageUrl', () => {
  test('given any text → it is taken only if a client would offer it', () => {
    const text = fc.oneof(
      fc.webUrl(),
      fc.string(),
      fc.constantFrom('/', '//evil.test/', '/\\evil.test', '/a b', 'data:,x', 'https://a.test', 'http://a.test/?q#f'),
    )
    fc.assert(
      fc.property(text, (manageUrl) => {
        try {
          thirdPartyKeyInvalid({ integration: 'a', manageUrl })
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError)
          return
        }
        const { protocol, username, origin } = new URL(manageUrl, 'https://app.test')
        expect(protocol).toMatch(/^https?:$/)
        expect(username).toBe('')
        if (manageUrl.startsWith('/')) expect(origin).toBe('https://app.test')
      }),
    )
  })
})

describe('openmrsChallenge', () => {
  const both = 'OpenMRS-Cookie, Basic realm="OpenMRS"'
  test.each<[string, Record<string, string>, string | undefined]>([
    ['no credentials', {}, both],
    ['a cookie', { cookie: 'JSESSIONID=dead' }, both],
    ['a Bearer token', { authorization: 'Bearer t' }, both],
    ['Basic credentials', { authorization: 'Basic YTpi' }, 'OpenMRS-Cookie'],
    ['Basic credentials and a cookie', { authorization: 'BASIC YTpi', cookie: 'JSESSIONID=a' }, 'OpenMRS-Cookie'],
    ['Disable-WWW-Authenticate', { 'disable-www-authenticate': 'true' }, undefined],
    ['Disable-WWW-Authenticate: false', { 'disable-www-authenticate': 'false' }, both],
    ['Basicnot', { authorization: 'Basicnot x' }, both],
  ])('given %s → what RESTWS-859 says, for Headers and for a record alike', (_sent, headers, challenge) => {
    expect(openmrsChallenge({ headers })).toBe(challenge)
    expect(openmrsChallenge({ headers: new Headers(headers) })).toBe(challenge)
    expect(openmrsChallenge(new Request('https://app.test/', { headers }))).toBe(challenge)
  })

  test('given names of its own → they are written so that they parse', () => {
    const value = openmrsChallenge({ headers: {} }, { realm: 'a "b"', scheme: 'X-Cookie' })
    const { challenges, issues } = parseChallenges(value)
    expect(issues).toEqual([])
    expect(challenges.map(({ scheme }) => scheme)).toEqual(['x-cookie', 'basic'])
    expect(challenges[1]?.get('realm')).toBe('a "b"')
  })
})

describe('schemas', () => {
  const minimal = {
    type: 'https://a.test/third-party-key-invalid',
    status: 403,
    integration: 'a',
    reason: 'key-invalid',
  }

  test('given members that nobody named → they are kept (RFC 9457 §3.2)', () => {
    expect(thirdPartyKeyInvalidSchema.parse({ ...minimal, extra: 1 })).toEqual({ ...minimal, extra: 1 })
  })

  test.each([
    ['status', { status: 401 }],
    ['type', { type: 'https://a.test/not-third-party-key-invalid-at-all' }],
    ['type', { type: 'xthird-party-key-invalid' }],
    ['reason', { reason: 'no' }],
    ['integration', { integration: undefined }],
  ])('given a wrong %s → refused', (_name, change) => {
    expect(thirdPartyKeyInvalidSchema.safeParse({ ...minimal, ...change }).success).toBe(false)
  })

  test('the JSON Schema is of draft 2020-12 and says the same', () => {
    expect(thirdPartyKeyInvalidJsonSchema()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      required: ['type', 'status', 'integration', 'reason'],
      properties: { status: { const: 403 }, reason: { enum: expect.arrayContaining(['key-expired']) } },
    })
  })

  test('every $ref of the OpenAPI components leads to a schema', () => {
    const components = openApiComponents()
    const references = JSON.stringify(components).match(/#\/components\/schemas\/\w+/g) ?? []
    expect(references).toHaveLength(3)
    for (const reference of references) expect(Object.keys(components.schemas)).toContain(reference.split('/').at(-1))
    expect(JSON.stringify(components)).not.toContain('$schema')
  })
})
