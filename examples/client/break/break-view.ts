import { make } from '../../page/element.ts'
import { controlGroups, type ControlGroup, pressControl } from './controls.ts'
import { mannerView } from './manner-view.ts'

/** Beside the app there is room for it; in a narrow window it would push the app out of sight. */
const ROOM = '(min-width: 62.01rem)'

/**
 * EXAMPLE ONLY: puts what breaks the server into an element; returns its own undo. Every version of the example shows
 * this same view.
 */
export function mountBreak(host: HTMLElement): () => void {
  const output = make('output', {
    id: 'break-output',
    textContent: 'Press one, and the server refuses. Then use the app.',
  })
  const details = make(
    'details',
    { open: matchMedia(ROOM).matches },
    make(
      'summary',
      {},
      make('h2', { id: 'break-title', textContent: 'Break something' }),
      make('span', { className: 'hint', textContent: 'No real app has this' }),
    ),
    output,
    ...controlGroups.map((group) => groupView(group, output)),
    mannerView(),
  )
  host.append(details)
  host.setAttribute('aria-labelledby', 'break-title')
  return () => host.replaceChildren()
}

function groupView({ name, controls }: ControlGroup, output: HTMLOutputElement): HTMLElement {
  const buttons = Object.entries(controls).map(([control, words]) => {
    const button = make('button', { type: 'button', textContent: words })
    button.dataset.control = control
    button.addEventListener('click', () => void press(button, control, output))
    return button
  })
  const group = make('div', { className: 'group' }, ...buttons)
  group.setAttribute('role', 'group')
  group.setAttribute('aria-label', name)
  return group
}

async function press(button: HTMLButtonElement, control: string, output: HTMLOutputElement): Promise<void> {
  button.removeAttribute('data-pressed')
  try {
    output.textContent = await pressControl(control, button.textContent)
    button.dataset.pressed = 'true'
  } catch {
    output.textContent = 'The server did not answer.'
  }
}
