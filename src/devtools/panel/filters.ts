import type { Entry } from '../timeline/entry.js'
import { kinds } from '../timeline/known-words.js'
import { button, h } from './markup.js'
import { type Group, groupOf } from './row.js'

const groups: readonly Group[] = [...kinds, 'session']

/** A choice of kinds, each with the number of its entries. */
export interface Filters {
  readonly element: HTMLElement
  /** Shows the choice, and returns the entries that pass it. */
  readonly apply: (entries: readonly Entry[]) => readonly Entry[]
}

export function createFilters(onChange: () => void): Filters {
  const element = h('div', { class: 'bar filters', role: 'group', 'aria-label': 'Show' })
  let filter: Group | undefined

  // The buttons stay: a button that is replaced between mousedown and mouseup gets no click.
  const buttons = new Map(
    [undefined, ...groups].map((group) => [
      group,
      button('', () => {
        filter = group
        onChange()
      }),
    ]),
  )
  element.append(...buttons.values())

  return {
    element,
    apply: (entries) => {
      const counts = new Map<Group, number>()
      for (const entry of entries) counts.set(groupOf(entry), (counts.get(groupOf(entry)) ?? 0) + 1)
      // When the last entry of the chosen kind is gone, all kinds are shown again.
      if (filter !== undefined && !counts.has(filter)) filter = undefined
      element.hidden = entries.length === 0
      for (const [group, choice] of buttons) {
        const count = group === undefined ? entries.length : (counts.get(group) ?? 0)
        choice.textContent = `${group ?? 'all'} ${count}`
        choice.hidden = count === 0
        choice.setAttribute('aria-pressed', `${filter === group}`)
      }
      return filter === undefined ? entries : entries.filter((entry) => groupOf(entry) === filter)
    },
  }
}
