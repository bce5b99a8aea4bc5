// Measures how often `classify` is right on the answers of test/vectors: kinds, remedies, messages, by certainty and by server,
// then the same answers without a role and on an integration route. Lists every miss.
// `--misses` prints no servers, `--server=NAME` judges a part, `--write` rewrites the figures in docs/verdicts.md.
// `--rows=FILE` judges answers of your own instead, in the form of test/vectors/fresh.json.
// Fails under the floors, for a wrong verdict that is `certain`, for a miss that misses.json does not explain, for a
// `reauthenticate` on an integration route, and where docs/verdicts.md says something else.
import { readFileSync } from 'node:fs'
import { fill } from './fill.mjs'
import { loadSource } from './load-source.mjs'
import { remediesOf } from './expected-remedies.mjs'

const floors = {
  // The targets are 98 % and 99 %: what is missing is byte for byte what another meaning sends (test/vectors/misses.json).
  recorded: 0.979,
  formats: 1,
  fresh: 0.97,
  certain: 1,
  likely: 0.985,
  message: 0.95,
  remedy: 0.97,
  integration: 1,
  'no role': 0,
  guess: 0,
}
const option = (name) => process.argv.find((argument) => argument.startsWith(`--${name}`))
const valueOf = (name) => option(`${name}=`)?.slice(`--${name}=`.length)
const part = valueOf('server')?.toLowerCase()
const own = valueOf('rows')
const isWhole = part === undefined && own === undefined
const percent = ({ right, all }) => `${((100 * right) / Math.max(1, all)).toFixed(1)} %`
const { classify, toResponse } = await loadSource()
const explained = JSON.parse(readFileSync('test/vectors/misses.json', 'utf8'))
let hasFailed = false

function readRows(name) {
  const rows = JSON.parse(readFileSync(own ?? `test/vectors/${name}.json`, 'utf8'))
  return part === undefined
    ? rows
    : rows.filter((row) =>
        JSON.stringify([row.id, row.server ?? row.source])
          .toLowerCase()
          .includes(part),
      )
}

const counts = new Map()
function count(name, isGood) {
  const seen = counts.get(name) ?? { right: 0, all: 0 }
  counts.set(name, { right: seen.right + (isGood ? 1 : 0), all: seen.all + 1 })
}

function isRight(verdict, { kind, alsoOk = [] }) {
  return verdict.kind === kind || alsoOk.includes(verdict.kind)
}

/** Whether a body holds words for a person: a string of several words, at most five levels down. */
function hasSentence({ status, body }) {
  if (status < 400) return false
  try {
    return holdsWords(JSON.parse(body), 0)
  } catch {
    const text = body.trim()
    return text !== '' && !/^[<{]/.test(text) && /\p{L}\s+\p{L}/u.test(text)
  }
}

function holdsWords(value, depth) {
  if (typeof value === 'string') return /\p{L}{2}[^\p{L}]*\s+\p{L}/u.test(value) && !/^\s*[{<[]/.test(value)
  if (typeof value !== 'object' || value === null || depth > 4) return false
  const entries = Object.entries(value).filter(([name]) => !/stack|trace|exception|path|timestamp|date/i.test(name))
  return entries.some(([, member]) => holdsWords(member, depth + 1))
}

const summaryOf = (verdict) =>
  `${verdict.kind}/${verdict.reason}, ${verdict.certainty}, by ${verdict.because[0].rule}: ${verdict.because[0].saw}`

const notes = []
const servers = new Map()
const missesOfDoc = []

async function judgeRow(name, row) {
  const { response, context, expect, id } = row
  const verdict = await classify(toResponse(row), context)
  const isGood = isRight(verdict, expect)
  const server = row.server ?? row.source
  const seen = servers.get(server) ?? { right: 0, all: 0 }
  servers.set(server, { right: seen.right + (isGood ? 1 : 0), all: seen.all + 1 })
  count(name, isGood)
  count(verdict.certainty, isGood)
  if (!isGood) {
    missesOfDoc.push([id, verdict, expect])
    notes.push(
      `${verdict.certainty === 'certain' ? '!' : ' '} ${name} ${id}: ${response.status}, expected ${expect.kind} (${expect.reason}), got ${summaryOf(verdict)}`,
    )
  }
  const remedies = remediesOf(expect)
  if (verdict.kind === expect.kind && remedies !== undefined) {
    count('remedy', remedies.includes(verdict.remedy))
    if (!remedies.includes(verdict.remedy)) {
      notes.push(
        `  remedy ${name} ${id}: ${expect.reason} wants ${remedies.join(' or ')}, got ${verdict.remedy}: ${summaryOf(verdict)}`,
      )
    }
  }
  if (hasSentence(response)) {
    count('message', verdict.message !== undefined)
    if (verdict.message === undefined) notes.push(`  message ${name} ${id}: ${response.body.slice(0, 120)}`)
  }
}

async function replayRow(name, row) {
  const { response, context, expect, id } = row
  const { role: _role, integration: _integration, ...rest } = context
  count('no role', isRight(await classify(toResponse(row), rest), expect))
  if (response.status < 400 && expect.kind === 'none') return
  const verdict = await classify(toResponse(row), { ...rest, integration: 'acme' })
  // A redirect to our own sign-in address is ours on any route.
  const isGood = verdict.kind !== 'reauthenticate' || verdict.reason === 'login-redirect'
  count('integration', isGood)
  if (!isGood) notes.push(`  integration ${name} ${id}: ${response.status}, got ${summaryOf(verdict)}`)
}

for (const name of own === undefined ? ['recorded', 'formats', 'fresh'] : ['rows']) {
  for (const row of readRows(name)) {
    await judgeRow(name, row)
    await replayRow(name, row)
  }
}

const titles = {
  recorded: '`recorded.json`',
  formats: '`formats.json`',
  fresh: '`fresh.json`',
  certain: 'called `certain`',
  likely: 'called `likely`',
  guess: 'called `guess`',
  remedy: 'remedies, of the right kinds',
  message: '`message`, of the bodies that hold a sentence',
  'no role': 'without a role',
  integration: 'refusals on an integration route that are not `reauthenticate`',
}
if (!option('misses')) {
  for (const [server, seen] of servers) {
    console.log(`${percent(seen).padStart(8)} ${String(seen.all).padStart(4)}  ${server}`)
  }
}
for (const [name, floor] of Object.entries(own === undefined ? floors : { rows: 0, ...floors })) {
  const seen = counts.get(name) ?? { right: 0, all: 0 }
  if (seen.all === 0 && !isWhole) continue
  const isLow = isWhole && seen.right / Math.max(1, seen.all) < floor
  hasFailed ||= isLow
  console.log(`${name.padEnd(12)}${percent(seen).padStart(8)} of ${seen.all}${isLow ? `  under ${floor * 100} %` : ''}`)
}
console.log(notes.length > 0 ? notes.join('\n') : 'no misses')

function checkDoc() {
  for (const [id] of missesOfDoc) {
    if (explained[id] !== undefined) continue
    console.error(`${id} is a miss that test/vectors/misses.json does not explain`)
    hasFailed = true
  }
  const rows = Object.entries(titles).map(([name, title]) => {
    const seen = counts.get(name) ?? { right: 0, all: 0 }
    return `| ${title} | ${percent(seen)} | ${seen.all} |`
  })
  const list = missesOfDoc.map(
    ([id, { kind, reason, certainty }, expected]) =>
      `| ${id} | ${expected.kind} | ${kind}/${reason}, ${certainty} | ${explained[id]?.why ?? ''} | ${explained[id]?.remedy ?? ''} |`,
  )
  const text = `| answers | right | of |\n| --- | --- | --- |\n${rows.join('\n')}\n\n| miss | expected | got | why it cannot be told apart | remedy |\n| --- | --- | --- | --- | --- |\n${list.join('\n')}`
  if (!fill('docs/verdicts.md', 'accuracy', text, process.argv.includes('--write'))) {
    console.error('docs/verdicts.md shows other figures: run `npm run accuracy -- --write`.')
    hasFailed = true
  }
}

if (isWhole) checkDoc()
process.exitCode = hasFailed && isWhole ? 1 : 0
