import type { NamedAuth } from '../timeline/attached-auths.js'
import type { Timeline } from '../timeline/timeline.js'
import { copyText } from './clipboard.js'
import { createFrame, type Frame } from './frame.js'
import { createPanel } from './panel.js'
import { sheet } from './styles.js'

/** The panel in a window of its own: a modal dialog of the page does not make it inert. */
export interface PopOut {
  /** Opens the window, or brings it to the front; false where the browser does not allow it. */
  readonly open: () => boolean
  /** Shows the present state before the window's next frame. */
  readonly scheduleRender: () => void
  readonly close: () => void
}

const TICK_MS = 1000

/** Calls `onOpen` when the window has opened. */
export function createPopOut(timeline: Timeline, auths: () => readonly NamedAuth[], onOpen: () => void): PopOut {
  let popup: Window | undefined
  let frame: Frame | undefined
  let timer: ReturnType<typeof setInterval> | undefined
  const panel = createPanel({ timeline, auths, close, copy: (text) => copyText(text, panel.element) })
  panel.element.classList.add('out')

  function close(): void {
    clearInterval(timer)
    globalThis.removeEventListener('pagehide', close)
    popup?.close()
    popup = undefined
  }

  /** No event says that the user closed the window, loaded it anew, or went elsewhere in it: then it is given up. */
  function keepAlive(): void {
    if (popup === undefined) return
    if (isIn(popup, panel.element)) panel.tick()
    else close()
  }

  function open(): boolean {
    keepAlive()
    if (popup !== undefined) {
      popup.focus()
      return true
    }
    // A name would give a window that another page of this group has.
    popup = window.open('', '_blank', 'popup,width=980,height=680') ?? undefined
    if (popup === undefined) return false
    putInto(popup, panel.element)
    frame = createFrame(popup, panel.render)
    timer = setInterval(keepAlive, TICK_MS)
    // The page that draws it goes away.
    globalThis.addEventListener('pagehide', close)
    panel.render()
    panel.focus()
    onOpen()
    return true
  }

  function scheduleRender(): void {
    if (popup !== undefined && isIn(popup, panel.element)) frame?.schedule()
  }

  return { open, scheduleRender, close }
}

function isIn(popup: Window, panel: HTMLElement): boolean {
  try {
    return !popup.closed && panel.ownerDocument === popup.document
  } catch {
    // Another origin's page is in it.
    return false
  }
}

function putInto(popup: Window, panel: HTMLElement): void {
  const { document: page } = popup
  page.title = 'why401 devtools'
  page.documentElement.lang = 'en'
  const host = page.createElement('main')
  const root = host.attachShadow({ mode: 'open' })
  // A sheet belongs to the document that it was made for.
  root.adoptedStyleSheets = [sheet(page)]
  root.append(panel)
  page.body.replaceChildren(host)
}
