// The page docs/verdict-examples.md: what `describe` and `explain` say of 40 recorded and documented answers.
// `--write` rewrites it; without, fails where the page says something else.
import { readFileSync, writeFileSync } from 'node:fs'
import { loadSource } from './load-source.mjs'

const COUNT = 40
const PAGE = 'docs/verdict-examples.md'

const { classify, describe, explain, toResponse } = await loadSource()
const rows = ['recorded', 'formats'].flatMap((file) => JSON.parse(readFileSync(`test/vectors/${file}.json`, 'utf8')))
const classified = []
for (const row of rows) classified.push({ row, verdict: await classify(toResponse(row), row.context) })

/** First one of each reason and certainty, then of each reason and rule: as different from each other as the files have them. */
function pickVaried(all) {
  const picked = new Set()
  for (const keyOf of [
    ({ reason, certainty }) => `${reason} ${certainty}`,
    ({ reason, because }) => `${reason} ${because[0].rule}`,
  ]) {
    const seen = new Set([...picked].map(({ verdict }) => keyOf(verdict)))
    for (const one of all) {
      if (picked.size === COUNT) break
      if (seen.has(keyOf(one.verdict))) continue
      seen.add(keyOf(one.verdict))
      picked.add(one)
    }
  }
  return all.filter((one) => picked.has(one))
}

function section({ row, verdict }) {
  const { title, detail, action } = describe(verdict)
  const about = [row.server ?? row.source, row.situation].filter(Boolean).join(': ')
  const context = [row.context.role, row.context.integration && `integration \`${row.context.integration}\``].filter(
    Boolean,
  )
  return [
    `## ${row.id}`,
    '',
    `${about}${context.length > 0 ? ` (${context.join(', ')})` : ''}`,
    '',
    `> **${title}**  `,
    `> ${detail}${action === undefined ? '' : `  \n> [${action}]`}`,
    '',
    '```text',
    explain(verdict),
    '```',
  ].join('\n')
}

const picked = pickVaried(classified)
const page = `# What verdicts say: ${picked.length} examples

Answers of \`test/vectors\`, each with what \`describe(verdict)\` tells the user and what \`explain(verdict)\` tells an engineer.
\`node scripts/verdict-examples.mjs --write\` writes this page.

${picked.map(section).join('\n\n')}
`
if (process.argv.includes('--write')) writeFileSync(PAGE, page)
if (readFileSync(PAGE, 'utf8') !== page) {
  console.error(`${PAGE} says something else: run \`node scripts/verdict-examples.mjs --write\`.`)
  process.exitCode = 1
}
