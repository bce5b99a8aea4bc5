import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { expect, it, onTestFinished, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { at, backend } from '../../adapters/backend.ts'
import { pageHtml, pageOf } from '../../react/page.ts'
import { watched } from '../../adapters/watched.ts'
import { createAuth } from '../login.ts'

/** The page in the server's HTML. */
function sent(): HTMLElement {
  const container = document.body.appendChild(document.createElement('main'))
  container.innerHTML = pageHtml
  onTestFinished(() => container.remove())
  return container
}

function complaints() {
  const log = vi.spyOn(console, 'error')
  const recovered = vi.fn<(error: unknown) => void>()
  onTestFinished(() => log.mockRestore())
  return { log, recovered }
}

for (const strict of [false, true]) {
  it(`an auth that knows more than the server${strict ? ', in strict mode' : ''}: hydrated without a complaint, then shown`, async () => {
    const { auth, listening } = watched(createAuth(backend))
    auth.signedIn()
    await auth.fetch(at('/meteo'))
    const container = sent()
    const status = container.querySelector('#status')
    const { log, recovered } = complaints()
    const renders: string[] = []
    const node = pageOf(auth, renders)
    const root = hydrateRoot(container, strict ? <StrictMode>{node}</StrictMode> : node, {
      onRecoverableError: recovered,
    })
    await expect.element(page.getByText('signed-in 1 true')).toBeVisible()
    await expect.element(page.getByText('key-expired')).toBeVisible()
    // The first render has the server's state.
    expect(renders[0]).toBe('unknown 0')
    // The server's elements stay; none is new.
    expect(container.querySelector('#status')).toBe(status)
    await userEvent.click(page.getByRole('button', { name: 'Sign in' }))
    await expect.element(page.getByText('signed-in 2 true')).toBeVisible()
    expect(renders.filter((line) => line === 'heard signed-in')).toHaveLength(1)
    await auth.fetch(at('/scope'))
    await expect.element(page.getByText('insufficient-scope')).toBeVisible()
    root.unmount()
    await vi.waitUntil(() => listening() === 0)
    expect(recovered).not.toHaveBeenCalled()
    expect(log).not.toHaveBeenCalled()
  })
}
