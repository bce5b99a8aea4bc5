import { readFileSync, writeFileSync } from 'node:fs'
import { scenarios } from './scenarios.ts'
import type { Setup, Way } from './setup.ts'

/** What one set-up gave in every scenario, in their order. */
export interface Row {
  readonly setup: Setup
  readonly way: Way
  readonly cells: readonly string[]
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const ruler = (columns: number): string => line(Array<string>(columns).fill('---'))

/** The version that is installed here. */
function versionOf(name: string): string {
  const file = new URL(`../node_modules/${name}/package.json`, import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version
}

/** The table of docs/clients.md: a line for each set-up. */
export function setupsTable(rows: readonly Row[]): string {
  const lines = rows.map(({ setup, way, cells }) => {
    const version = setup.package === undefined ? '' : ` ${versionOf(setup.package)}`
    return line([`[${setup.name}](recipes/clients/${setup.page}.md)${version}, ${way}`, ...cells])
  })
  return [line(['client', ...scenarios.map(({ name }) => name)]), ruler(scenarios.length + 1), ...lines].join('\n')
}

/** The table of a recipe: a line for each scenario. */
export function scenariosTable(rows: readonly Row[]): string {
  const names = rows.map(({ setup }) => setup.name)
  const lines = scenarios.map(({ name }, at) => line([name, ...rows.map(({ cells }) => cells[at] ?? '')]))
  const isWrapped = rows.some(({ cells }) => cells.some((cell) => cell.includes('*')))
  const footnote = ['', '`*` says: ask `verdictOf(error)`, since `isAuthError(error)` says no.']
  return [line(['scenario', ...names]), ruler(rows.length + 1), ...lines, ...(isWrapped ? footnote : [])].join('\n')
}

const markers = (name: string): readonly [start: string, end: string] => [
  `<!-- ${name}:start -->\n`,
  `\n<!-- ${name}:end -->`,
]

/** @throws Error that names the part that a document lacks */
function splitAt(file: string, name: string): readonly [before: string, part: string, after: string] {
  const text = readFileSync(file, 'utf8')
  const [start, end] = markers(name)
  const from = text.indexOf(start) + start.length
  const to = text.indexOf(end, from - 1)
  if (from < start.length || to < 0) throw new Error(`${file} has no part "${name}"`)
  return [text.slice(0, from), text.slice(from, to), text.slice(to)]
}

const withoutVersions = (text: string): string => text.replaceAll(/ \d+\.\d+\.\d+[^,|]*(?=, \w+ \|)/g, '')

/** How a part of a document differs from `text`, whatever versions it names. */
export function differencesOf(file: string, name: string, text: string): readonly string[] {
  const recorded = withoutVersions(splitAt(file, name)[1]).split('\n')
  const made = withoutVersions(text).split('\n')
  return [
    ...recorded.filter((one) => !made.includes(one)).map((one) => `recorded ${one}`),
    ...made.filter((one) => !recorded.includes(one)).map((one) => `now      ${one}`),
  ]
}

export function writePart(file: string, name: string, text: string): void {
  const [before, , after] = splitAt(file, name)
  writeFileSync(file, before + text + after)
}
