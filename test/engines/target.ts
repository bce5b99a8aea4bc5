/** An element as a person finds it: what it is, and the text that names it. */
export interface Target {
  readonly css: string
  /** The whole label, or text, of the element; spaces at its ends do not count. */
  readonly name?: string
  /** A part of that. */
  readonly text?: string
}

/** The first such element that is shown and can be used. Runs in the page, so that it sees nothing but its argument. */
export function findElement({ css, name, text }: Target): Element | null {
  for (const element of document.querySelectorAll<HTMLElement & { readonly labels?: NodeListOf<HTMLLabelElement> }>(
    css,
  )) {
    const label = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent
    const words = label.replaceAll('\u200B', '').replace(/\s+/g, ' ').trim()
    if (name !== undefined && words !== name) continue
    if (text !== undefined && !words.includes(text)) continue
    if (element.checkVisibility() && !element.matches(':disabled')) return element
  }
  return null
}
