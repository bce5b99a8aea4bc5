import { expect, it, vi } from 'vitest'
import { defineComponent, h, isReadonly, isRef, ref, watch } from 'vue'
import type { Auth } from 'why401'
import { provideAuth, useAuth, useAuthState } from 'why401/vue'
import { at, backend } from '../../adapters/backend.ts'
import { createAuth } from '../login.ts'
import { mounted, rendered, showing } from './mounted.ts'

it('useAuth gives the auth that the app was given, each app its own', () => {
  const auths = [createAuth(), createAuth()]
  const seen: Auth[] = []
  for (const auth of auths) {
    mounted(auth, () => {
      seen.push(useAuth())
      return []
    })
  }
  expect(seen).toEqual(auths)
})

it('provideAuth gives what is below it another one, and leaves the rest of the app alone', () => {
  const [auth, other] = [createAuth(), createAuth()]
  const seen: Auth[] = []
  const Reader = defineComponent(() => {
    seen.push(useAuth())
    return () => []
  })
  const Scope = defineComponent((_, { slots }) => {
    provideAuth(other)
    return () => slots.default?.()
  })
  mounted(auth, () => [h(Scope, null, { default: () => h(Reader) }), h(Reader)])
  expect(seen).toEqual([other, auth])
})

it('provideAuth names what is no auth', () => {
  expect(() => provideAuth({} as Auth)).toThrow(new TypeError('provideAuth: `auth` must come from `createAuth`'))
})

it('follows the state of the login', async () => {
  const auth = createAuth(backend)
  await auth.ready
  let seen: unknown
  const { component, renders } = showing(() => {
    const state = useAuthState()
    seen = state
    return () => `${state.value.status} ${state.value.generation} ${state.value.verdict?.reason}`
  })
  mounted(auth, component)
  auth.signedIn()
  await rendered()
  await auth.fetch(at('/token'))
  await rendered()
  expect(renders.slice(0, 2)).toEqual(['unknown 0 undefined', 'signed-in 1 undefined'])
  expect(renders.at(-1)).toBe('signed-out 1 token-invalid')
  expect(isRef(seen)).toBe(true)
  expect(seen).toHaveProperty('value', auth.state.get())
})

it('shows at once what is known already, with one render', async () => {
  const auth = createAuth(backend)
  await auth.ready
  auth.signedIn()
  const { component, renders } = showing(() => {
    const status = useAuthState((state) => state.status)
    return () => status.value
  })
  mounted(auth, component)
  await rendered()
  expect(renders).toEqual(['signed-in'])
})

it('a selector: what it does not take from the state renders nothing', async () => {
  const auth = createAuth(backend)
  await auth.ready
  const { component, renders } = showing(() => {
    const status = useAuthState((state) => state.status)
    return () => status.value
  })
  mounted(auth, component)
  for (const generation of [1, 2]) {
    auth.signedIn()
    await rendered()
    expect(auth.state.get().generation).toBe(generation)
  }
  expect(renders).toEqual(['unknown', 'signed-in'])
})

it('what leaves the state as it is renders nothing', async () => {
  const auth = createAuth(backend)
  await auth.ready
  const { component, renders } = showing(() => {
    const state = useAuthState()
    return () => state.value.status
  })
  mounted(auth, component)
  for (const path of ['/ok', '/scope', '/meteo', '/login'] as const) await auth.fetch(at(path))
  auth.integrationFixed('meteo')
  await rendered()
  expect(renders).toEqual(['unknown'])
})

it('can be watched, and cannot be written', async () => {
  const auth = createAuth(backend)
  await auth.ready
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const heard = ref<string[]>([])
  const { app } = mounted(auth, () => heard.value.join())
  const scoped = app.runWithContext(() => {
    const status = useAuthState((state) => state.status)
    watch(status, (value) => heard.value.push(value))
    return status
  })
  expect(isReadonly(scoped)).toBe(true)
  Reflect.set(scoped, 'value', 'signed-out')
  expect(scoped.value).toBe('unknown')
  expect(auth.state.get().status).toBe('unknown')
  auth.signedIn()
  await rendered()
  expect(heard.value).toEqual(['signed-in'])
  warn.mockRestore()
})

it('two apps in one page follow each its own auth', async () => {
  const apps = [createAuth(backend), createAuth(backend)].map((auth) => {
    const { component, renders } = showing(() => {
      const status = useAuthState((state) => state.status)
      return () => status.value
    })
    mounted(auth, component)
    return { auth, renders }
  })
  await apps[1]?.auth.ready
  apps[1]?.auth.signedIn()
  await rendered()
  expect(apps.map(({ renders }) => renders)).toEqual([['unknown'], ['unknown', 'signed-in']])
})
