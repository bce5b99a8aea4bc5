import { expect, it, vi } from 'vitest'
import { createApp, defineComponent, effectScope, h, KeepAlive, ref, Suspense } from 'vue'
import { authPlugin, useAuthEvent, useAuthState, useIntegration, useVerdict } from 'why401/vue'
import { at, backend } from '../../adapters/backend.ts'
import { watched } from '../../adapters/watched.ts'
import { createAuth } from '../login.ts'
import { mounted, rendered } from './mounted.ts'

const heard: string[] = []

function useAll() {
  useAuthEvent('signed-in', () => heard.push('signed-in'))
  return {
    status: useAuthState(({ status }) => status),
    denied: useVerdict('forbidden').verdict,
    meteo: useIntegration('meteo').verdict,
  }
}

const All = defineComponent(() => {
  const { status, denied, meteo } = useAll()
  return () => h('p', [status.value, denied.value?.reason, meteo.value?.reason].join(' '))
})

it('nothing listens once the component is gone', async () => {
  const { auth, listening } = watched(createAuth(backend))
  const isShown = ref(true)
  mounted(auth, () => (isShown.value ? h(All) : []))
  expect(listening()).toBeGreaterThan(0)
  isShown.value = false
  await rendered()
  expect(listening()).toBe(0)
})

it('nothing listens once the app is unmounted', () => {
  const { auth, listening } = watched(createAuth(backend))
  const app = createApp(All).use(authPlugin(auth))
  app.mount(document.createElement('main'))
  expect(listening()).toBeGreaterThan(0)
  app.unmount()
  expect(listening()).toBe(0)
})

it('works in a bare effect scope of an app, and listens until that stops', async () => {
  const { auth, listening } = watched(createAuth(backend))
  const { app } = mounted(auth, () => [])
  const warn = vi.spyOn(console, 'warn')
  const scope = effectScope(true)
  const all = scope.run(() => app.runWithContext(useAll))
  heard.length = 0
  auth.signedIn()
  for (const path of ['/scope', '/meteo'] as const) await auth.fetch(at(path))
  expect([all?.status.value, all?.denied.value?.reason, all?.meteo.value?.reason]).toEqual([
    'signed-in',
    'insufficient-scope',
    'key-expired',
  ])
  expect(heard).toEqual(['signed-in'])
  scope.stop()
  expect(listening()).toBe(0)
  auth.signedIn()
  auth.signedOut()
  expect([all?.status.value, heard]).toEqual(['signed-in', ['signed-in']])
  expect(warn).not.toHaveBeenCalled()
  warn.mockRestore()
})

it('what is kept alive goes on listening while it is away, shows the newest when it is back, and ends with the page', async () => {
  const { auth, listening } = watched(createAuth(backend))
  const isShown = ref(true)
  const { app, element } = mounted(auth, () => h(KeepAlive, null, () => (isShown.value ? h(All) : undefined)))
  const before = listening()
  isShown.value = false
  await rendered()
  expect(element.textContent).toBe('')
  expect(listening()).toBe(before)
  heard.length = 0
  auth.signedIn()
  await auth.fetch(at('/scope'))
  isShown.value = true
  await rendered()
  expect(element.textContent).toBe('signed-in insufficient-scope ')
  expect(heard).toEqual(['signed-in'])
  expect(listening()).toBe(before)
  app.unmount()
  expect(listening()).toBe(0)
})

it('hears of what is refused before it is rendered', async () => {
  const { auth } = watched(createAuth(backend))
  await auth.ready
  const Early = defineComponent(() => {
    const { denied } = useAll()
    void auth.fetch(at('/scope'))
    return () => h('p', denied.value?.reason)
  })
  const { element } = mounted(auth, Early)
  await vi.waitFor(() => expect(element.textContent).toBe('insufficient-scope'))
})

it('nothing listens once a component is gone that was suspended all the time', async () => {
  const { auth, listening } = watched(createAuth(backend))
  const isShown = ref(true)
  const Pending = defineComponent({
    setup: async () => {
      useAll()
      await new Promise(() => {})
      return () => []
    },
  })
  mounted(auth, () => (isShown.value ? h(Suspense, null, { default: () => h(Pending) }) : []))
  await rendered()
  expect(listening()).toBeGreaterThan(0)
  isShown.value = false
  await rendered()
  expect(listening()).toBe(0)
})
