import type { Entry } from '../timeline/entry.js'
import { type LaneBar, tabLanes } from '../timeline/tab-lanes.js'
import { place } from './bar.js'
import { h } from './markup.js'

/** A lane for each tab: when it held the lock, and when it waited for another one. */
export interface Lanes {
  readonly element: HTMLElement
  readonly show: (now: number) => void
}

export function createLanes(entries: () => readonly Entry[]): Lanes {
  const element = h('ul', { class: 'bar lanes', role: 'list', 'aria-label': 'Who held the lock' })
  return {
    element,
    show: (now) => {
      const lanes = tabLanes(entries(), now)
      element.hidden = lanes.length === 0
      element.replaceChildren(
        ...lanes.map(({ name, bars }) =>
          h(
            'li',
            {},
            h('span', { class: 'dim' }, `Lock · ${name.toLowerCase()}`),
            h('span', { class: 'track', title: wordsOf(bars), 'aria-hidden': 'true' }, ...bars.map(barOf)),
            h('span', { class: 'quiet' }, `: ${wordsOf(bars)}`),
          ),
        ),
      )
    },
  }
}

function barOf({ from, to, what, isUnderWay }: LaneBar): HTMLElement {
  const element = h('i', { class: isUnderWay ? `${what} running` : what })
  place(element, from, to)
  return element
}

function wordsOf(bars: readonly LaneBar[]): string {
  const count = (what: LaneBar['what']): string => {
    const times = bars.filter((bar) => bar.what === what).length
    return times === 1 ? 'once' : `${times} times`
  }
  return `held the lock ${count('held')}, waited for another tab ${count('waited')}`
}
