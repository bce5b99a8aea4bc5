import { type ReactElement, type ReactNode, StrictMode } from 'react'
import { expect, it } from 'vitest'
import { render, renderHook } from 'vitest-browser-react'
import type { Auth, AuthState } from 'why401'
import { AuthProvider, useAuth, useAuthState } from 'why401/react'
import { at, backend } from '../../adapters/backend.ts'
import { watched } from '../../adapters/watched.ts'
import { createAuth } from '../login.ts'

const over =
  (auth: Auth) =>
  ({ children }: { readonly children: ReactNode }): ReactElement => <AuthProvider auth={auth}>{children}</AuthProvider>

/** A component that counts its renders. */
function counting<T>(use: () => T): { readonly hook: () => T; readonly count: () => number } {
  let count = 0
  return {
    hook: () => {
      count += 1
      return use()
    },
    count: () => count,
  }
}

it('useAuth gives the auth of the nearest provider', async () => {
  const [outer, inner] = [createAuth(), createAuth()]
  const seen: Auth[] = []
  const Seen = (): null => {
    seen.push(useAuth())
    return null
  }
  await render(
    <AuthProvider auth={outer}>
      <Seen />
      <AuthProvider auth={inner}>
        <Seen />
      </AuthProvider>
    </AuthProvider>,
  )
  expect(seen).toEqual([outer, inner])
})

it('follows the state of the login', async () => {
  const auth = createAuth(backend)
  await auth.ready
  const { result, act } = await renderHook(() => useAuthState(), { wrapper: over(auth) })
  expect(result.current).toEqual({ status: 'unknown', generation: 0 })
  await act(() => auth.signedIn())
  expect(result.current).toBe(auth.state.get())
  expect(result.current).toMatchObject({ status: 'signed-in', generation: 1 })
  await act(() => auth.fetch(at('/token')))
  expect(result.current).toMatchObject({
    status: 'signed-out',
    verdict: { kind: 'reauthenticate', reason: 'token-invalid' },
  })
})

it('a selector: what it does not take from the state renders nothing', async () => {
  const auth = createAuth(backend)
  await auth.ready
  const { hook, count } = counting(() => useAuthState(({ status }) => status))
  const { result, act } = await renderHook(hook, { wrapper: over(auth) })
  await act(() => auth.signedIn())
  expect([result.current, count()]).toEqual(['signed-in', 2])
  await act(() => auth.signedIn())
  expect(auth.state.get().generation).toBe(2)
  expect([result.current, count()]).toEqual(['signed-in', 2])
})

it('what leaves the state as it is renders nothing', async () => {
  const auth = createAuth(backend)
  await auth.ready
  const { hook, count } = counting(() => useAuthState())
  const { act } = await renderHook(hook, { wrapper: over(auth) })
  await act(async () => {
    for (const path of ['/ok', '/scope', '/meteo', '/login'] as const) await auth.fetch(at(path))
    auth.integrationFixed('meteo')
  })
  expect(count()).toBe(1)
})

for (const [name, selector] of Object.entries({
  'made once': (state: AuthState) => ({ ...state }),
  'made at each render': undefined,
})) {
  it(`a selector (${name}) that makes a new object each time comes to rest`, async () => {
    const auth = createAuth(backend)
    await auth.ready
    const { hook, count } = counting(() => useAuthState(selector ?? ((state) => ({ ...state }))))
    const { result, act } = await renderHook(hook, { wrapper: over(auth) })
    expect(count()).toBe(1)
    await act(() => auth.signedIn())
    expect(count()).toBe(2)
    expect(result.current).toEqual(auth.state.get())
  })
}

it('a selector made once gives the same object at each render, for as long as the state is the same', async () => {
  const auth = createAuth(backend)
  await auth.ready
  const select = (state: AuthState): object => ({ ...state })
  const { result, rerender } = await renderHook(() => useAuthState(select), { wrapper: over(auth) })
  const first = result.current
  await rerender()
  expect(result.current).toBe(first)
})

it('another selector selects at once', async () => {
  const auth = createAuth(backend)
  await auth.ready
  auth.signedIn()
  const { result, rerender } = await renderHook(
    (key: keyof AuthState = 'status') => useAuthState((state) => state[key]),
    { wrapper: over(auth) },
  )
  expect(result.current).toBe('signed-in')
  await rerender('generation')
  expect(result.current).toBe(1)
})

it('another auth is followed from then on, and the one before is left alone', async () => {
  const [first, second] = [watched(createAuth(backend)), createAuth(backend)]
  second.signedIn()
  const Status = (): string => useAuthState(({ status }) => status)
  const screen = await render(
    <AuthProvider auth={first.auth}>
      <Status />
    </AuthProvider>,
  )
  await expect.element(screen.getByText('unknown')).toBeVisible()
  expect(first.listening()).toBe(1)
  await screen.rerender(
    <AuthProvider auth={second}>
      <Status />
    </AuthProvider>,
  )
  await expect.element(screen.getByText('signed-in')).toBeVisible()
  expect(first.listening()).toBe(0)
  second.signedOut()
  await expect.element(screen.getByText('signed-out')).toBeVisible()
})

it('in strict mode it follows once, and nothing listens once it is gone', async () => {
  const { auth, listening } = watched(createAuth(backend))
  const Status = (): string => useAuthState(({ status }) => status)
  const screen = await render(
    <StrictMode>
      <AuthProvider auth={auth}>
        <Status />
      </AuthProvider>
    </StrictMode>,
  )
  expect(listening()).toBe(1)
  auth.signedIn()
  await expect.element(screen.getByText('signed-in')).toBeVisible()
  await screen.unmount()
  expect(listening()).toBe(0)
})
