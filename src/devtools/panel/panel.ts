import { copyButton } from './copy-button.js'
import { type Actions, detailsOf } from './details.js'
import type { Entry } from '../timeline/entry.js'
import { createEntryList } from './entry-list.js'
import { createFilters } from './filters.js'
import { createLoginBar } from './login-bar.js'
import type { Named } from '../timeline/attached-auths.js'
import { button, h, replace } from './markup.js'
import { refreshTimes } from './row.js'
import { timelineText } from '../timeline/text.js'
import type { Timeline } from '../timeline/timeline.js'

export interface Panel {
  readonly element: HTMLElement
  /** Shows how things are by now. */
  readonly render: () => void
  /** Keeps times and bars up to date, without a word. */
  readonly tick: () => void
  readonly focus: () => void
}

export interface PanelOptions {
  readonly timeline: Timeline
  readonly auths: () => readonly Named[]
  readonly close: () => void
  /** Writes a text to the clipboard. */
  readonly copy: (text: string) => Promise<void>
}

/** The open panel: how the logins stand, the timeline, and the details of one entry. */
export function createPanel({ timeline, auths, close, copy }: PanelOptions): Panel {
  let chosen: string | undefined
  let shown: Entry | undefined

  const { states, broken, show } = createLoginBar()
  const filters = createFilters(render)
  const list = createEntryList(choose)
  const details = h('div', { class: 'details', role: 'region', 'aria-label': 'Details', tabindex: '0' })
  const clear = button('Clear', () => {
    timeline.clear()
    element.focus()
  })
  const bar = h(
    'div',
    { class: 'bar' },
    h('h2', {}, 'why401'),
    states,
    copyButton('Copy all', () => timelineText(timeline.entries.get()), copy),
    clear,
    button('Close', close),
  )
  const element = h(
    'section',
    {
      class: 'panel',
      'aria-label': 'why401 devtools',
      tabindex: '-1',
      keydown: (event) => escape(event as KeyboardEvent),
    },
    bar,
    broken,
    filters.element,
    list.element,
    details,
  )

  const actions: Actions = {
    copy,
    back: () => {
      element.classList.remove('chosen')
      list.focus()
    },
  }

  function choose(id: string, by: 'press' | 'arrow'): void {
    chosen = id
    render()
    if (by !== 'press') return
    element.classList.add('chosen')
    // Where the details cover the list, the focus goes with them.
    details.querySelector<HTMLElement>('.back')?.focus()
  }

  function escape(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    if (element.classList.contains('chosen') && details.querySelector<HTMLElement>('.back')?.offsetParent) {
      actions.back()
    } else close()
  }

  function render(): void {
    const now = Date.now()
    const entries = timeline.entries.get()
    show(auths())
    const visible = filters.show(entries)
    const current =
      visible.find(({ id }) => id === chosen) ?? visible.find(({ type }) => type === 'refusal') ?? visible[0]
    if (current === undefined || current.id !== chosen) element.classList.remove('chosen')
    // What is being read stays, whatever comes.
    chosen = current?.id
    list.show(visible, current?.id, now)
    if (current === shown) return
    shown = current
    replace(details, current === undefined ? [] : detailsOf(current, actions, now))
    details.hidden = current === undefined
  }

  return {
    element,
    render,
    tick: () => refreshTimes(element, Date.now()),
    focus: () => list.focus() || element.focus(),
  }
}
