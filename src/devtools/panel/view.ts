import type { NamedAuth } from '../timeline/attached-auths.js'
import type { Timeline } from '../timeline/timeline.js'
import { createAnnouncer } from './announcer.js'
import { copyText } from './clipboard.js'
import { createFrame } from './frame.js'
import { statusWords } from './login-bar.js'
import { button, h } from './markup.js'
import { createPanel, type Panel } from './panel.js'
import { createPopOut } from './pop-out.js'
import { sheet } from './styles.js'

/** The content of the element: a button, and the panel that it opens. */
export interface View {
  /** Shows the present state before the next frame. */
  readonly scheduleRender: () => void
  readonly setOpen: (open: boolean) => void
  /** Shows the panel in a window of its own; false where the browser does not allow it. */
  readonly popOut: () => boolean
  readonly dispose: () => void
}

/** How often the open panel updates its times. */
const TICK_MS = 1000

/** Draws into `root`; calls `onToggle` when the developer opens or closes the panel. */
export function createView(
  root: ShadowRoot,
  timeline: Timeline,
  auths: () => readonly NamedAuth[],
  onToggle: (open: boolean) => void,
): View {
  root.adoptedStyleSheets = [sheet(root.ownerDocument)]
  const popOut = createPopOut(timeline, auths, () => setOpen(false))
  const copy = (text: string): Promise<void> => copyText(text, panel.element)
  const panel: Panel = createPanel({ timeline, auths, close, popOut: popOut.open, copy })
  const toggle = button('', open, { class: 'toggle' })
  const live = h('p', { class: 'quiet', role: 'status' })
  root.replaceChildren(toggle, panel.element, live)
  const announce = createAnnouncer(live)
  const frame = createFrame(window, render)
  const undo = [timeline.entries.subscribe(scheduleRender), listenToKeys(popOut.open)]
  let timer: ReturnType<typeof setInterval> | undefined

  function open(): void {
    setOpen(true)
    panel.focus()
  }

  function close(): void {
    setOpen(false)
    toggle.focus()
  }

  function setOpen(isOpen: boolean): void {
    onToggle(isOpen)
    panel.element.hidden = !isOpen
    toggle.hidden = isOpen
    clearInterval(timer)
    if (isOpen) timer = setInterval(panel.tick, TICK_MS)
    render()
  }

  function scheduleRender(): void {
    frame.schedule()
    // The page may be hidden behind it, and gets no frames then.
    popOut.scheduleRender()
  }

  function render(): void {
    showToggle(toggle, timeline, auths())
    if (panel.element.hidden) return
    panel.render()
    announce(timeline.entries.get())
  }

  function dispose(): void {
    for (const act of undo) act()
    popOut.close()
    clearInterval(timer)
    frame.cancel()
    root.replaceChildren()
  }

  return { scheduleRender, setOpen, popOut: popOut.open, dispose }
}

/** Calls `act` for Alt+Shift+W, before the page gets the key: a dialog may keep it for itself. Returns its own undo. */
function listenToKeys(act: () => void): () => void {
  const keydown = (event: KeyboardEvent): void => {
    const { altKey, shiftKey, ctrlKey, metaKey, code, defaultPrevented } = event
    // Another panel of the page has popped out already.
    if (defaultPrevented || code !== 'KeyW' || !altKey || !shiftKey || ctrlKey || metaKey) return
    event.preventDefault()
    act()
  }
  window.addEventListener('keydown', keydown, true)
  return () => window.removeEventListener('keydown', keydown, true)
}

function showToggle(toggle: HTMLElement, timeline: Timeline, [first]: readonly NamedAuth[]): void {
  const refusals = timeline.entries.get().filter(({ type }) => type === 'refusal').length
  const status = first?.auth.state.get().status ?? 'unknown'
  toggle.replaceChildren(h('span', { class: 'dot', 'data-status': status }), `why401 · ${refusals}`)
  toggle.setAttribute(
    'aria-label',
    `why401 · ${refusals} refusal${refusals === 1 ? '' : 's'}, ${statusWords[status]}: open the devtools`,
  )
}
