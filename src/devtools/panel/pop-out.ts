import type { NamedAuth } from '../timeline/attached-auths.js'
import type { Timeline } from '../timeline/timeline.js'
import { copyText } from './clipboard.js'
import { createPanel } from './panel.js'
import { sheet } from './styles.js'

/** The panel in a window of its own: a modal dialog of the page does not make it inert. */
export interface PopOut {
  /** Opens the window where the browser allows it, or brings it to the front. */
  readonly open: () => void
  readonly render: () => void
  readonly close: () => void
}

const TICK_MS = 1000

/** Calls `onOpen` when the window has opened. */
export function createPopOut(timeline: Timeline, auths: () => readonly NamedAuth[], onOpen: () => void): PopOut {
  let shown: { readonly window: Window; readonly render: () => void; readonly dispose: () => void } | undefined

  function close(): void {
    const last = shown
    shown = undefined
    last?.dispose()
    last?.window.close()
  }

  function open(): void {
    if (shown !== undefined && !shown.window.closed) {
      shown.window.focus()
      return
    }
    const popup = window.open('', 'why401-devtools', 'popup,width=980,height=680')
    if (popup === null) return
    const panel = createPanel({ timeline, auths, close, copy: (text) => copyText(text, panel.element) })
    panel.element.classList.add('out')
    putInto(popup, panel.element)
    const unsubscribe = timeline.entries.subscribe(panel.render)
    const timer = setInterval(() => {
      // The user closes a window without a word.
      if (popup.closed) close()
      else panel.tick()
    }, TICK_MS)
    shown = {
      window: popup,
      render: panel.render,
      dispose: () => {
        unsubscribe()
        clearInterval(timer)
        globalThis.removeEventListener('pagehide', close)
      },
    }
    // The page that draws it goes away.
    globalThis.addEventListener('pagehide', close)
    panel.render()
    panel.focus()
    onOpen()
  }

  return { open, render: () => shown?.render(), close }
}

function putInto(popup: Window, panel: HTMLElement): void {
  const { document: page } = popup
  page.title = 'why401 devtools'
  page.documentElement.lang = 'en'
  const host = page.createElement('main')
  const root = host.attachShadow({ mode: 'open' })
  // A sheet belongs to the document that it was made for.
  root.adoptedStyleSheets = [sheet(popup)]
  root.append(panel)
  page.body.replaceChildren(host)
}
