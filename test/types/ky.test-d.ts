import ky, { type KyInstance } from 'ky'
import { expectTypeOf, it } from 'vitest'
import { type AuthError as CoreAuthError, createAuth } from 'why401'
import { type AuthError, withAuth } from 'why401/ky'

it('withAuth makes a ky instance of one and an auth', () => {
  const auth = createAuth()
  expectTypeOf(withAuth(ky, auth)).toEqualTypeOf<KyInstance>()
  expectTypeOf(
    withAuth(ky.create({ prefix: '/api' }), auth)
      .get('x')
      .json<{ a: 1 }>(),
  ).toEqualTypeOf<Promise<{ a: 1 }>>()
  expectTypeOf<AuthError>().toEqualTypeOf<CoreAuthError>()
  // @ts-expect-error no auth
  withAuth(ky)
  // @ts-expect-error not a ky instance
  withAuth(fetch, auth)
  // @ts-expect-error not an auth
  withAuth(ky, {})
})
