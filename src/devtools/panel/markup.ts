type Child = Node | string | undefined

/** Attributes by name; `true` is an empty one, and a function listens to the event of that name. */
export type Properties = Readonly<Record<string, string | boolean | undefined | ((event: Event) => void)>>

/** Makes an element; text goes in as text, never as markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') element.addEventListener(name, value)
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value)
  }
  element.append(...children.filter((child) => child !== undefined))
  return element
}

/** A button with a label. */
export function button(label: Child, press: () => void, properties: Properties = {}): HTMLButtonElement {
  return h('button', { type: 'button', click: press, ...properties }, label)
}

/** A link that opens in another tab; a URL that is not http(s) stays text. */
export function link(text: string, url: string | undefined): HTMLElement | string {
  if (url === undefined || !/^https?:\/\//i.test(url)) return text
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text)
}

/** Replaces the children. When one of them had the focus, the new one with the same name gets it. */
export function replaceChildren(parent: HTMLElement, children: readonly Node[]): void {
  const root = parent.getRootNode() as ShadowRoot
  const focused =
    root.activeElement instanceof HTMLElement && parent.contains(root.activeElement) ? root.activeElement : undefined
  const nameOf = (element: HTMLElement): string => element.getAttribute('aria-label') ?? element.textContent
  const name = focused && nameOf(focused)
  parent.replaceChildren(...children)
  if (focused === undefined) return
  const successor = focused.isConnected
    ? focused
    : [...parent.querySelectorAll<HTMLElement>('button, a')].find((element) => nameOf(element) === name)
  ;(successor ?? parent.closest<HTMLElement>('.panel'))?.focus()
}

const paths = {
  reauthenticate: 'M13 8a5 5 0 1 1-1.6-3.7M13.2 1.8v3h-3',
  'credentials-rejected': 'M2 4.5h12v7H2zM5 8h.01M8 8h.01M11 8h.01',
  forbidden: 'M8 2.5a5.5 5.5 0 1 0 .01 0M4.2 4.2l7.6 7.6',
  'third-party-key-invalid': 'M5.5 13a2.7 2.7 0 1 0-.01 0M7.5 8.4l5.7-5.6M10.7 5.3l2 2',
  none: 'M4 8h8',
  span: 'M8 2.5a5.5 5.5 0 1 0 .01 0M8 5v3.2l2.2 1.3',
  'signed-in': 'M3.5 8.5l3 3 6-7',
  'signed-out': 'M6.5 3h-3.5v10h3.5M7 8h6M10.7 5.5L13.2 8l-2.5 2.5',
  'integration-fixed': 'M3.5 8.5l3 3 6-7',
} as const

export type IconName = keyof typeof paths

/**
 * A sign for each kind, since colour alone must not tell kinds apart. Screen readers skip it and read the word beside
 * it.
 */
export function icon(name: IconName): SVGElement {
  const [svg, path] = ['svg', 'path'].map((tag) => document.createElementNS('http://www.w3.org/2000/svg', tag)) as [
    SVGElement,
    SVGElement,
  ]
  svg.setAttribute('viewBox', '0 0 16 16')
  svg.setAttribute('aria-hidden', 'true')
  path.setAttribute('d', paths[name])
  svg.append(path)
  return svg
}
