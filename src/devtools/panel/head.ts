import type { Entry } from '../timeline/entry.js'
import { entryText } from '../timeline/text.js'
import { type Copy, copyButton } from './copy-button.js'
import { button, h, icon } from './markup.js'
import { iconOf, toneOf } from './row.js'

/** What the developer can do with an entry. */
export interface Actions {
  readonly copy: Copy
  readonly back: () => void
}

/** The head of the details of an entry: what it is, and what can be done with it. */
export function head(
  entry: Entry,
  title: string,
  under: readonly (Node | string)[],
  { copy, back }: Actions,
): HTMLElement {
  return h(
    'div',
    { class: `head ${toneOf(entry)}` },
    button('Back', back, { class: 'back' }),
    h('span', { class: 'sign' }, icon(iconOf(entry))),
    h('div', {}, h('h3', {}, title), h('p', {}, ...under)),
    copyButton('Copy as text', () => entryText(entry), copy),
  )
}

/** Which `Auth` and which tab an entry is of, where there are several. */
export function origin({ source, elsewhere }: Entry): string {
  return [source === '' ? '' : `, by ${source}`, elsewhere ? ', in another tab' : ''].join('')
}

/** Names with what is known of each; what is not known is left out. */
export function factList(rows: readonly (readonly [name: string, value: Node | string | undefined])[]): HTMLElement {
  return h(
    'dl',
    {},
    ...rows.flatMap(([name, value]) => (value === undefined ? [] : [h('dt', {}, name), h('dd', {}, value)])),
  )
}
