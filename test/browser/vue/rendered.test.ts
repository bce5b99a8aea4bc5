import { expect, it } from 'vitest'
import { render } from 'vitest-browser-vue'
import { defineComponent, h } from 'vue'
import { authPlugin, useAuth, useAuthState, useIntegration, useVerdict } from 'why401/vue'
import { at, backend } from '../../adapters/backend.ts'
import { createAuth } from '../login.ts'

/** An app that shows the state, the refusals and the broken keys. */
const Page = defineComponent(() => {
  const auth = useAuth()
  const status = useAuthState((state) => state.status)
  const { verdict: denied, dismiss } = useVerdict('forbidden')
  const { verdict: broken, fixed } = useIntegration('meteo')
  return () => [
    h('p', { role: 'status' }, status.value),
    h('button', { onClick: () => void auth.fetch(at('/scope')) }, 'Finance'),
    h('button', { onClick: () => void auth.fetch(at('/meteo')) }, 'Forecast'),
    denied.value &&
      h('div', { role: 'alert' }, [h('p', denied.value.reason), h('button', { onClick: dismiss }, 'Dismiss')]),
    broken.value &&
      h('form', { 'aria-label': 'Reconnect' }, [
        h('p', broken.value.reason),
        h('button', { type: 'button', onClick: fixed }, 'Stored'),
      ]),
  ]
})

it('a refusal shows a notice until it is dismissed', async () => {
  const screen = await render(Page, { global: { plugins: [authPlugin(createAuth(backend))] } })
  await screen.getByRole('button', { name: 'Finance' }).click()
  await expect.element(screen.getByRole('alert').getByText('insufficient-scope')).toBeVisible()
  await screen.getByRole('button', { name: 'Dismiss' }).click()
  await expect.element(screen.getByRole('alert')).not.toBeInTheDocument()
})

it('a broken key shows a prompt until it is replaced, and nobody is signed out', async () => {
  const auth = createAuth(backend)
  auth.signedIn()
  const screen = await render(Page, { global: { plugins: [authPlugin(auth)] } })
  await screen.getByRole('button', { name: 'Forecast' }).click()
  await expect.element(screen.getByRole('form', { name: 'Reconnect' }).getByText('key-expired')).toBeVisible()
  await expect.element(screen.getByRole('status')).toHaveTextContent('signed-in')
  await screen.getByRole('button', { name: 'Stored' }).click()
  await expect.element(screen.getByRole('form', { name: 'Reconnect' })).not.toBeInTheDocument()
  expect(auth.integrations.get().size).toBe(0)
})

it('a sign-out elsewhere in the app is shown', async () => {
  const auth = createAuth(backend)
  auth.signedIn()
  const screen = await render(Page, { global: { plugins: [authPlugin(auth)] } })
  await expect.element(screen.getByRole('status')).toHaveTextContent('signed-in')
  auth.signedOut()
  await expect.element(screen.getByRole('status')).toHaveTextContent('signed-out')
})
