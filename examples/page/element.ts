/** The element with this id; throws when it is missing or of another class. */
export function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  return expect(document.getElementById(id), type, `#${id}`)
}

/** The element with this `data-part` in a copied template. */
export function part<T extends HTMLElement>(parent: ParentNode, name: string, type: new () => T): T {
  return expect(parent.querySelector(`[data-part="${name}"]`), type, name)
}

/** A copy of a template's only element. */
export function copyOf<T extends HTMLElement>(templateId: string, type: new () => T): T {
  const copy = byId(templateId, HTMLTemplateElement).content.firstElementChild?.cloneNode(true)
  return expect(copy, type, `#${templateId}`)
}

/** A new element with these children; a string becomes text, never HTML. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

function expect<T extends HTMLElement>(element: unknown, type: new () => T, name: string): T {
  if (element instanceof type) return element
  throw new TypeError(`the page has no ${type.name} ${name}`)
}
