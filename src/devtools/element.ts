import { createAttachedAuths } from './timeline/attached-auths.js'
import type { DevtoolsAuth } from './timeline/recorder.js'
import { joinPage } from './timeline/page-timeline.js'
import { createTimeline } from './timeline/timeline.js'
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
  /**
   * Shows the panel in a window of its own, as Alt+Shift+W does: a modal dialog of the page makes the panel inert, and this
   * window not. Returns false while the element is not in the page, and where the browser blocks the window.
   */
  readonly popOut: () => boolean
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
    /** The one that it showed last, or shows. */
    #timeline = createTimeline({ pageOrigin: location.origin })
    readonly #auths = createAttachedAuths(() => this.#view?.scheduleRender())
    #view: View | undefined
    #leavePage: () => void = () => {}
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

    popOut(): boolean {
      return this.#view?.popOut() ?? false
    }

    connectedCallback(): void {
      // It was moved in its document: nothing that is open ends.
      if (this.#view !== undefined) return
      const { timeline, leave } = joinPage(this.#timeline)
      this.#timeline = timeline
      this.#leavePage = leave
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
      this.#view = createView(root, timeline, this.#auths.list, (open) => {
        this.#open = open
      })
      this.#auths.start(timeline)
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
      this.#leavePage()
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'why401-devtools': Why401Devtools
  }
}
