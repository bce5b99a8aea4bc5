import { Activity, type ReactElement, StrictMode, Suspense, use, useLayoutEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import type { RenewResult } from 'why401'
import { AuthProvider, useAuth, useAuthEvent, useAuthState, useVerdict } from 'why401/react'
import { at, backend } from '../../adapters/backend.ts'
import { watched } from '../../adapters/watched.ts'
import { gate } from '../../session/gate.ts'
import { createAuth } from '../login.ts'

function Denied(): ReactElement {
  const { verdict } = useVerdict('forbidden')
  return <p>{verdict === undefined ? 'Nothing refused' : verdict.reason}</p>
}

function mount(node: ReactElement): () => void {
  const element = document.body.appendChild(document.createElement('main'))
  const root = createRoot(element)
  root.render(node)
  const end = (): void => {
    root.unmount()
    element.remove()
  }
  onTestFinished(end)
  return end
}

function AskAtOnce(): null {
  const { fetch } = useAuth()
  useLayoutEffect(() => void fetch(at('/scope')), [fetch])
  return null
}

describe('given a request that a component sends when it is mounted', () => {
  it.each([false, true])(
    'then useVerdict has its verdict, however soon the answer comes (strict: %s)',
    async (strict) => {
      const auth = createAuth(backend)
      await auth.ready
      const node = (
        <AuthProvider auth={auth}>
          <AskAtOnce />
          <Denied />
        </AuthProvider>
      )
      mount(strict ? <StrictMode>{node}</StrictMode> : node)
      await expect.element(page.getByText('insufficient-scope')).toBeVisible()
    },
  )

  it('then useAuthEvent hears of it', async () => {
    const auth = createAuth(backend)
    await auth.ready
    const heard: string[] = []
    function Listen(): null {
      useAuthEvent('forbidden', ({ verdict }) => void heard.push(verdict.reason))
      return null
    }
    mount(
      <AuthProvider auth={auth}>
        <AskAtOnce />
        <Listen />
      </AuthProvider>,
    )
    await vi.waitFor(() => expect(heard).toEqual(['insufficient-scope']))
  })
})

// React 18 has neither `Activity` nor `use`.
describe.skipIf(inject('older'))('given a part of the page that is hidden for a while', () => {
  it('then what was settled meanwhile is not shown again, and what was not is', async () => {
    const auth = createAuth(backend)
    let show: (isShown: boolean) => void = () => {}
    function Page(): ReactElement {
      const [isShown, setShown] = useState(true)
      show = setShown
      return (
        <Activity mode={isShown ? 'visible' : 'hidden'}>
          <Denied />
        </Activity>
      )
    }
    await render(
      <AuthProvider auth={auth}>
        <Page />
      </AuthProvider>,
    )
    await auth.fetch(at('/scope'))
    await expect.element(page.getByText('insufficient-scope')).toBeVisible()
    show(false)
    await expect.element(page.getByText('insufficient-scope')).not.toBeVisible()
    show(true)
    await expect.element(page.getByText('insufficient-scope')).toBeVisible()
    show(false)
    await expect.element(page.getByText('insufficient-scope')).not.toBeVisible()
    auth.signedIn()
    show(true)
    await expect.element(page.getByText('Nothing refused')).toBeVisible()
  })
})

describe.skipIf(inject('older'))('given a request that waits for the user', () => {
  it('and a component that is suspended by it, then it is shown when the user is signed in', async () => {
    const answer = gate<RenewResult>()
    let isIn = false
    const { auth, listening } = watched(
      createAuth({
        ...backend,
        signIn: () => answer.opened,
        fetch: async (input) => (isIn ? new Response('reports') : backend.fetch(input)),
      }),
    )
    const sent = auth.fetch(at('/token')).then((response) => response.text())
    function Status(): ReactElement {
      return <p>{useAuthState(({ status }) => status)}</p>
    }
    function Reports(): ReactElement {
      useAuthState()
      useVerdict('reauthenticate')
      return <p>{use(sent)}</p>
    }
    const { unmount } = await render(
      <AuthProvider auth={auth}>
        <Suspense fallback={<Status />}>
          <Reports />
        </Suspense>
      </AuthProvider>,
    )
    await expect.element(page.getByText('signing-in')).toBeVisible()
    isIn = true
    answer.open('renewed')
    await expect.element(page.getByText('reports')).toBeVisible()
    await unmount()
    expect(listening()).toBe(0)
  })
})
