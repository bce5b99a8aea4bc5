import { type ReactElement, StrictMode, useLayoutEffect } from 'react'
import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import type { Auth, AuthEvents, AuthEventType } from 'why401'
import { AuthProvider, useAuthEvent } from 'why401/react'
import { at, backend } from '../../adapters/backend.ts'
import { watched } from '../../adapters/watched.ts'
import { createAuth } from '../login.ts'
import { failureOf } from './failure.ts'

function Listens<T extends AuthEventType>({
  type,
  heard,
}: {
  readonly type: T
  readonly heard: (event: AuthEvents[T]) => void
}): null {
  useAuthEvent(type, heard)
  return null
}

const listenerFor = (auth: Auth, heard: (event: AuthEvents['forbidden']) => void): ReactElement => (
  <AuthProvider auth={auth}>
    <Listens type="forbidden" heard={heard} />
  </AuthProvider>
)

it('hears the events of its type, each once', async () => {
  const auth = createAuth(backend)
  await auth.ready
  const heard: unknown[] = []
  await render(listenerFor(auth, ({ verdict }) => heard.push(verdict.reason)))
  for (const path of ['/ok', '/meteo', '/scope', '/permission'] as const) await auth.fetch(at(path))
  expect(heard).toEqual(['insufficient-scope', 'permission'])
})

it('the listener of the newest render is called, and nobody subscribes anew for it', async () => {
  const { auth, added } = watched(createAuth(backend))
  const heard: string[] = []
  const screen = await render(listenerFor(auth, () => heard.push('first')))
  await screen.rerender(listenerFor(auth, () => heard.push('second')))
  await screen.rerender(listenerFor(auth, () => heard.push('third')))
  await auth.fetch(at('/scope'))
  expect(heard).toEqual(['third'])
  expect(added()).toBe(1)
})

it('an event that a layout effect of the same render brings about meets the new listener', async () => {
  const auth = createAuth(backend)
  await auth.ready
  const heard: string[] = []
  const Both = ({ name }: { readonly name: string }): null => {
    useAuthEvent('signed-in', () => heard.push(name))
    useLayoutEffect(() => auth.signedIn(), [name])
    return null
  }
  const screen = await render(
    <AuthProvider auth={auth}>
      <Both name="first" />
    </AuthProvider>,
  )
  await screen.rerender(
    <AuthProvider auth={auth}>
      <Both name="second" />
    </AuthProvider>,
  )
  expect(heard).toEqual(['first', 'second'])
})

it('another type is heard from then on', async () => {
  const { auth, listening } = watched(createAuth(backend))
  const heard: string[] = []
  const of = (type: AuthEventType): ReactElement => (
    <AuthProvider auth={auth}>
      <Listens type={type} heard={(event) => heard.push(event.type)} />
    </AuthProvider>
  )
  const screen = await render(of('forbidden'))
  await screen.rerender(of('third-party-key-invalid'))
  await auth.fetch(at('/scope'))
  await auth.fetch(at('/meteo'))
  expect(heard).toEqual(['third-party-key-invalid'])
  expect(listening()).toBe(1)
})

it('another auth is heard from then on, and the one before is not', async () => {
  const [first, second] = [watched(createAuth(backend)), createAuth(backend)]
  const heard: string[] = []
  const hear = ({ request }: AuthEvents['forbidden']): unknown => heard.push(new URL(request.url).pathname)
  const screen = await render(listenerFor(first.auth, hear))
  await screen.rerender(listenerFor(second, hear))
  expect(first.listening()).toBe(0)
  await first.auth.fetch(at('/scope'))
  await second.fetch(at('/permission'))
  expect(heard).toEqual(['/permission'])
})

it('in strict mode it hears once, and nothing once it is gone', async () => {
  const { auth, listening: count } = watched(createAuth(backend))
  const heard: unknown[] = []
  const screen = await render(<StrictMode>{listenerFor(auth, (event) => heard.push(event))}</StrictMode>)
  expect(count()).toBe(1)
  await auth.fetch(at('/scope'))
  expect(heard).toHaveLength(1)
  await screen.unmount()
  expect(count()).toBe(0)
  await auth.fetch(at('/permission'))
  expect(heard).toHaveLength(1)
})

it('an unknown type is a TypeError', async () => {
  const failure = await failureOf(
    <AuthProvider auth={createAuth(backend)}>
      <Listens type={'forbiden' as 'forbidden'} heard={() => {}} />
    </AuthProvider>,
  )
  expect(failure).toBeInstanceOf(TypeError)
  expect(String(failure)).toContain('unknown event type `forbiden`')
})

it('no provider above is an error that says so', async () => {
  const failure = await failureOf(<Listens type="forbidden" heard={() => {}} />)
  expect(failure).toEqual(new Error('useAuthEvent: there is no <AuthProvider> above this component'))
})
