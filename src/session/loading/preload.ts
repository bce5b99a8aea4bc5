import { isPage } from '../platform.js'

/** How long a page is given to settle where the browser does not say when it is idle, ms. */
const IDLE_MS = 2_000

/** Calls `load` when the page has time for it. Without a document (a server, node, a worker) nothing is loaded ahead. */
export function preload(when: 'idle' | 'eager' | 'never', load: () => unknown): void {
  if (when === 'never' || !isPage()) return
  if (when === 'eager') load()
  else if (typeof requestIdleCallback === 'function') requestIdleCallback(load)
  // Safari has no `requestIdleCallback`.
  else setTimeout(load, IDLE_MS)
}
