import type { NamedAuth } from '../timeline/attached-auths.js'
import type { Entry } from '../timeline/entry.js'
import { timelineText } from '../timeline/text.js'
import type { Timeline } from '../timeline/timeline.js'
import { copyButton } from './copy-button.js'
import { type Actions, detailsOf } from './details.js'
import { createEntryList } from './entry-list.js'
import { createFilters } from './filters.js'
import { createLanes } from './lanes.js'
import { createLoginBar } from './login-bar.js'
import { button, h, replaceChildren } from './markup.js'
import { refreshTimes } from './row.js'

export interface Panel {
  readonly element: HTMLElement
  /** Shows the present state. */
  readonly render: () => void
  /** Keeps times up to date; screen readers are not told. */
  readonly tick: () => void
  readonly focus: () => void
}

export interface PanelOptions {
  readonly timeline: Timeline
  readonly auths: () => readonly NamedAuth[]
  readonly close: () => void
  /** Shows the panel in a window of its own; left out where it is in one. */
  readonly popOut?: () => void
  /** Writes a text to the clipboard. */
  readonly copy: (text: string) => Promise<void>
}

/** The open panel: the status of the logins, the timeline, and the details of one entry. */
export function createPanel(options: PanelOptions): Panel {
  const { timeline, auths, copy } = options
  const loginBar = createLoginBar()
  const filters = createFilters(render)
  const lanes = createLanes(timeline.entries.get)
  const list = createEntryList(choose)
  const pane = createDetailsPane({ copy, back: closeDetails })
  const bar = titleBar(loginBar.states, options, () => element.focus())
  const parts = [bar, loginBar.broken, filters.element, lanes.element, list.element, pane.element]
  const element = h('section', { class: 'panel', 'aria-label': 'why401 devtools', tabindex: '-1' }, ...parts)
  element.addEventListener('keydown', closeOnEscape)
  let chosen: string | undefined

  function closeDetails(): void {
    element.classList.remove('chosen')
    list.focus()
  }

  function choose(id: string, by: 'press' | 'arrow'): void {
    chosen = id
    render()
    if (by !== 'press') return
    element.classList.add('chosen')
    // On a narrow screen the details cover the list: the focus moves to them.
    pane.backButton()?.focus()
  }

  function closeOnEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    if (element.classList.contains('chosen') && pane.backButton()?.offsetParent) closeDetails()
    else options.close()
  }

  function render(): void {
    const now = Date.now()
    loginBar.show(auths())
    const visible = filters.apply(timeline.entries.get())
    const current = entryToShow(visible, chosen)
    if (current === undefined || current.id !== chosen) element.classList.remove('chosen')
    // The developer is reading this entry: it stays when new ones come.
    chosen = current?.id
    lanes.show(now)
    list.show(visible, current?.id, now)
    pane.show(current, now)
  }

  return {
    element,
    render,
    tick: () => {
      refreshTimes(element, Date.now())
      lanes.show(Date.now())
    },
    focus: () => list.focus() || element.focus(),
  }
}

function titleBar(
  states: HTMLElement,
  { timeline, copy, close, popOut }: PanelOptions,
  focusPanel: () => void,
): HTMLElement {
  return h(
    'div',
    { class: 'bar' },
    h('h2', {}, 'why401'),
    states,
    copyButton('Copy all', () => timelineText(timeline.entries.get()), copy),
    button('Clear', () => {
      timeline.clear()
      focusPanel()
    }),
    ...(popOut === undefined
      ? []
      : [button('Pop out', popOut, { title: 'A window of its own, which no dialog of the page covers' })]),
    button('Close', close),
  )
}

/** The chosen entry while the filter shows it; else the newest refusal, else the newest entry. */
function entryToShow(visible: readonly Entry[], chosen: string | undefined): Entry | undefined {
  return visible.find(({ id }) => id === chosen) ?? visible.find(({ type }) => type === 'refusal') ?? visible[0]
}

interface DetailsPane {
  readonly element: HTMLElement
  readonly show: (entry: Entry | undefined, now: number) => void
  readonly backButton: () => HTMLElement | null
}

function createDetailsPane(actions: Actions): DetailsPane {
  const element = h('div', { class: 'details', role: 'region', 'aria-label': 'Details', tabindex: '0', hidden: true })
  let shown: Entry | undefined
  return {
    element,
    show: (entry, now) => {
      if (entry === shown) return
      shown = entry
      replaceChildren(element, entry === undefined ? [] : detailsOf(entry, actions, now))
      element.hidden = entry === undefined
    },
    backButton: () => element.querySelector<HTMLElement>('.back'),
  }
}
