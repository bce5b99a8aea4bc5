// npm run matrix: suites × engines, counted from the reports of the last `npm run test:all`. `--write` writes docs/contributing/engines.md.
import { existsSync, readFileSync } from 'node:fs'
import { fill } from './fill.mjs'

const columns = ['node', 'Chromium', 'Firefox', 'WebKit']
/** Each report, the suite that it is of, and the engine of a test whose own name does not say it; the one file of it that counts. */
const reports = [
  ['unit.json', 'unit and types', 'node'],
  ['late.json', 'the session, with engines that come later', 'node'],
  ['package.json', 'packed tarball', 'node'],
  ['bundlers.json', 'bundlers', 'node'],
  ['recipes.json', 'recipes', 'node'],
  ['browser.json', 'browser', 'Chromium'],
  ['browser-firefox.json', 'browser', 'Firefox'],
  ['browser-webkit.json', 'browser', 'WebKit'],
  ['older.json', 'browser, React 18.0 and Vue 3.3', 'Chromium'],
  ['engines.json', 'missing files, bytes, uploads, tabs, login redirect', undefined, 'engines.test.ts'],
  ['engines.json', 'the example apps: TypeScript, React, Vue', undefined, 'journeys.test.ts'],
  ['engines.json', 'the playground', undefined, 'playground.test.ts'],
  ['e2e.json', 'end to end', 'Chromium'],
  ['journeys.json', 'end to end, what takes long, and the journeys in React and Vue', 'Chromium'],
  ['firefox.json', 'end to end: tabs, login redirect, the journeys', 'Firefox'],
]

/** Names of the engines that passed, one for each test. */
function passedIn(report, engine, file = '') {
  if (report.testResults !== undefined) {
    return report.testResults
      .filter(({ name }) => name.endsWith(file))
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'passed')
      .map(({ ancestorTitles }) => engine ?? columns.find((name) => name.toLowerCase() === ancestorTitles[0]))
  }
  return Array.from({ length: report.stats.expected }, () => engine)
}

const passedOf = new Map()
for (const [file, suite, engine, only] of reports) {
  const path = `test-results/${file}`
  if (!existsSync(path)) throw new Error(`${path} is missing: run \`npm run test:all\` first`)
  const passed = passedIn(JSON.parse(readFileSync(path, 'utf8')), engine, only)
  passedOf.set(suite, [...(passedOf.get(suite) ?? []), ...passed])
}
const rows = [...passedOf].map(([suite, passed]) => {
  const cells = columns.map((column) => passed.filter((name) => name === column).length)
  return `| ${[suite, ...cells.map((count) => (count === 0 ? '–' : count.toLocaleString('en')))].join(' | ')} |`
})
const table = [`| suite | ${columns.join(' | ')} |`, '| --- | --- | --- | --- | --- |', ...rows].join('\n')
console.log(table)
if (process.argv.includes('--write')) fill('docs/contributing/engines.md', 'matrix', table, true)
