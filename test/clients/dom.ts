// React, Vue and their data libraries need a document. node loads this first (`--import`), since they look at once when loaded.
import { Window } from 'happy-dom'

const window = new Window({ url: 'http://localhost/' })
const { document, Element, SVGElement } = window
Object.assign(globalThis, {
  window,
  document,
  // Vue asks what it is mounted in.
  Element,
  SVGElement,
  addEventListener: window.addEventListener.bind(window),
  removeEventListener: window.removeEventListener.bind(window),
})
