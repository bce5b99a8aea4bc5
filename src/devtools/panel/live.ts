import { h } from './markup.js'

/** What depends on the time, and how each is brought up to date. */
const updates = new WeakMap<Element, (now: number) => void>()

/** An element that depends on the time; `refresh` calls `update` again. */
export function live<E extends HTMLElement>(element: E, now: number, update: (now: number) => void): E {
  element.setAttribute('data-live', '')
  updates.set(element, update)
  update(now)
  return element
}

/** A text that depends on the time. */
export function liveText(now: number, text: (now: number) => string): HTMLElement {
  const element = h('span')
  return live(element, now, (then) => setText(element, text(then)))
}

/** Only what differs is written: a text that is selected stays so. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

/** Brings everything below `root` up to date. */
export function refresh(root: ParentNode, now: number): void {
  for (const element of root.querySelectorAll('[data-live]')) updates.get(element)?.(now)
}
