import { holdTogether } from './hold-together.js'
import type { Timeline } from './timeline.js'

/** What the panels of a page share while at least one of them is shown. */
let shared: { readonly timeline: Timeline; readonly hold: () => () => void } | undefined

export interface PageTimeline {
  readonly timeline: Timeline
  readonly leave: () => void
}

/**
 * Joins the panels of the page that are shown. They have one timeline, that of the first of them: where each panel recorded
 * for itself, an event was one entry for each panel, here and in the other tabs.
 */
export function joinPage(own: Timeline): PageTimeline {
  shared ??= { timeline: own, hold: holdTogether(connect(own)) }
  const { timeline, hold } = shared
  return { timeline, leave: hold() }
}

/**
 * Joins the other tabs; returns its undo. A page that is closed, or in the back/forward cache, sends no outcomes: the other
 * tabs mark its open spans as lost.
 */
function connect(timeline: Timeline): () => void {
  timeline.connect()
  globalThis.addEventListener('pagehide', timeline.disconnect)
  globalThis.addEventListener('pageshow', timeline.connect)
  return () => {
    shared = undefined
    timeline.disconnect()
    globalThis.removeEventListener('pagehide', timeline.disconnect)
    globalThis.removeEventListener('pageshow', timeline.connect)
  }
}
