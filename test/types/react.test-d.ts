import { createElement, type ReactElement } from 'react'
import { describe, expectTypeOf, it } from 'vitest'
import {
  type Auth,
  type AuthState,
  createAuth,
  type CredentialsRejected,
  type Forbidden,
  type Reauthenticate,
  type Status,
  type ThirdPartyKeyInvalid,
  type Verdict,
} from 'why401'
import { AuthProvider, type useAuth, useAuthEvent, useAuthState, useIntegration, useVerdict } from 'why401/react'

describe('AuthProvider', () => {
  it('takes an auth and children', () => {
    const auth = createAuth()
    expectTypeOf(AuthProvider({ auth, children: ['a', 1, null] })).toEqualTypeOf<ReactElement>()
    createElement(AuthProvider, { auth }, createElement('p'))
    // @ts-expect-error no auth
    createElement(AuthProvider, {})
    // @ts-expect-error not an auth
    createElement(AuthProvider, { auth: {} })
  })
})

describe('hooks', () => {
  it('useAuth gives the auth', () => {
    expectTypeOf<ReturnType<typeof useAuth>>().toEqualTypeOf<Auth>()
  })

  it('useAuthState gives the state, or what is selected', () => {
    const use = (): void => {
      expectTypeOf(useAuthState()).toEqualTypeOf<AuthState>()
      expectTypeOf(useAuthState(({ status }) => status)).toEqualTypeOf<Status>()
      expectTypeOf(useAuthState(({ generation }) => ({ generation }))).toEqualTypeOf<{ generation: number }>()
      // @ts-expect-error no such part
      useAuthState(({ user }) => user)
    }
    expectTypeOf(use).toBeFunction()
  })

  it('useVerdict gives a verdict of its kind', () => {
    const use = (): void => {
      expectTypeOf(useVerdict('forbidden').verdict).toEqualTypeOf<Forbidden | undefined>()
      expectTypeOf(useVerdict('reauthenticate').verdict).toEqualTypeOf<Reauthenticate | undefined>()
      expectTypeOf(useVerdict('credentials-rejected').verdict).toEqualTypeOf<CredentialsRejected | undefined>()
      expectTypeOf(useVerdict('third-party-key-invalid').verdict).toEqualTypeOf<ThirdPartyKeyInvalid | undefined>()
      expectTypeOf(useVerdict('forbidden').dismiss).toEqualTypeOf<() => void>()
      // @ts-expect-error there is nothing to show for it
      useVerdict('none')
      // @ts-expect-error an unknown kind
      useVerdict('forbiden')
    }
    expectTypeOf(use).toBeFunction()
  })

  it('useIntegration gives a verdict and its end', () => {
    const use = (): void => {
      expectTypeOf(useIntegration('meteo').verdict).toEqualTypeOf<ThirdPartyKeyInvalid | undefined>()
      expectTypeOf(useIntegration('meteo').fixed).toEqualTypeOf<() => void>()
      // @ts-expect-error a name
      useIntegration()
    }
    expectTypeOf(use).toBeFunction()
  })

  it('useAuthEvent types its listener by the name', () => {
    const use = (): void => {
      useAuthEvent('forbidden', ({ verdict }) => expectTypeOf(verdict).toEqualTypeOf<Forbidden>())
      useAuthEvent('verdict', ({ verdict }) => expectTypeOf(verdict).toEqualTypeOf<Verdict>())
      useAuthEvent('resumed', ({ byUser }) => expectTypeOf(byUser).toEqualTypeOf<boolean>())
      useAuthEvent('integration-fixed', ({ integration }) => expectTypeOf(integration).toEqualTypeOf<string>())
      // @ts-expect-error an unknown event
      useAuthEvent('login', () => {})
      // @ts-expect-error no listener
      useAuthEvent('forbidden')
      // @ts-expect-error forbidden has no loginUrl
      useAuthEvent('forbidden', ({ verdict }) => verdict.loginUrl)
    }
    expectTypeOf(use).toBeFunction()
  })
})
