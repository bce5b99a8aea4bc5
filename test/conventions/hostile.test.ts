import {
  assert,
  asyncProperty,
  constantFrom,
  dictionary,
  json,
  jsonValue,
  letrec,
  oneof,
  option,
  property,
  string,
} from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseChallenges } from 'why401/challenge'
import { codesIn, errorObjectsIn, standard } from 'why401/conventions'
import { type Evidence, explain } from 'why401/verdict'
import { evidenceOf, judge } from './exchange.ts'

const names = constantFrom(
  'code',
  'error',
  'errors',
  'type',
  'detail',
  'details',
  'data',
  'extensions',
  'message',
  'reason',
  'upstream',
  'status',
  'integration',
  'authenticated',
  'scope',
  'max_age',
  'acr_values',
  'manageUrl',
  '__proto__',
  'constructor',
  'toString',
  'length',
)
const words = constantFrom(
  'SESSION_EXPIRED',
  'invalid_grant',
  'INTEGRATION_KEY_INVALID',
  'https://a.test/problems/third-party-key-invalid',
  'https://a.test/problems/step-up',
  'User is not logged in',
  '__proto__',
  '',
  '///',
  'a.b.c',
)
const { body } = letrec<{ body: unknown }>((tie) => ({
  body: oneof({ depthSize: 'medium' }, words, jsonValue(), dictionary(names, tie('body')), option(tie('body'))),
}))

/** JSON.parse makes `__proto__` an own key, as the wire does. */
const wire = oneof(
  body.map((value) => JSON.stringify(value) ?? 'null'),
  json(),
)

describe('whatever a server sends', () => {
  test('no convention throws, and the verdict can be told', async () => {
    await assert(
      asyncProperty(
        wire,
        constantFrom(200, 400, 401, 403, 424, 500),
        constantFrom('application/json', 'application/problem+json', 'text/html'),
        option(constantFrom('mail')),
        async (text, status, type, integration) => {
          const verdict = await judge({ status, body: text, type, ...(integration !== null && { integration }) })
          expect(verdict.because.filter(({ saw }) => saw === 'the convention threw')).toEqual([])
          expect(explain(verdict)).toContain(verdict.reason)
        },
      ),
      { numRuns: 1500 },
    )
  }, 60_000)

  test('members that cannot be made a string do not matter', async () => {
    for (const member of ['status', 'max_age', 'acr_values', 'scope', 'type', 'code', 'upstream']) {
      const text = `{"type":"/problems/step-up","error":{},"${member}":{"toString":1,"valueOf":1}}`
      const verdict = await judge({
        status: member === 'status' ? 200 : 401,
        body: text,
        type: 'application/problem+json',
        integration: 'mail',
      })
      expect(verdict.because.filter(({ saw }) => saw === 'the convention threw')).toEqual([])
    }
  })

  test('nor for values that JSON cannot hold', async () => {
    const evidence = await evidenceOf({ status: 401 })
    for (const value of [
      undefined,
      null,
      0n,
      Symbol('x'),
      () => 1,
      new Map<unknown, unknown>([
        [1, {}],
        ['error', new Map()],
      ]),
      new Date(),
      Object.create(null),
      new Proxy({}, {}),
    ]) {
      const strange: Evidence = {
        ...evidence,
        body: { format: 'json', mediaType: 'application/problem+json', text: 'x', value },
      }
      for (const { examine } of standard()) expect(() => examine(strange)).not.toThrow()
    }
  })

  test('nor for any challenge', async () => {
    const evidence = await evidenceOf({ status: 401 })
    assert(
      property(
        oneof(
          string(),
          constantFrom(
            'Bearer error=',
            'DPoP error="use_dpop_nonce"',
            'OpenMRS-Cookie',
            'Bearer __proto__="x", error="__proto__"',
            'Bearer claims, error',
          ),
        ),
        (text) => {
          const { challenges } = parseChallenges(text)
          for (const { examine } of standard()) examine({ ...evidence, challenges })
        },
      ),
      { numRuns: 500 },
    )
  })

  test('places and codes are few', () => {
    assert(
      property(wire, (text) => {
        const places = errorObjectsIn(JSON.parse(text))
        expect(places.length).toBeLessThanOrEqual(24)
        expect(codesIn(places).length).toBeLessThanOrEqual(24 * 24)
      }),
    )
  })

  test('nothing lands on Object.prototype', async () => {
    await judge({
      status: 403,
      body: '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
      type: 'application/problem+json',
    })
    expect('polluted' in {}).toBe(false)
  })
})

test('names of conventions are unique, and every rule begins with its own', () => {
  const list = standard().map(({ name }) => name)
  expect(new Set(list).size).toBe(list.length)
  expect(list).toEqual(
    expect.arrayContaining([
      'problem-details',
      'providers',
      'third-party-key',
      'openmrs',
      'oauth2',
      'login-page',
      'typed-codes',
    ]),
  )
})
