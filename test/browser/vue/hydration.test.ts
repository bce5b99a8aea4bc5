import { expect, it, onTestFinished, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { createSSRApp, defineComponent, h, Suspense } from 'vue'
import { authPlugin, useAuthState } from 'why401/vue'
import { at, backend } from '../../adapters/backend.ts'
import { watched } from '../../adapters/watched.ts'
import { pageHtml, pageOf } from '../../vue/page.ts'
import { createAuth } from '../login.ts'

/** The page in the server's HTML, and Vue's warnings. */
function sent(html: string): { readonly container: HTMLElement; readonly complaints: () => readonly unknown[] } {
  const container = document.body.appendChild(document.createElement('main'))
  container.innerHTML = html
  const logs = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')]
  onTestFinished(() => {
    container.remove()
    for (const log of logs) log.mockRestore()
  })
  // Vue always warns of feature flags that the bundler does not define.
  const ofHydration = ([text]: readonly unknown[]): boolean => !String(text).startsWith('Feature flags')
  return { container, complaints: () => logs.flatMap((log) => log.mock.calls).filter(ofHydration) }
}

it('an auth that knows more than the server: hydrated without a complaint, then shown', async () => {
  const { auth, listening } = watched(createAuth(backend))
  auth.signedIn()
  await auth.fetch(at('/meteo'))
  const { container, complaints } = sent(pageHtml)
  const status = container.querySelector('#status')
  const renders: string[] = []
  const app = pageOf(auth, renders)
  app.mount(container)
  await expect.element(page.getByText('signed-in 1 true')).toBeVisible()
  await expect.element(page.getByText('key-expired')).toBeVisible()
  expect(renders).toEqual(['unknown 0', 'signed-in 1'])
  // The server's elements stay; none is new.
  expect(container.querySelector('#status')).toBe(status)
  await userEvent.click(page.getByRole('button', { name: 'Sign in' }))
  await expect.element(page.getByText('signed-in 2 true')).toBeVisible()
  await auth.fetch(at('/scope'))
  await expect.element(page.getByText('insufficient-scope')).toBeVisible()
  expect(renders).toContain('heard signed-in')
  expect(complaints()).toEqual([])
  app.unmount()
  expect(listening()).toBe(0)
})

it('what changes while a part still waits to be hydrated does not reach its first render', async () => {
  const auth = createAuth(backend)
  const { container, complaints } = sent('<p>unknown</p>')
  const ready = Promise.withResolvers<void>()
  const Late = defineComponent({
    async setup() {
      const status = useAuthState((state) => state.status)
      await ready.promise
      return () => h('p', status.value)
    },
  })
  const app = createSSRApp(() => h(Suspense, null, { default: () => h(Late) })).use(authPlugin(auth))
  onTestFinished(() => app.unmount())
  app.mount(container)
  auth.signedIn()
  ready.resolve()
  await expect.element(page.getByText('signed-in')).toBeVisible()
  // Vue itself says that Suspense is experimental, with console.info.
  expect(complaints()).toEqual([])
})
