import { readFileSync } from 'node:fs'

/** The oldest browsers that the package runs in. */
export const oldestBrowsers = { chrome: 120, edge: 120, firefox: 124, safari: 17.4 }

const PAGE = 'docs/contributing/engines.md'
const said = /Chrome and Edge ([\d.]+), Firefox ([\d.]+) and Safari ([\d.]+)/.exec(readFileSync(PAGE, 'utf8'))
const { chrome, edge, firefox, safari } = oldestBrowsers
if (said?.slice(1).map(Number).join() !== [chrome, firefox, safari].join() || chrome !== edge) {
  throw new Error(`${PAGE} names other browsers than ${import.meta.filename}`)
}
