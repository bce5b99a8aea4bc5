import { defineDevtools, NAME, type Why401Devtools } from './element.js'
import type { DevtoolsAuth } from './timeline/recorder.js'

/** How the panel is mounted. */
export interface DevtoolsOptions {
  /**
   * The name of the `Auth` in the panel, or the names of several. Default: no name for one, `auth 1`, `auth 2` … for
   * several.
   */
  readonly name?: string | readonly string[]
  /** Whether the panel is open at once; default: only its button is shown. */
  readonly open?: boolean
  /** The parent of the element; default: that of the panel which the page has already, else the body. */
  readonly target?: Element | ShadowRoot
}

/**
 * Puts the panel in the page and shows the events of one or several `Auth`s; returns its own undo. Without a document
 * (on a server) it does nothing. When the page, or `target`, has a panel already, that one is used.
 *
 * @throws TypeError when an `auth` does not come from `createAuth`
 * @example
 * const unmount = mountDevtools(auth)
 */
export function mountDevtools(auth: DevtoolsAuth | readonly DevtoolsAuth[], options: DevtoolsOptions = {}): () => void {
  if (typeof document === 'undefined') return () => {}
  const { name, open, target } = options
  const auths: readonly DevtoolsAuth[] = isList(auth) ? auth : [auth]
  defineDevtools()
  const present = target ? target.querySelector<Why401Devtools>(`:scope > ${NAME}`) : document.querySelector(NAME)
  const panel = present ?? document.createElement(NAME)
  const undo = auths.map((each, index) => panel.attach(each, nameAt(name, index, auths.length)))
  if (open !== undefined) panel.open = open
  if (present === null) (target ?? document.body).append(panel)
  mounts.set(panel, (mounts.get(panel) ?? 0) + 1)
  let isMounted = true
  return () => {
    if (!isMounted) return
    isMounted = false
    for (const act of undo) act()
    const remaining = (mounts.get(panel) ?? 1) - 1
    mounts.set(panel, remaining)
    if (remaining === 0) panel.remove()
  }
}

/** How many calls of `mountDevtools` share a panel: the last undo removes it. */
const mounts = new WeakMap<Why401Devtools, number>()

function nameAt(name: DevtoolsOptions['name'], index: number, of: number): string {
  if (typeof name === 'object') return name[index] ?? `${index + 1}`
  return of === 1 ? (name ?? '') : `${name ?? 'auth'} ${index + 1}`
}

function isList(auth: DevtoolsAuth | readonly DevtoolsAuth[]): auth is readonly DevtoolsAuth[] {
  return Array.isArray(auth)
}
