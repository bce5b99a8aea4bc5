import { type ReactElement, type ReactNode, StrictMode } from 'react'
import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render, renderHook } from 'vitest-browser-react'
import { AuthProvider, useIntegration, useVerdict } from 'why401/react'
import { at, backend } from '../../adapters/backend.ts'
import { watched } from '../../adapters/watched.ts'
import { createAuth } from '../login.ts'

let renders = 0

function Notice(): ReactElement {
  renders += 1
  const { verdict, dismiss } = useVerdict('forbidden')
  return verdict === undefined ? (
    <p>Nothing refused</p>
  ) : (
    <p role="alert">
      {verdict.reason} {verdict.scope}{' '}
      <button type="button" onClick={dismiss}>
        Dismiss
      </button>
    </p>
  )
}

function Reconnect({ name }: { readonly name: string }): ReactElement {
  renders += 1
  const { verdict, fixed } = useIntegration(name)
  return verdict === undefined ? (
    <p>{name} is connected</p>
  ) : (
    <p role="alert">
      {name}: {verdict.reason}{' '}
      <button type="button" onClick={fixed}>
        Fixed
      </button>
    </p>
  )
}

function app(content: ReactNode) {
  renders = 0
  const { auth, listening } = watched(createAuth(backend))
  return { auth, listening, node: <AuthProvider auth={auth}>{content}</AuthProvider> }
}

describe('useVerdict', () => {
  it('has the newest verdict of its kind until the user dismisses it', async () => {
    const { auth, node } = app(<Notice />)
    await render(node)
    await auth.fetch(at('/scope'))
    await expect.element(page.getByRole('alert')).toHaveTextContent('insufficient-scope admin Dismiss')
    await auth.fetch(at('/permission'))
    await expect.element(page.getByRole('alert')).toHaveTextContent('permission Dismiss')
    await userEvent.click(page.getByRole('button', { name: 'Dismiss' }))
    await expect.element(page.getByText('Nothing refused')).toBeVisible()
  })

  it('lets it go when it is settled', async () => {
    const { auth, node } = app(<Notice />)
    await render(node)
    await auth.fetch(at('/scope'))
    await expect.element(page.getByRole('alert')).toBeVisible()
    auth.signedIn()
    await expect.element(page.getByText('Nothing refused')).toBeVisible()
  })

  it('renders nothing for what is not of its kind', async () => {
    const { auth, node } = app(<Notice />)
    await render(node)
    for (const path of ['/ok', '/meteo', '/login', '/token'] as const) await auth.fetch(at(path))
    expect(renders).toBe(1)
  })

  it('gives the same `dismiss` at each render', async () => {
    const auth = createAuth(backend)
    const { result, rerender, act } = await renderHook(() => useVerdict('forbidden'), {
      wrapper: ({ children }) => <AuthProvider auth={auth}>{children}</AuthProvider>,
    })
    const { dismiss } = result.current
    await rerender()
    await act(() => auth.fetch(at('/scope')))
    expect(result.current).toMatchObject({ dismiss, verdict: { kind: 'forbidden' } })
  })

  it('another kind starts anew', async () => {
    const auth = createAuth(backend)
    const { result, rerender, act } = await renderHook(
      (kind: 'forbidden' | 'credentials-rejected' = 'forbidden') => useVerdict(kind).verdict,
      {
        wrapper: ({ children }) => <AuthProvider auth={auth}>{children}</AuthProvider>,
      },
    )
    await act(() => auth.fetch(at('/scope')))
    expect(result.current?.kind).toBe('forbidden')
    await rerender('credentials-rejected')
    expect(result.current).toBeUndefined()
    await act(() => auth.fetch(at('/login')))
    expect(result.current?.kind).toBe('credentials-rejected')
  })

  it('another auth starts anew', async () => {
    const { auth, listening, node } = app(<Notice />)
    const screen = await render(node)
    await auth.fetch(at('/scope'))
    await expect.element(page.getByRole('alert')).toBeVisible()
    const second = createAuth(backend)
    await screen.rerender(
      <AuthProvider auth={second}>
        <Notice />
      </AuthProvider>,
    )
    await expect.element(page.getByText('Nothing refused')).toBeVisible()
    expect(listening()).toBe(0)
    await second.fetch(at('/permission'))
    await expect.element(page.getByRole('alert')).toHaveTextContent('permission Dismiss')
  })

  it('works in strict mode, and nothing listens once it is gone', async () => {
    const { auth, listening, node } = app(<Notice />)
    const screen = await render(<StrictMode>{node}</StrictMode>)
    const listeners = listening()
    await auth.fetch(at('/scope'))
    await expect.element(page.getByRole('alert')).toBeVisible()
    await screen.unmount()
    expect(listening()).toBe(0)
    await render(node)
    expect(listening()).toBe(listeners)
  })
})

describe('useIntegration', () => {
  it('has what is wrong with it until it is fixed', async () => {
    const { auth, node } = app(<Reconnect name="meteo" />)
    await render(node)
    await expect.element(page.getByText('meteo is connected')).toBeVisible()
    await auth.fetch(at('/meteo'))
    await expect.element(page.getByRole('alert')).toHaveTextContent('meteo: key-expired Fixed')
    await userEvent.click(page.getByRole('button', { name: 'Fixed' }))
    await expect.element(page.getByText('meteo is connected')).toBeVisible()
    expect(auth.integrations.get().size).toBe(0)
  })

  it('knows what was broken before it was shown', async () => {
    const { auth, node } = app(<Reconnect name="meteo" />)
    await auth.fetch(at('/meteo'))
    await render(node)
    await expect.element(page.getByRole('alert')).toBeVisible()
  })

  it('renders nothing for another integration', async () => {
    const { auth, node } = app(<Reconnect name="meteo" />)
    await render(node)
    await auth.fetch(at('/radar'))
    expect(auth.integrations.get().has('radar')).toBe(true)
    auth.integrationFixed('radar')
    expect(renders).toBe(1)
  })

  it('another name is another integration, and its own `fixed`', async () => {
    const { auth, node } = app(<Reconnect name="meteo" />)
    const screen = await render(node)
    for (const path of ['/meteo', '/radar'] as const) await auth.fetch(at(path))
    await screen.rerender(
      <AuthProvider auth={auth}>
        <Reconnect name="radar" />
      </AuthProvider>,
    )
    await userEvent.click(page.getByRole('button', { name: 'Fixed' }))
    await expect.element(page.getByText('radar is connected')).toBeVisible()
    expect([...auth.integrations.get().keys()]).toEqual(['meteo'])
  })

  it('in strict mode it follows once, and nothing listens once it is gone', async () => {
    const { listening, node } = app(<Reconnect name="meteo" />)
    const screen = await render(<StrictMode>{node}</StrictMode>)
    expect(listening()).toBe(1)
    await screen.unmount()
    expect(listening()).toBe(0)
  })
})
