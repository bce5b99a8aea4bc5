import type { Entry } from '../timeline/entry.js'
import { h, icon } from './markup.js'
import { rowContent, toneOf } from './row.js'
import { kindSentences } from '../timeline/sentences.js'

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

/** Tells which row the developer chose: by a press, or by an arrow key that reached it. */
export type ChooseEntry = (id: string, by: 'press' | 'arrow') => void

export function createEntryList(choose: ChooseEntry): EntryList {
  const list = h('ul', { role: 'list', 'aria-label': 'Timeline, newest first' })
  const empty = h(
    'div',
    { class: 'empty' },
    h('strong', {}, 'Nothing yet.'),
    ' Refusals of requests through auth.fetch show up here, and renewals and sign-ins with the requests that wait for them. A request that goes another way, or to an origin that the option origins does not list, does not. Four things can be wrong:',
    h(
      'ul',
      { role: 'list' },
      ...kindSentences.map(([kind, sentence]) =>
        h(
          'li',
          {},
          h('span', { class: `sign k-${kind}` }, icon(kind)),
          h('span', {}, h('code', {}, kind), `: ${sentence}`),
        ),
      ),
    ),
  )
  const keydown = (event: Event): void => moveFocus(list, event as KeyboardEvent, choose)
  const element = h('div', { class: 'list', keydown }, empty, list)
  const rows = new Map<string, Row>()

  function removeRowsExcept(ids: ReadonlySet<string>): void {
    for (const [id, { item }] of rows) {
      if (ids.has(id)) continue
      item.remove()
      rows.delete(id)
    }
  }

  return {
    element,
    show: (entries, chosen, now) => {
      const ids = new Set(entries.map(({ id }) => id))
      removeRowsExcept(ids)
      const tabStop = chosen !== undefined && ids.has(chosen) ? chosen : entries[0]?.id
      for (const [index, entry] of entries.entries()) {
        const row = rows.get(entry.id) ?? createRow(entry, now, choose)
        rows.set(entry.id, row)
        updateRow(row, entry, now)
        row.button.tabIndex = entry.id === tabStop ? 0 : -1
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

function createRow(entry: Entry, now: number, choose: ChooseEntry): Row {
  const button = h(
    'button',
    { type: 'button', 'data-id': entry.id, click: () => choose(entry.id, 'press') },
    ...rowContent(entry, now),
  )
  return { item: h('li', {}, button), button, entry }
}

/** The button stays when its entry changes, and keeps the focus. */
function updateRow(row: Row, entry: Entry, now: number): void {
  if (row.entry !== entry) row.button.replaceChildren(...rowContent(entry, now))
  row.entry = entry
  row.button.className = `row ${entry.type} ${toneOf(entry)}`
}

function moveFocus(list: HTMLElement, event: KeyboardEvent, choose: ChooseEntry): void {
  const buttons = [...list.querySelectorAll('button')]
  const at = buttons.indexOf(event.target as HTMLButtonElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
  if (at === -1 || to === undefined) return
  event.preventDefault()
  // The page may listen to the same keys.
  event.stopPropagation()
  const target = buttons[to]
  if (target?.dataset.id === undefined) return
  for (const button of buttons) button.tabIndex = button === target ? 0 : -1
  target.focus()
  choose(target.dataset.id, 'arrow')
}
