import type { Entry } from '../timeline/entry.js'
import { detailsOf } from './details.js'
import type { Actions } from './head.js'
import { h, replaceChildren } from './markup.js'

/** Where the details of one entry are shown. */
export interface DetailsPane {
  readonly element: HTMLElement
  readonly show: (entry: Entry | undefined, now: number) => void
  readonly backButton: () => HTMLElement | null
}

/** `onRead`: the developer presses or scrolls in the details, or moves the focus there. */
export function createDetailsPane(actions: Actions, onRead: () => void): DetailsPane {
  const element = h('div', { class: 'details', role: 'region', 'aria-label': 'Details', tabindex: '0', hidden: true })
  for (const type of ['pointerdown', 'wheel', 'focusin']) element.addEventListener(type, onRead)
  let shown: Entry | undefined
  return {
    element,
    show: (entry, now) => {
      if (entry === shown) return
      const isOther = entry?.id !== shown?.id
      shown = entry
      replaceChildren(element, entry === undefined ? [] : detailsOf(entry, actions, now))
      element.hidden = entry === undefined
      if (isOther) element.scrollTop = 0
    },
    backButton: () => element.querySelector<HTMLElement>('.back'),
  }
}
