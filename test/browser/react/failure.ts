import { Component, createElement, type ReactNode } from 'react'
import { onTestFinished, vi } from 'vitest'
import { render } from 'vitest-browser-react'

class Boundary extends Component<
  { readonly children: ReactNode; readonly caught: (error: unknown) => void },
  { readonly failed: boolean }
> {
  override readonly state = { failed: false }

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true }
  }

  override componentDidCatch(error: unknown): void {
    this.props.caught(error)
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children
  }
}

/** The error that rendering, or an effect, throws. */
export async function failureOf(node: ReactNode): Promise<unknown> {
  // React 18 also reports a caught error to the window; it must not fail the test.
  const quiet = (event: ErrorEvent): void => {
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  addEventListener('error', quiet, { capture: true })
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => {
    removeEventListener('error', quiet, { capture: true })
    log.mockRestore()
  })
  let failure: unknown
  const caught = (error: unknown): void => {
    failure = error
  }
  await render(createElement(Boundary, { caught, children: node }))
  return failure
}
