import type { Field, Problem } from './exchange.ts'
import { faultIn, fieldOf, generalOf, headingOf, isOwnField, nameOf, type Section } from './head-lines.ts'
import type { Block } from './message-blocks.ts'
import type { Line } from './pasted-lines.ts'

/** The head of one message; in a network panel it describes request and response. */
export interface Head {
  readonly status: number | undefined
  readonly statusText: string
  readonly method: string | undefined
  readonly target: string | undefined
  readonly request: readonly Field[]
  readonly response: readonly Field[]
}

const ofRequests =
  /^(?:accept|accept-(?:charset|encoding|language)|authorization|cookie|dnt|dpop|host|if-[a-z-]+|origin|referer|sec-[a-z-]+|te|upgrade-insecure-requests|user-agent|x-requested-with)$/

/** Reads the header lines of one message, in each form in which browsers copy them. */
export function readHead({ start, head }: Block): Head | Problem {
  const broken = head.find(({ text }) => text.includes('\0'))
  if (broken) {
    return {
      problem: 'a NUL, which no header can hold',
      line: broken.number,
      column: broken.shift + broken.text.indexOf('\0') + 1,
    }
  }
  const rows =
    start === undefined ? readPanel(head) : readFields(head, start.method === undefined ? 'response' : 'request')
  if ('problem' in rows) return rows
  const told = new Map(rows.filter(([, , section]) => section === 'general').map(([name, value]) => [name, value]))
  const of = (wanted: Section): readonly Field[] =>
    rows.filter(([, , section]) => section === wanted).map(([name, value]): Field => [name, value])
  const response = of('response')
  const status = /(?<!\d)(\d{3})(?!\d)\s*([^(]*)/.exec(
    told.get('status code') ?? response.find(([name]) => name === ':status')?.[1] ?? told.get('status') ?? '',
  )
  return {
    status: start?.status ?? (status ? Number(status[1]) : undefined),
    statusText: start?.statusText ?? status?.[2]?.trim() ?? '',
    method: start?.method ?? told.get('request method') ?? told.get('method'),
    target: start?.target ?? told.get('request url') ?? told.get('url'),
    request: of('request'),
    response: response.filter(([name]) => !name.startsWith(':')),
  }
}

type Row = readonly [name: string, value: string, section: Section]

/** The fields of a message with a start line: `name: value`, folded lines, and values on the next line. */
function readFields(lines: readonly Line[], section: Section): readonly Row[] | Problem {
  const rows: Row[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as Line
    const last = rows.at(-1)
    if (/^[ \t]/.test(line.text) && last) {
      rows[rows.length - 1] = [last[0], `${last[1]} ${line.text.trim()}`.trim(), section]
      continue
    }
    const field = fieldOf(line)
    if (field === undefined) return { line: line.number, ...faultIn(line) }
    const next = lines[at + 1]
    const below = field[1] === '' && next !== undefined && !isOwnField(next)
    if (below) at++
    rows.push([field[0], below ? next.text.trim() : field[1], section])
  }
  return rows
}

/** The text of a network panel with its headings; without headings the name of a field decides its part. */
function readPanel(lines: readonly Line[]): readonly Row[] | Problem {
  const rows: Row[] = []
  let section: Section | undefined
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as Line
    const heading = headingOf(line)
    if (heading !== undefined) {
      if (heading !== 'same') section = heading
      continue
    }
    if (section === 'skipped') continue
    const next = lines[at + 1]
    const told = section === undefined || section === 'general' ? generalIn(line, section) : undefined
    const name = told === undefined && fieldOf(line) === undefined ? nameOf(line) : undefined
    if (told?.[1] === '' || name !== undefined) {
      if (next === undefined) {
        return {
          problem: 'this is neither a status line nor a header with its value',
          line: line.number,
          column: line.shift + 1,
        }
      }
      at++
      rows.push(
        told ? [told[0], next.text.trim(), 'general'] : [name ?? '', next.text.trim(), sectionOf(name ?? '', section)],
      )
    } else if (told) rows.push([...told, 'general'])
    else {
      // This field means the same in both parts.
      const folded =
        next !== undefined &&
        (/^[ \t]/.test(next.text) || (fieldOf(line)?.[1] === '' && !isOwnField(next) && headingOf(next) === undefined))
      const read = readFields(folded ? [line, next] : [line], 'response')
      if ('problem' in read) return read
      if (folded) at++
      rows.push(...read.map(([field, value]): Row => [field, value, sectionOf(field, section)]))
    }
    // Pseudo-header fields come first: a request begins here.
    const added = rows.at(-1)
    if (section === undefined && added?.[2] === 'request' && added[0].startsWith(':')) section = 'request'
  }
  return rows
}

/** Rows above the headers; the short names count only below a heading. */
function generalIn(line: Line, section: Section | undefined): readonly [string, string] | undefined {
  const told = generalOf(line)
  return told !== undefined && (section === 'general' || told[0].includes(' ') || told[0] === 'status')
    ? told
    : undefined
}

function sectionOf(name: string, section: Section | undefined): Section {
  if (section === 'request' || section === 'response') return section
  if (name === ':status') return 'response'
  return name.startsWith(':') || ofRequests.test(name) ? 'request' : 'response'
}
