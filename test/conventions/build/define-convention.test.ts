import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { defineConvention, type StandardSchema } from 'why401/conventions'
import { finding } from 'why401/verdict'
import { judge, said } from '../exchange.ts'

const schema = (validate: (value: unknown) => unknown): StandardSchema => ({
  '~standard': { version: 1, vendor: 'test', validate: validate as StandardSchema['~standard']['validate'] },
})

describe('defineConvention', () => {
  test('fifteen lines write a convention', async () => {
    const acme = defineConvention({
      name: 'acme',
      body: z.object({ fault: z.object({ id: z.literal(['E17', 'E18']), text: z.string() }) }),
      examine: ({ role }, { fault }) => {
        if (role === 'sign-in') return { reason: 'wrong-credentials', certainty: 'certain', message: fault.text }
        return fault.id === 'E17' ? 'session-expired' : { reason: 'insufficient-scope', scope: 'reports' }
      },
    })
    const conventions = [acme]
    const body = (id: string): object => ({ fault: { id, text: 'No.' } })
    expect(await said({ status: 400, body: body('E17'), conventions })).toBe('reauthenticate/session-expired likely')
    expect(await judge({ status: 400, body: body('E18'), conventions })).toMatchObject({
      kind: 'forbidden',
      scope: 'reports',
      remedy: 'request-scope',
    })
    expect(await judge({ status: 400, body: body('E17'), conventions, role: 'sign-in' })).toMatchObject({
      kind: 'credentials-rejected',
      certainty: 'certain',
      message: 'No.',
    })
    expect(await said({ status: 400, body: body('E19'), conventions })).toBe('none/invalid-request guess')
    expect((await judge({ status: 400, body: body('E17'), conventions })).because[0]).toEqual({
      rule: 'acme/session-expired',
      saw: 'a body of its shape',
      where: 'body',
      kind: 'reauthenticate',
      certainty: 'likely',
    })
  })

  test('without a body schema it looks at the evidence', async () => {
    const conventions = [
      defineConvention({ name: 'teapot', examine: ({ status }) => (status === 418 ? 'policy' : undefined) }),
    ]
    expect(await said({ status: 418, conventions })).toBe('forbidden/policy likely')
    expect(await said({ status: 404, conventions })).toBe('none/not-found guess')
  })

  test('a whole finding is taken as it is', async () => {
    const found = finding('key-expired', {
      certainty: 'certain',
      rule: 'x/y',
      saw: 'z',
      where: 'body',
      integration: 'mail',
    })
    expect(
      await judge({ status: 400, conventions: [defineConvention({ name: 'x', examine: () => found })] }),
    ).toMatchObject({ kind: 'third-party-key-invalid', integration: 'mail' })
  })

  test('a form reaches the schema as an object', async () => {
    const conventions = [
      defineConvention({
        name: 'form',
        body: z.object({ error: z.literal('dead') }),
        examine: () => 'session-expired',
      }),
    ]
    expect(
      await said({
        status: 400,
        body: 'error=dead&__proto__=x',
        type: 'application/x-www-form-urlencoded',
        conventions,
      }),
    ).toBe('reauthenticate/session-expired likely')
  })

  test.each<[string, (value: unknown) => unknown]>([
    ['waits', () => Promise.resolve({ value: 1 })],
    ['waits and fails', () => Promise.reject(new Error('no'))],
    [
      'throws',
      () => {
        throw new Error('no')
      },
    ],
    ['finds issues', () => ({ issues: [{ message: 'no' }] })],
  ])('a schema that %s says nothing', async (_name, validate) => {
    const conventions = [defineConvention({ name: 'x', body: schema(validate), examine: () => 'session-expired' })]
    expect(await judge({ status: 403, body: {}, conventions })).toMatchObject({
      reason: 'permission',
      because: [{ rule: 'http/403' }],
    })
  })

  test('no body, no question', async () => {
    const conventions = [
      defineConvention({ name: 'x', body: schema((value) => ({ value })), examine: () => 'session-expired' }),
    ]
    expect(await said({ status: 403, conventions })).toBe('forbidden/permission guess')
    expect(await said({ status: 403, body: '<p>no</p>', conventions })).toBe('forbidden/permission guess')
  })

  test.each<[object, string]>([
    [{ examine: () => undefined }, 'defineConvention: `name` must be a name'],
    [{ name: '', examine: () => undefined }, 'defineConvention: `name` must be a name'],
    [{ name: 'x' }, 'defineConvention: `examine` must be a function'],
    [{ name: 'x', examine: 'y' }, 'defineConvention: `examine` must be a function'],
    [{ name: 'x', examine: () => undefined, body: {} }, 'defineConvention: `body` must be a Standard Schema'],
    [
      { name: 'x', examine: () => undefined, body: { '~standard': {} } },
      'defineConvention: `body` must be a Standard Schema',
    ],
    [{ name: 'x', examine: () => undefined, boddy: {} }, 'defineConvention: unknown option `boddy`'],
  ])('%j is refused', (options, message) => {
    // @ts-expect-error -- what JavaScript callers may write
    expect(() => defineConvention(options)).toThrow(new TypeError(message))
  })

  test('an answer that is no reason says nothing', async () => {
    // @ts-expect-error -- what JavaScript callers may write
    const conventions = [defineConvention({ name: 'x', examine: () => '__proto__' })]
    expect(await said({ status: 403, conventions })).toBe('forbidden/permission guess')
  })
})
