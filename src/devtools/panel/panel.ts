import type { NamedAuth } from '../timeline/attached-auths.js'
import { timelineText } from '../timeline/text.js'
import type { Timeline } from '../timeline/timeline.js'
import { copyButton, outcomeButton } from './copy-button.js'
import { createDetailsPane } from './details-pane.js'
import { createEntryList } from './entry-list.js'
import { createFilters } from './filters.js'
import { createLanes } from './lanes.js'
import { refresh } from './live.js'
import { createLoginBar } from './login-bar.js'
import { button, h } from './markup.js'
import { createReading } from './reading.js'

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
  /** Shows the panel in a window of its own, and returns false where it may not; left out where it is in one. */
  readonly popOut?: () => boolean
  /** Writes a text to the clipboard. */
  readonly copy: (text: string) => Promise<void>
}

/** The open panel: the status of the logins, the timeline, and the details of one entry. */
export function createPanel(options: PanelOptions): Panel {
  const { timeline, auths, copy } = options
  const reading = createReading()
  const loginBar = createLoginBar()
  const filters = createFilters(render)
  const lanes = createLanes(timeline.entries.get)
  const list = createEntryList(choose)
  const pane = createDetailsPane({ copy, back: closeDetails }, () => reading.read())
  const bar = titleBar(loginBar.states, options, () => element.focus())
  const parts = [bar, loginBar.broken, filters.element, lanes.element, list.element, pane.element]
  const element = h('section', { class: 'panel', 'aria-label': 'why401 devtools', tabindex: '-1' }, ...parts)
  element.addEventListener('keydown', closeOnEscape)

  function closeDetails(): void {
    element.classList.remove('chosen')
    list.focus()
  }

  function choose(id: string, by: 'press' | 'arrow'): void {
    reading.read(id)
    render()
    refresh(element, Date.now())
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
    const { entry, isRead } = reading.entryOf(visible)
    if (!isRead) element.classList.remove('chosen')
    lanes.show(now)
    list.show(visible, entry?.id, now)
    pane.show(entry, now)
  }

  return {
    element,
    render,
    tick: () => {
      refresh(element, Date.now())
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
      : [
          outcomeButton('Pop out', () => (popOut() ? undefined : 'Pop-up blocked'), {
            title: 'A window of its own, which no dialog of the page covers (Alt+Shift+W)',
            'aria-keyshortcuts': 'Alt+Shift+W',
          }),
        ]),
    button('Close', close),
  )
}
