// Parsers of WWW-Authenticate over dist/vectors/challenges.json; each in a process of its own, for some never end.
// After a build and `npm install --prefix bench`: `node bench/peers/run.mjs`; `--write` fills docs/conformance.md.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fill } from '../../scripts/fill.mjs'
import { parseChallenges } from '../../dist/challenge/index.js'
import { checkChallenges } from '../../dist/vectors/index.js'
import { peers, version } from './parsers.mjs'

const PEER_TIMEOUT_MS = 60_000

const all = JSON.parse(readFileSync(new URL('../../dist/vectors/challenges.json', import.meta.url), 'utf8'))
// Generated headers of up to a megabyte are a test of time, and no peer promises any.
const vectors = all.filter(({ field, gen }) => field === undefined && gen === undefined)
const isOne = ({ expect = [], header }) => expect.length === 1 && typeof header === 'string'
const groups = {
  one: vectors.filter((vector) => vector.valid && isOne(vector)),
  list: vectors.filter((vector) => vector.valid && !isOne(vector)),
  malformed: vectors.filter(({ valid }) => !valid),
}

async function parserOf(name) {
  if (name !== 'why401') {
    const { load, read } = peers[name]
    const parse = await load()
    return (header) => read(parse(header))
  }
  return (_header, lines) =>
    parseChallenges(lines).challenges.map(({ scheme, token68, parameters }) => ({
      scheme,
      token68,
      parameters: parameters.map((parameter) => [parameter.name, parameter.value]),
    }))
}

async function check(name) {
  const parse = await parserOf(name)
  const results = Object.entries(groups).map(([group, cases]) => [group, checkChallenges(cases, parse)])
  return Object.fromEntries(results)
}

function runApart(name) {
  try {
    const args = [fileURLToPath(import.meta.url), `--peer=${name}`]
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', timeout: PEER_TIMEOUT_MS }))
  } catch (error) {
    return error.code === 'ETIMEDOUT' ? 'did not end within a minute' : 'not installed'
  }
}

function rowFor(name) {
  const label = name === 'why401' ? '**why401**' : `${name} ${version(name)}`
  const takes = name === 'why401' ? 'a list of challenges, or field lines' : peers[name].takes
  const results = runApart(name)
  if (typeof results === 'string') return `| ${label} | ${takes} | ${results} | | | | |`
  const { one, list, malformed } = results
  const cells = [
    one.right.length,
    list.right.length,
    malformed.right.length,
    malformed.rejected.length,
    malformed.wrong.length,
  ]
  return `| ${label} | ${takes} | ${cells.join(' | ')} |`
}

const only = process.argv.find((argument) => argument.startsWith('--peer='))?.slice('--peer='.length)
if (only !== undefined) console.log(JSON.stringify(await check(only)))
else {
  const { one, list, malformed } = groups
  const head = [
    `| parser | takes | one challenge, of ${one.length} | lists and the empty header, of ${list.length} | malformed, of ${malformed.length}: useful | rejected | misread |`,
    '| --- | --- | --- | --- | --- | --- | --- |',
  ]
  const table = [...head, ...['why401', ...Object.keys(peers)].map(rowFor)].join('\n')
  console.log(table)
  if (!fill('docs/conformance.md', 'peers', table, process.argv.includes('--write'))) {
    console.error('docs/conformance.md shows other figures: run with --write.')
    process.exitCode = 1
  }
}
