import type { Sheet } from '../client/sheet.ts'
import { make } from './element.ts'

/** An element that shows a sheet, and without one what it held at first. */
export interface SheetView {
  readonly show: (sheet: Sheet) => void
  readonly clear: () => void
}

export function createSheetView(host: HTMLElement): SheetView {
  const empty = [...host.children]
  return {
    show: ({ title, rows }) => {
      const items = rows.map(({ name, value }) =>
        make('li', {}, make('span', { textContent: name }), make('span', { className: 'value', textContent: value })),
      )
      const list = make('ul', { className: 'rows' }, ...items)
      list.setAttribute('aria-label', title)
      host.replaceChildren(make('h3', { textContent: title }), list)
    },
    clear: () => host.replaceChildren(...empty),
  }
}
