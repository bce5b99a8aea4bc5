// A page with a picture and an example for each reason: a recorded answer, how it was judged, and what the user and the engineer read.
import { readFileSync } from 'node:fs'
import { responseFor, roleFor } from '../../dist/testing/index.js'
import { toResponse } from '../../dist/vectors/index.js'

const rank = { certain: 0, likely: 1, guess: 2 }
/** A recording shows more than a documented answer; decoys of `formats` show nothing. */
const files = { recorded: 0, fresh: 0.5e6, formats: 1.2e6 }

/** The recorded answer that shows a reason best: sure, short, and with something that was also considered. */
async function pickExamples(classify) {
  const rows = Object.entries(files).flatMap(([file, distance]) =>
    JSON.parse(readFileSync(`test/vectors/${file}.json`, 'utf8')).map((row) => ({ row, distance })),
  )
  const best = new Map()
  for (const { row, distance } of rows) {
    if (/decoy/.test(row.id)) continue
    const verdict = await classify(toResponse(row), row.context)
    if (row.expect !== undefined && ![row.expect.kind, ...(row.expect.alsoOk ?? [])].includes(verdict.kind)) continue
    const length = (row.response.body ?? '').length
    const score = distance + rank[verdict.certainty] * 1e6 + (verdict.because.length > 1 ? 0 : 500) + length
    const { reason } = verdict
    if (score < (best.get(reason)?.score ?? Infinity)) best.set(reason, { row, verdict, score })
  }
  return best
}

/** The answer that tests get for a reason, for a reason that no server's answer shows. */
async function makeExample(reason, classify) {
  const response = responseFor(reason)
  const { status, headers } = response
  const context = {
    role: roleFor(reason),
    request: { method: 'GET', url: 'https://app.test/api/reports', headers: {} },
  }
  const row = {
    id: reason,
    source: 'why401/testing',
    situation: 'no server’s answer is recorded, and this is `responseFor`’s',
    context,
    response: { status, headers: [...headers], body: await response.text() },
  }
  return { row, verdict: await classify(toResponse(row), context) }
}

const shown = /^(?:www-authenticate|content-type|location|retry-after|x-ratelimit.*|proxy-authenticate|set-cookie)$/i

/** The answer as text: the header fields that say something, and the beginning of the body. */
export function rawExchange({ context: { request }, response: { status, headers, body = '' } }) {
  const { pathname } = new URL(request.url, 'https://app.test')
  const credentials = Object.entries(request.headers ?? {}).filter(([name]) => /^(?:authorization|cookie)$/i.test(name))
  const fields = (Array.isArray(headers) ? headers : Object.entries(headers ?? {})).filter(([name]) => shown.test(name))
  const lines = (entries) => entries.map(([name, value]) => `${name}: ${String(value).slice(0, 160)}`)
  return [
    `${request.method ?? 'GET'} ${pathname} HTTP/1.1`,
    ...lines(credentials),
    '',
    `HTTP/1.1 ${status}`,
    ...lines(fields),
    ...(body === '' ? [] : ['', body.length > 500 ? `${body.slice(0, 500)} …` : body]),
  ].join('\n')
}

const escape = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('{', '&#123;')
const cut = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text)

function box(x, y, width, [first, second], taken) {
  return `<g${taken ? ' class="taken"' : ''}><rect x="${x}" y="${y}" width="${width}" height="46" rx="8"/><text x="${x + 12}" y="${y + 19}">${escape(first)}</text><text class="small" x="${x + 12}" y="${y + 36}">${escape(second)}</text></g>`
}

/** The exchange, what was seen in it, and the verdict: the path that decided is bold, what was also considered is dashed. */
export function treeOf({ status, kind, reason, remedy, certainty, because }) {
  const rows = because.slice(0, 4)
  const height = Math.max(rows.length * 58, 58) + 4
  const middle = (height - 46) / 2
  const parts = rows.map((row, index) => {
    const y = 2 + index * 58
    // What is in line with the rule that decided leads to the same verdict.
    const isTaken = index === 0
    const isInLine = row.kind === kind
    const from = `<path${isTaken ? ' class="taken"' : ''} d="M92 ${middle + 23} C 115 ${middle + 23}, 110 ${y + 23}, 132 ${y + 23}"/>`
    const to = isInLine
      ? `<path${isTaken ? ' class="taken"' : ''} d="M500 ${y + 23} C 522 ${y + 23}, 518 ${middle + 23}, 540 ${middle + 23}"/>`
      : ''
    const second = isInLine
      ? cut(`${row.rule}${row.spec ? `, ${row.spec}` : ''}`, 50)
      : cut(`${row.rule}: would be ${row.kind}`, 50)
    return (
      from +
      to +
      box(132, y, 368, [cut(row.where === 'status' ? row.saw : `${row.saw} in ${row.where}`, 42), second], isTaken)
    )
  })
  const label = escape(
    `Status ${status}; ${rows.map((row) => `${row.saw}: ${row.kind}`).join('; ')}. Verdict: ${kind}, ${reason}.`,
  ).replaceAll('"', '&quot;')
  return `<div class="drawing" role="group" aria-label="How ${escape(reason)} was decided" tabindex="0"><svg class="tree" viewBox="0 0 722 ${height}" role="img" aria-label="${label}">${parts.join('')}${box(2, middle, 90, [String(status), 'answer'], true)}${box(540, middle, 180, [reason, `${remedy}, ${certainty}`], true)}</svg></div>`
}

export async function reasonsPage({ classify, describe, explain, reasons }) {
  const recorded = await pickExamples(classify)
  const examples = await Promise.all(reasons.map((reason) => recorded.get(reason) ?? makeExample(reason, classify)))
  const byKind = Map.groupBy(examples, ({ verdict }) => verdict.kind)
  const parts = [...byKind].map(([kind, ofKind]) => {
    const sections = ofKind.map((example) => reasonSection(example, { describe, explain }))
    return `## \`${kind}\`\n\n${sections.join('\n\n')}`
  })
  return `# Reasons, each with an example

Each reason has what \`describe\` says to the user, and an answer of a server that was recorded or documented; credentials are cut. In the picture the bold path decided, and the dashed ones were also considered.

${parts.join('\n\n')}
`
}

function reasonSection({ row, verdict }, { describe, explain }) {
  const { title, detail, action } = describe(verdict)
  const about = [row.server ?? row.source, row.situation].filter(Boolean).join(': ')
  const fence = '`'.repeat(4)
  return [
    `### \`${verdict.reason}\``,
    `**${escape(title)}** ${escape(detail)}${action === undefined ? '' : ` Button: *${escape(action)}*.`}`,
    treeOf(verdict),
    `${escape(about)} (\`${row.id}\`):`,
    `${fence}http\n${rawExchange(row)}\n${fence}`,
    `${fence}text\n${explain(verdict)}\n${fence}`,
  ].join('\n\n')
}
