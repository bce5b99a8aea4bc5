import { createLogins } from './timeline/attached-auths.js'
import type { DevtoolsAuth } from './timeline/recorder.js'
import { createTimeline } from './timeline/timeline.js'
import { createView, type View } from './panel/view.js'

export const NAME = 'why401-devtools'

/** The panel as an element; `defineDevtools` defines it, `mountDevtools` puts it in the page. */
export interface Why401Devtools extends HTMLElement {
  /**
   * Shows what an `Auth` tells from now on; returns its own undo.
   *
   * @throws TypeError when `auth` does not come from `createAuth`
   */
  readonly attach: (auth: DevtoolsAuth, name?: string) => () => void
  /** Whether the panel is open, or just its button there. */
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

/** Made late: where a module is only imported there may be no `HTMLElement`. */
function createClass(): CustomElementConstructor {
  return class extends HTMLElement implements Why401Devtools {
    readonly #timeline = createTimeline({ pageOrigin: location.origin })
    readonly #logins = createLogins(this.#timeline, () => this.#view?.later())
    #view: View | undefined
    #open = false

    attach(auth: DevtoolsAuth, name = ''): () => void {
      return this.#logins.add(auth, name)
    }

    get open(): boolean {
      return this.#open
    }

    set open(open: boolean) {
      this.#open = open
      this.#view?.show(open)
    }

    connectedCallback(): void {
      this.#view = createView(
        this.shadowRoot ?? this.attachShadow({ mode: 'open' }),
        this.#timeline,
        this.#logins.list,
        (open) => {
          this.#open = open
        },
      )
      this.#logins.follow()
      this.#timeline.connect()
      globalThis.addEventListener('pagehide', this.#leave)
      globalThis.addEventListener('pageshow', this.#come)
      this.#view.show(this.#open)
    }

    /** Whatever may be left of it outside ends here. */
    disconnectedCallback(): void {
      this.#view?.end()
      this.#view = undefined
      this.#logins.rest()
      this.#timeline.disconnect()
      globalThis.removeEventListener('pagehide', this.#leave)
      globalThis.removeEventListener('pageshow', this.#come)
    }

    /** A page that is gone, or put aside by the browser, tells nobody how things ended. */
    readonly #leave = (): void => this.#timeline.disconnect()
    readonly #come = (): void => this.#timeline.connect()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'why401-devtools': Why401Devtools
  }
}
