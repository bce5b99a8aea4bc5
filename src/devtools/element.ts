import { createAttachedAuths } from './timeline/attached-auths.js'
import type { DevtoolsAuth } from './timeline/recorder.js'
import { createTimeline, type Timeline } from './timeline/timeline.js'
import { createView, type View } from './panel/view.js'

export const NAME = 'why401-devtools'

/** The panel as an element; `defineDevtools` defines it, `mountDevtools` puts it in the page. */
export interface Why401Devtools extends HTMLElement {
  /**
   * Shows the events of an `Auth` from now on; returns its own undo.
   *
   * @throws TypeError when `auth` does not come from `createAuth`
   */
  readonly attach: (auth: DevtoolsAuth, name?: string) => () => void
  /** Whether the panel is open; when false only its button is shown. */
  open: boolean
}

/**
 * Defines `<why401-devtools>` where it is not defined yet, and returns its class.
 *
 * @throws TypeError where there are no custom elements (a server, a worker)
 * @example
 * defineDevtools()
 * document.body.append(document.createElement('why401-devtools'))
 */
export function defineDevtools(): CustomElementConstructor & (new () => Why401Devtools) {
  if (typeof customElements === 'undefined') {
    throw new TypeError('defineDevtools: there are no custom elements here; call it in a page only')
  }
  const known = customElements.get(NAME)
  if (known === undefined) customElements.define(NAME, createClass())
  return (known ?? customElements.get(NAME)) as CustomElementConstructor & (new () => Why401Devtools)
}

/** Not at import: a server that imports this module has no `HTMLElement`. */
function createClass(): CustomElementConstructor {
  return class extends HTMLElement implements Why401Devtools {
    readonly #timeline = createTimeline({ pageOrigin: location.origin })
    readonly #auths = createAttachedAuths(this.#timeline, () => this.#view?.scheduleRender())
    #view: View | undefined
    #leaveTabs: () => void = () => {}
    #open = false

    attach(auth: DevtoolsAuth, name = ''): () => void {
      return this.#auths.attach(auth, name)
    }

    get open(): boolean {
      return this.#open
    }

    set open(open: boolean) {
      this.#open = open
      this.#view?.setOpen(open)
    }

    connectedCallback(): void {
      // It was moved in its document: nothing that is open ends.
      if (this.#view !== undefined) return
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
      this.#view = createView(root, this.#timeline, this.#auths.list, (open) => {
        this.#open = open
      })
      this.#auths.start()
      this.#leaveTabs = joinWhileShown(this.#timeline)
      this.#view.setOpen(this.#open)
    }

    disconnectedCallback(): void {
      queueMicrotask(() => {
        if (!this.isConnected) this.#stop()
      })
    }

    /** A style sheet belongs to one document: in another one the panel begins anew. */
    adoptedCallback(): void {
      this.#stop()
    }

    #stop(): void {
      if (this.#view === undefined) return
      this.#view.dispose()
      this.#view = undefined
      this.#auths.stop()
      this.#leaveTabs()
    }
  }
}

/**
 * Joins the other tabs; returns its undo. A page that is closed, or in the back/forward cache, sends no outcomes: the other
 * tabs mark its open spans as lost.
 */
function joinWhileShown({ connect, disconnect }: Timeline): () => void {
  connect()
  globalThis.addEventListener('pagehide', disconnect)
  globalThis.addEventListener('pageshow', connect)
  return () => {
    disconnect()
    globalThis.removeEventListener('pagehide', disconnect)
    globalThis.removeEventListener('pageshow', connect)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'why401-devtools': Why401Devtools
  }
}
