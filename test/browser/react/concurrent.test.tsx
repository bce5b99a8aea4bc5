import { type ReactElement, startTransition, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, it, onTestFinished, vi } from 'vitest'
import { AuthProvider, useAuthState } from 'why401/react'
import { backend } from '../../adapters/backend.ts'
import { createAuth } from '../login.ts'

const CELLS = 30
/** Longer than React works without yielding. */
const SLOW = 6

let rendered = 0
let grow: () => void

function Cell(): ReactElement {
  const generation = useAuthState((state) => state.generation)
  rendered += 1
  const until = performance.now() + SLOW
  while (performance.now() < until);
  return <li>{generation}</li>
}

function Cells({ first }: { readonly first: number }): ReactElement {
  const [count, setCount] = useState(first)
  grow = () => startTransition(() => setCount(CELLS))
  return (
    <ul>
      {Array.from({ length: count }, (_, index) => (
        <Cell key={index} />
      ))}
    </ul>
  )
}

for (const first of [0, 5]) {
  it(`a state that changes in the middle of a slow render, ${first} shown before: nobody ever sees two states at once`, async () => {
    const auth = createAuth(backend)
    const container = document.body.appendChild(document.createElement('div'))
    const root = createRoot(container)
    const torn: string[][] = []
    const shown = (): string[] => [...container.querySelectorAll('li')].map(({ textContent }) => textContent ?? '')
    const observer = new MutationObserver(() => {
      const texts = shown()
      if (new Set(texts).size > 1) torn.push(texts)
    })
    onTestFinished(() => {
      observer.disconnect()
      root.unmount()
      container.remove()
    })
    root.render(
      <AuthProvider auth={auth}>
        <Cells first={first} />
      </AuthProvider>,
    )
    await vi.waitUntil(() => container.querySelector('ul') !== null && shown().length === first)
    observer.observe(container, { childList: true, subtree: true, characterData: true })

    rendered = 0
    grow()
    // Some components have rendered with the state from before, and React has committed none of them.
    await vi.waitUntil(() => rendered > first, { interval: 1 })
    expect(rendered).toBeLessThan(CELLS)
    expect(shown()).toHaveLength(first)
    auth.signedIn()
    await vi.waitUntil(() => shown().length === CELLS)
    await vi.waitUntil(() => shown().every((text) => text === '1'))
    expect(torn).toEqual([])
  })
}
