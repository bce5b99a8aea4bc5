// How often `classify` is right on answers of real servers, by certainty and by server; lists every miss.
// `--misses` prints the misses only, `--server=NAME` a part, `--write` rewrites the figures in docs/verdicts.md.
// Fails under the figures that the design asks for, for a miss that is `certain` or not explained in misses.json, and
// where docs/verdicts.md says something else.
import { readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { fill } from './fill.mjs'
import { responseOf } from './vector-response.mjs'

const { outputFiles } = await build({
  entryPoints: ['src/index.ts'],
  bundle: true,
  format: 'esm',
  write: false,
  external: ['ky'],
  logLevel: 'error',
})
const { classify } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
)

const option = (name) => process.argv.find((argument) => argument.startsWith(`--${name}`))
const part = option('server=')?.slice('--server='.length).toLowerCase()
const floors = { recorded: 0.97, formats: 0.98, certain: 0.995, likely: 0.93 }
const percent = (right, all) => `${((100 * right) / Math.max(1, all)).toFixed(1)} %`.padStart(8)
let failed = false

function check(name, right, all) {
  const low = all > 0 && right / all < floors[name]
  failed ||= low
  return low ? `  under ${floors[name] * 100} %` : ''
}

const certainties = new Map()
const misses = []
const explained = JSON.parse(readFileSync('test/vectors/misses.json', 'utf8'))
const rowsOfDoc = []
const missesOfDoc = []
for (const name of ['recorded', 'formats']) {
  const rows = JSON.parse(readFileSync(`test/vectors/${name}.json`, 'utf8')).filter(
    (row) =>
      part === undefined ||
      JSON.stringify([row.id, row.server ?? row.source])
        .toLowerCase()
        .includes(part),
  )
  const servers = new Map()
  let right = 0
  for (const row of rows) {
    const verdict = await classify(responseOf(row), row.context)
    const good = verdict.kind === row.expect.kind || (row.expect.alsoOk ?? []).includes(verdict.kind)
    right += good ? 1 : 0
    const count = (map, key) => {
      const seen = map.get(key) ?? { right: 0, all: 0 }
      map.set(key, { right: seen.right + (good ? 1 : 0), all: seen.all + 1 })
    }
    count(servers, row.server ?? row.source)
    count(certainties, verdict.certainty)
    if (!good) missesOfDoc.push([row.id, verdict, row.expect])
    if (!good) {
      misses.push(
        `${verdict.certainty === 'certain' ? '!' : ' '} ${name} ${row.id}: ${row.response.status}, expected ${row.expect.kind} (${row.expect.reason}), got ${verdict.kind}/${verdict.reason}, ${verdict.certainty}, by ${verdict.because[0].rule}`,
      )
    }
  }
  if (!option('misses') && name === 'recorded') {
    for (const [server, seen] of servers)
      console.log(`${percent(seen.right, seen.all)} ${String(seen.all).padStart(4)}  ${server}`)
  }
  rowsOfDoc.push(`| \`${name}.json\` | ${percent(right, rows.length).trim()} | ${rows.length} |`)
  console.log(`${name}: ${percent(right, rows.length)} of ${rows.length}${check(name, right, rows.length)}`)
}
for (const certainty of ['certain', 'likely', 'guess']) {
  const { right, all } = certainties.get(certainty) ?? { right: 0, all: 0 }
  rowsOfDoc.push(`| called \`${certainty}\` | ${percent(right, all).trim()} | ${all} |`)
  console.log(
    `${certainty.padEnd(8)}${percent(right, all)} of ${all}${certainty === 'guess' ? '' : check(certainty, right, all)}`,
  )
}
console.log(misses.length > 0 ? `${misses.length} misses:\n${misses.join('\n')}` : 'no misses')
if (misses.some((miss) => miss.startsWith('!'))) failed = true
if (part === undefined) {
  for (const [id] of missesOfDoc) {
    if (explained[id] !== undefined) continue
    console.error(`${id} is a miss that test/vectors/misses.json does not explain`)
    failed = true
  }
  const table = `| | right | of |\n| --- | --- | --- |\n${rowsOfDoc.join('\n')}`
  const list = missesOfDoc.map(
    ([id, { kind, reason, certainty }, expected]) =>
      `| ${id} | ${expected.kind} | ${kind}/${reason}, ${certainty} | ${explained[id]?.why ?? ''} | ${explained[id]?.remedy ?? ''} |`,
  )
  const text = `${table}\n\n| miss | expected | got | why it cannot be told apart | remedy |\n| --- | --- | --- | --- | --- |\n${list.join('\n')}`
  if (!fill('docs/verdicts.md', 'accuracy', text, process.argv.includes('--write'))) {
    console.error('docs/verdicts.md shows other figures: run `npm run accuracy -- --write`.')
    failed = true
  }
}
process.exitCode = failed && part === undefined ? 1 : 0
