import type { Entry, Span } from './entry.js'

/** A renewal or sign-in in the lane of the tab that recorded it. */
export interface LaneBar {
  /** 0 is the left end of the lanes, 1 the right one. */
  readonly from: number
  readonly to: number
  /** `held`: the tab had the lock, and acted. `waited`: it waited for another tab. */
  readonly what: 'held' | 'waited'
  readonly isUnderWay: boolean
}

export interface TabLane {
  readonly name: string
  readonly bars: readonly LaneBar[]
}

/** The lanes show this many of the newest renewals and sign-ins. */
const MOST_SPANS = 12

/** One lane for each tab that has recorded something, this one first; none where no tab renewed or signed in. */
export function tabLanes(entries: readonly Entry[], now: number): readonly TabLane[] {
  const spans = entries.filter((entry) => entry.type === 'span').slice(0, MOST_SPANS)
  if (spans.length === 0) return []
  const begin = Math.min(...spans.map(({ at }) => at))
  const length = Math.max(1, Math.max(...spans.map(({ end }) => end ?? now)) - begin)
  const others = new Set(entries.filter(({ elsewhere }) => elsewhere).map(({ id }) => tabOf(id)))
  const bar = ({ at, end, byOther }: Span): LaneBar => ({
    from: (at - begin) / length,
    to: ((end ?? now) - begin) / length,
    what: byOther ? 'waited' : 'held',
    isUnderWay: end === undefined,
  })
  const own = { name: 'This tab', bars: spans.filter(({ elsewhere }) => !elsewhere).map(bar) }
  const rest = [...others].map((tab, index) => ({
    name: others.size === 1 ? 'Another tab' : `Another tab, ${index + 1}`,
    bars: spans.filter(({ id, elsewhere }) => elsewhere && tabOf(id) === tab).map(bar),
  }))
  return [own, ...rest]
}

/** The tab is the part of an entry's id before its number. */
function tabOf(id: string): string {
  return id.slice(0, id.lastIndexOf(':'))
}
