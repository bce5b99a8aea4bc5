// Runs every set-up in every scenario, and prints what the code that catches gets. Fails where a cell is not as docs/clients.md and
// the recipes have it; `--write` writes it there. A name runs the set-ups whose name has it, and compares nothing.
import { differencesOf, type Row, scenariosTable, setupsTable, writePart } from './document.ts'
import { runScenario, scenarios } from './scenarios.ts'
import { setups } from './setups/index.ts'

const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const isWanted = (name: string): boolean =>
  named.length === 0 || named.some((one) => name.toLowerCase().includes(one.toLowerCase()))

const rows: Row[] = []
for (const setup of setups.filter(({ name }) => isWanted(name))) {
  for (const way of setup.ways) {
    const cells: string[] = []
    for (const scenario of scenarios) cells.push(await runScenario(scenario, setup, way))
    rows.push({ setup, way, cells })
    console.log(`${setup.name}, ${way}`)
    for (const [at, cell] of cells.entries()) console.log(`  ${scenarios[at]?.name.padEnd(36)}${cell}`)
  }
}

const advised = rows.filter(({ setup, way }) => way === setup.ways[0])
const parts: (readonly [file: string, name: string, text: string])[] = [
  ['docs/clients.md', 'advised', setupsTable(advised)],
  ['docs/clients.md', 'other', setupsTable(rows.filter((row) => !advised.includes(row)))],
  ...Array.from(
    Map.groupBy(advised, ({ setup }) => setup.page),
    ([page, own]) => [`docs/recipes/clients/${page}.md`, 'scenarios', scenariosTable(own)] as const,
  ),
]

const isWriting = process.argv.includes('--write')
let changed = 0
for (const [file, name, text] of named.length > 0 ? [] : parts) {
  if (isWriting) writePart(file, name, text)
  else {
    const differences = differencesOf(file, name, text)
    changed += differences.length
    for (const difference of differences) console.error(`${file}: ${difference}`)
  }
}
console.log(`${rows.length} set-ups, ${rows.length * scenarios.length} cells, ${changed} lines differ`)
if (changed > 0) {
  console.error('Where that is meant: `npm run clients -- --write`.')
}
// Query libraries keep what nobody uses for minutes, by timers.
process.exit(changed > 0 ? 1 : 0)
