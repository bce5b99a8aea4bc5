import { defineDevtools, NAME, type Why401Devtools } from './element.js'
import type { DevtoolsAuth } from './timeline/recorder.js'

export interface DevtoolsOptions {
  /** What the `Auth` is called in the panel, or what each of several is. Default: nothing for one, numbers for several. */
  readonly name?: string | readonly string[]
  /** Whether the panel is open at once; default: just its button. */
  readonly open?: boolean
  /** Where the element is put; default: the body. */
  readonly target?: Element | ShadowRoot
}

/**
 * Puts the panel in the page and shows what one or several `Auth`s tell; returns its own undo. Without a document (a
 * server) it does nothing. A panel that is there already is used.
 *
 * @throws TypeError when an `auth` does not come from `createAuth`
 * @example
 * const unmount = mountDevtools(auth)
 */
export function mountDevtools(auth: DevtoolsAuth | readonly DevtoolsAuth[], options: DevtoolsOptions = {}): () => void {
  if (typeof document === 'undefined') return () => {}
  const { name, open, target = document.body } = options
  const auths: readonly DevtoolsAuth[] = isList(auth) ? auth : [auth]
  defineDevtools()
  const present = target.querySelector<Why401Devtools>(`:scope > ${NAME}`)
  const panel = present ?? document.createElement(NAME)
  const undo = auths.map((each, index) => panel.attach(each, nameAt(name, index, auths.length)))
  if (open !== undefined) panel.open = open
  if (present === null) target.append(panel)
  users.set(panel, (users.get(panel) ?? 0) + 1)
  let mounted = true
  return () => {
    if (!mounted) return
    mounted = false
    for (const act of undo) act()
    const left = (users.get(panel) ?? 1) - 1
    users.set(panel, left)
    if (left === 0) panel.remove()
  }
}

/** How many calls share a panel: the last one to leave takes it away. */
const users = new WeakMap<Why401Devtools, number>()

function nameAt(name: DevtoolsOptions['name'], index: number, of: number): string {
  if (typeof name === 'object') return name[index] ?? `${index + 1}`
  return of === 1 ? (name ?? '') : `${name ?? 'auth'} ${index + 1}`
}

function isList(auth: DevtoolsAuth | readonly DevtoolsAuth[]): auth is readonly DevtoolsAuth[] {
  return Array.isArray(auth)
}
