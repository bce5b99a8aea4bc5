import type { Timeline } from './timeline.js'

/** What the panels of a page share while at least one of them is shown. */
let shared: { readonly timeline: Timeline; panels: number } | undefined

export interface PageTimeline {
  readonly timeline: Timeline
  readonly leave: () => void
}

/**
 * Joins the panels of the page that are shown. They have one timeline, that of the first of them: where each panel recorded
 * for itself, an event was one entry for each panel, here and in the other tabs.
 */
export function joinPage(own: Timeline): PageTimeline {
  shared ??= start(own)
  const { timeline } = shared
  shared.panels += 1
  let isIn = true
  return {
    timeline,
    leave: () => {
      if (!isIn || shared === undefined) return
      isIn = false
      shared.panels -= 1
      if (shared.panels > 0) return
      stop(timeline)
      shared = undefined
    },
  }
}

/**
 * Joins the other tabs. A page that is closed, or in the back/forward cache, sends no outcomes: the other tabs mark its open
 * spans as lost.
 */
function start(timeline: Timeline): { readonly timeline: Timeline; panels: number } {
  timeline.connect()
  globalThis.addEventListener('pagehide', timeline.disconnect)
  globalThis.addEventListener('pageshow', timeline.connect)
  return { timeline, panels: 0 }
}

function stop({ connect, disconnect }: Timeline): void {
  disconnect()
  globalThis.removeEventListener('pagehide', disconnect)
  globalThis.removeEventListener('pageshow', connect)
}
