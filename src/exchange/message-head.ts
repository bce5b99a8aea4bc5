import { type Field, isUnreadable, type Unreadable } from './exchange.js'
import { faultIn, fieldOf, generalOf, headingOf, isOwnField, nameOf, type Section } from './head-lines.js'
import type { MessageBlock } from './message-blocks.js'
import type { Line } from './lines.js'

/** What the head of one message says; a panel's head speaks of request and response at once. */
export interface MessageHead {
  readonly status: number | undefined
  readonly statusText: string
  readonly method: string | undefined
  readonly target: string | undefined
  readonly request: readonly Field[]
  readonly response: readonly Field[]
}

const ofRequests =
  /^(?:accept|accept-(?:charset|encoding|language)|authorization|cookie|dnt|dpop|host|if-[a-z-]+|origin|referer|sec-[a-z-]+|te|upgrade-insecure-requests|user-agent|x-requested-with)$/

/** Reads the header lines of one message, in the forms that browsers copy them in. */
export function readHead({ start, head }: MessageBlock): MessageHead | Unreadable {
  const broken = head.find(({ text }) => text.includes('\0'))
  if (broken) {
    return {
      problem: 'a NUL, which no header can hold',
      line: broken.number,
      column: broken.indent + broken.text.indexOf('\0') + 1,
    }
  }
  const rows =
    start === undefined ? readPanel(head) : readFields(head, start.method === undefined ? 'response' : 'request')
  if (isUnreadable(rows)) return rows
  const shown = new Map(rows.filter(([, , section]) => section === 'general').map(([name, value]) => [name, value]))
  const of = (wanted: Section): readonly Field[] =>
    rows.filter(([, , section]) => section === wanted).map(([name, value]): Field => [name, value])
  const response = of('response')
  const status = /(?<!\d)(\d{3})(?!\d)\s*([^(]*)/.exec(
    shown.get('status code') ?? response.find(([name]) => name === ':status')?.[1] ?? shown.get('status') ?? '',
  )
  return {
    status: start?.status ?? (status ? Number(status[1]) : undefined),
    statusText: start?.statusText ?? status?.[2]?.trim() ?? '',
    method: start?.method ?? shown.get('request method') ?? shown.get('method'),
    target: start?.target ?? shown.get('request url') ?? shown.get('url'),
    request: of('request'),
    response: response.filter(([name]) => !name.startsWith(':')),
  }
}

type Row = readonly [name: string, value: string, section: Section]

/** The fields of a message with a start line: `name: value`, folded lines, and values on the line behind. */
function readFields(lines: readonly Line[], section: Section): readonly Row[] | Unreadable {
  const rows: Row[] = []
  for (let at = 0, line = lines[0]; line !== undefined; line = lines[++at]) {
    const last = rows.at(-1)
    if (/^[ \t]/.test(line.text) && last) {
      rows[rows.length - 1] = [last[0], `${last[1]} ${line.text.trim()}`.trim(), section]
      continue
    }
    const field = fieldOf(line)
    if (field === undefined) return { line: line.number, ...faultIn(line) }
    const next = lines[at + 1]
    const isValueBelow = field[1] === '' && next !== undefined && !isOwnField(next)
    if (isValueBelow) at++
    rows.push([field[0], isValueBelow ? next.text.trim() : field[1], section])
  }
  return rows
}

/** What a network panel shows, headings and all; without headings the name tells which part a field belongs to. */
function readPanel(lines: readonly Line[]): readonly Row[] | Unreadable {
  const rows: Row[] = []
  let section: Section | undefined
  for (let at = 0, line = lines[0]; line !== undefined; line = lines[++at]) {
    const heading = headingOf(line)
    if (heading !== undefined) {
      if (heading !== 'same') section = heading
      continue
    }
    if (section === 'skipped') continue
    const next = lines[at + 1]
    const general = section === undefined || section === 'general' ? generalIn(line, section) : undefined
    const name = general === undefined && fieldOf(line) === undefined ? nameOf(line) : undefined
    if (general?.[1] === '' || name !== undefined) {
      if (next === undefined) {
        return {
          problem: 'this is neither a status line nor a header with its value',
          line: line.number,
          column: line.indent + 1,
        }
      }
      at++
      rows.push(
        general
          ? [general[0], next.text.trim(), 'general']
          : [name ?? '', next.text.trim(), sectionOf(name ?? '', section)],
      )
    } else if (general) rows.push([...general, 'general'])
    else {
      const isContinued = next !== undefined && isValueContinued(line, next)
      // `readFields` puts all into one section; here the heading, or the name of each field, decides.
      const read = readFields(isContinued ? [line, next] : [line], 'response')
      if (isUnreadable(read)) return read
      if (isContinued) at++
      rows.push(...read.map(([field, value]): Row => [field, value, sectionOf(field, section)]))
    }
    // Pseudo-header fields come first, so that a request begins here.
    const added = rows.at(-1)
    if (section === undefined && added?.[2] === 'request' && added[0].startsWith(':')) section = 'request'
  }
  return rows
}

/** Whether the value of a field is folded, or on the line behind. */
function isValueContinued(line: Line, next: Line): boolean {
  if (/^[ \t]/.test(next.text)) return true
  return fieldOf(line)?.[1] === '' && !isOwnField(next) && headingOf(next) === undefined
}

/** Above the headers; the short names only where the heading says so. */
function generalIn(line: Line, section: Section | undefined): readonly [string, string] | undefined {
  const row = generalOf(line)
  return row !== undefined && (section === 'general' || row[0].includes(' ') || row[0] === 'status') ? row : undefined
}

function sectionOf(name: string, section: Section | undefined): Section {
  if (section === 'request' || section === 'response') return section
  if (name === ':status') return 'response'
  return name.startsWith(':') || ofRequests.test(name) ? 'request' : 'response'
}
