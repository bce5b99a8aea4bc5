import type { Entry } from '../timeline/entry.js'
import { h } from './markup.js'
import { rowContent, toneOf } from './row.js'

interface Row {
  readonly item: HTMLLIElement
  readonly button: HTMLButtonElement
  entry: Entry
}

/** The rows of the timeline: one stop for Tab, arrow keys inside. */
export interface EntryList {
  readonly element: HTMLElement
  readonly show: (entries: readonly Entry[], chosen: string | undefined, now: number) => void
  /** Puts the focus on the row that Tab would reach; false when there is none. */
  readonly focus: () => boolean
}

/** `choose` is told of a row that was pressed, and of one that was reached by arrow key. */
export function createEntryList(choose: (id: string, by: 'press' | 'arrow') => void): EntryList {
  const list = h('ul', { role: 'list', 'aria-label': 'Timeline, newest first' })
  const empty = h(
    'p',
    { class: 'empty' },
    'Nothing yet. What is refused to auth.fetch shows up here, with the reason and what would fix it.',
  )
  const element = h('div', { class: 'list', keydown: (event) => move(event as KeyboardEvent) }, empty, list)
  const rows = new Map<string, Row>()

  function move(event: KeyboardEvent): void {
    const buttons = [...list.querySelectorAll('button')]
    const at = buttons.indexOf(event.target as HTMLButtonElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (at === -1 || to === undefined) return
    event.preventDefault()
    // The page has keys of its own.
    event.stopPropagation()
    const target = buttons[to]
    if (target?.dataset.id === undefined) return
    for (const button of buttons) button.tabIndex = button === target ? 0 : -1
    target.focus()
    choose(target.dataset.id, 'arrow')
  }

  function make(entry: Entry, now: number): Row {
    const button = h(
      'button',
      { type: 'button', 'data-id': entry.id, click: () => choose(entry.id, 'press') },
      ...rowContent(entry, now),
    )
    return { item: h('li', {}, button), button, entry }
  }

  return {
    element,
    show: (entries, chosen, now) => {
      const ids = new Set(entries.map(({ id }) => id))
      for (const [id, { item }] of rows) {
        if (ids.has(id)) continue
        item.remove()
        rows.delete(id)
      }
      const stop = chosen !== undefined && ids.has(chosen) ? chosen : entries[0]?.id
      for (const [index, entry] of entries.entries()) {
        const row = rows.get(entry.id) ?? make(entry, now)
        rows.set(entry.id, row)
        // The button stays, and with it the focus.
        if (row.entry !== entry) row.button.replaceChildren(...rowContent(entry, now))
        row.entry = entry
        row.button.className = `row ${entry.type} ${toneOf(entry)}`
        row.button.tabIndex = entry.id === stop ? 0 : -1
        if (entry.id === chosen) row.button.setAttribute('aria-current', 'true')
        else row.button.removeAttribute('aria-current')
        if (list.children[index] !== row.item) list.insertBefore(row.item, list.children[index] ?? null)
      }
      empty.hidden = entries.length > 0
    },
    focus: () => {
      const button = list.querySelector<HTMLButtonElement>('button[tabindex="0"]')
      button?.focus()
      return button !== null
    },
  }
}
