import { expectTypeOf, it } from 'vitest'
import { computed, createApp, type Plugin, type Ref, ref, type ShallowRef, watch } from 'vue'
import {
  type Auth,
  type AuthState,
  createAuth,
  type CredentialsRejected,
  type Forbidden,
  type Reauthenticate,
  type ThirdPartyKeyInvalid,
  type Verdict,
} from 'why401'
import { authPlugin, useAuth, useAuthEvent, useAuthState, useIntegration, useVerdict } from 'why401/vue'

it('authPlugin makes a plugin of an auth', () => {
  expectTypeOf(authPlugin(createAuth())).toEqualTypeOf<Plugin<[]>>()
  createApp({}).use(authPlugin(createAuth()))
  // @ts-expect-error no auth
  authPlugin()
  // @ts-expect-error not an auth
  authPlugin({})
})

it('useAuth gives the auth', () => {
  expectTypeOf(useAuth()).toEqualTypeOf<Auth>()
})

it('useAuthState gives the state, or what a selector makes of it, to read only', () => {
  expectTypeOf(useAuthState()).toEqualTypeOf<Readonly<ShallowRef<AuthState>>>()
  const status = useAuthState((state) => state.status)
  expectTypeOf(status).toEqualTypeOf<Readonly<ShallowRef<AuthState['status']>>>()
  expectTypeOf(useAuthState(({ generation }) => ({ generation })).value).toEqualTypeOf<{ generation: number }>()
  // @ts-expect-error to read only
  status.value = 'signed-in'
  // @ts-expect-error the state has no user
  useAuthState((state) => state.user)
  expectTypeOf(computed(() => status.value === 'signed-in').value).toEqualTypeOf<boolean>()
  watch(status, (now) => expectTypeOf(now).toEqualTypeOf<AuthState['status']>())
})

it('useAuthEvent types the event by its name', () => {
  useAuthEvent('reauthenticate', ({ verdict }) => expectTypeOf(verdict).toEqualTypeOf<Reauthenticate>())
  useAuthEvent('third-party-key-invalid', ({ verdict }) => expectTypeOf(verdict).toEqualTypeOf<ThirdPartyKeyInvalid>())
  useAuthEvent('signed-out', ({ verdict }) => expectTypeOf(verdict).toEqualTypeOf<Verdict | undefined>())
  useAuthEvent('resumed', ({ outcome }) => expectTypeOf(outcome).toEqualTypeOf<'renewed' | 'declined' | 'failed'>())
  expectTypeOf(useAuthEvent('signed-in', () => {})).toEqualTypeOf<void>()
  // @ts-expect-error an unknown event
  useAuthEvent('login', () => {})
  // @ts-expect-error forbidden has no loginUrl
  useAuthEvent('forbidden', ({ verdict }) => verdict.loginUrl)
})

it('useVerdict types the verdict by its kind', () => {
  expectTypeOf(useVerdict('forbidden').verdict).toEqualTypeOf<Readonly<ShallowRef<Forbidden | undefined>>>()
  expectTypeOf(useVerdict('credentials-rejected').verdict.value).toEqualTypeOf<CredentialsRejected | undefined>()
  expectTypeOf(useVerdict('reauthenticate').dismiss).toEqualTypeOf<() => void>()
  // @ts-expect-error an unknown kind
  useVerdict('ok')
  // @ts-expect-error nothing to show
  useVerdict('none')
})

it('useIntegration takes a name, a ref or a getter', () => {
  expectTypeOf(useIntegration('meteo').verdict).toEqualTypeOf<Readonly<ShallowRef<ThirdPartyKeyInvalid | undefined>>>()
  expectTypeOf(useIntegration(() => 'meteo').fixed).toEqualTypeOf<() => void>()
  const name: Ref<string> = ref('meteo')
  useIntegration(name)
  // @ts-expect-error a name is a text
  useIntegration(1)
  // @ts-expect-error and so is what a ref holds
  useIntegration(ref(1))
})
