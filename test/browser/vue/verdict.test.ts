import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { defineComponent, h, ref } from 'vue'
import { useAuthEvent, useIntegration, useVerdict } from 'why401/vue'
import { at, backend } from '../../adapters/backend.ts'
import { createAuth } from '../login.ts'
import { mounted, rendered, showing } from './mounted.ts'

it('a refusal is a notice until the user has seen it, and the next one is one again', async () => {
  const auth = createAuth(backend)
  await auth.ready
  mounted(
    auth,
    defineComponent(() => {
      const { verdict, dismiss } = useVerdict('forbidden')
      return () =>
        verdict.value &&
        h('section', { role: 'alert' }, [
          h('p', verdict.value.scope ?? verdict.value.reason),
          h('button', { type: 'button', onClick: dismiss }, 'Dismiss'),
        ])
    }),
  )
  const alert = page.getByRole('alert')
  await expect.element(alert).not.toBeInTheDocument()
  await auth.fetch(at('/scope'))
  await expect.element(alert.getByText('admin')).toBeVisible()
  await userEvent.click(page.getByRole('button', { name: 'Dismiss' }))
  await expect.element(alert).not.toBeInTheDocument()
  await auth.fetch(at('/permission'))
  await expect.element(alert.getByText('permission')).toBeVisible()
})

it('a sign-in settles what was refused; what is not of the kind renders nothing', async () => {
  const auth = createAuth(backend)
  await auth.ready
  const { component, renders } = showing(() => {
    const { verdict } = useVerdict('credentials-rejected')
    return () => verdict.value?.reason ?? 'nothing'
  })
  mounted(auth, component)
  for (const path of ['/login', '/scope', '/meteo', '/ok'] as const) {
    await auth.fetch(at(path), { method: 'POST' })
    await rendered()
  }
  auth.signedIn()
  await rendered()
  expect(renders).toEqual(['nothing', 'wrong-credentials', 'nothing'])
})

it('the verdict is the very object that the event had', async () => {
  const auth = createAuth(backend)
  await auth.ready
  const told: unknown[] = []
  let seen: { readonly verdict: { readonly value: unknown } } | undefined
  mounted(
    auth,
    defineComponent(() => {
      useAuthEvent('forbidden', ({ verdict }) => told.push(verdict))
      seen = useVerdict('forbidden')
      return () => []
    }),
  )
  await auth.fetch(at('/scope'))
  expect(told).toHaveLength(1)
  expect(seen?.verdict.value).toBe(told[0])
})

it('an unknown event is named, and so is what is known', () => {
  const auth = createAuth(backend)
  const { app } = mounted(auth, () => [])
  expect(() => app.runWithContext(() => useAuthEvent('login' as 'signed-in', () => {}))).toThrow(
    /unknown event type `login`; known are reauthenticate, /,
  )
})

it('a broken integration shows, also one that broke before, until it is fixed', async () => {
  const auth = createAuth(backend)
  await auth.ready
  await auth.fetch(at('/meteo'))
  mounted(
    auth,
    defineComponent(() => {
      const { verdict, fixed } = useIntegration('meteo')
      return () =>
        verdict.value
          ? h('button', { type: 'button', onClick: fixed }, `Reconnect: ${verdict.value.reason}`)
          : 'connected'
    }),
  )
  await userEvent.click(page.getByRole('button', { name: 'Reconnect: key-expired' }))
  await expect.element(page.getByText('connected')).toBeVisible()
  expect(auth.integrations.get().size).toBe(0)
  await auth.fetch(at('/meteo'))
  await expect.element(page.getByRole('button', { name: 'Reconnect: key-expired' })).toBeVisible()
})

for (const how of ['a ref', 'a getter'] as const) {
  it(`a name that changes (${how}) shows the other one at once, and it is the other one that gets fixed`, async () => {
    const auth = createAuth(backend)
    await auth.ready
    const name = ref('meteo')
    let fix = (): void => {}
    const { component, renders } = showing(() => {
      const { verdict, fixed } = useIntegration(how === 'a ref' ? name : () => name.value)
      fix = fixed
      return () => verdict.value?.integration ?? 'fine'
    })
    mounted(auth, component)
    await auth.fetch(at('/radar'))
    await rendered()
    expect(renders).toEqual(['fine'])
    name.value = 'radar'
    await rendered()
    await auth.fetch(at('/meteo'))
    await rendered()
    expect(renders).toEqual(['fine', 'radar'])
    fix()
    await rendered()
    expect([...auth.integrations.get().keys()]).toEqual(['meteo'])
    name.value = 'meteo'
    await rendered()
    expect(renders).toEqual(['fine', 'radar', 'fine', 'meteo'])
  })
}

it('an event reaches a listener that another component’s end does not end', async () => {
  const auth = createAuth(backend)
  await auth.ready
  const heard: string[] = []
  const isShown = ref(true)
  const Listener = defineComponent({
    props: { name: { type: String, required: true } },
    setup(props) {
      useAuthEvent('signed-in', ({ type }) => heard.push(`${props.name} ${type}`))
      return () => []
    },
  })
  mounted(auth, () => [
    h(Listener, { key: 'a', name: 'first' }),
    isShown.value ? h(Listener, { key: 'b', name: 'second' }) : undefined,
  ])
  auth.signedIn()
  isShown.value = false
  await rendered()
  auth.signedIn()
  expect(heard).toEqual(['first signed-in', 'second signed-in', 'first signed-in'])
})
