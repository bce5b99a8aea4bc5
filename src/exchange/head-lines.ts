import type { Line } from './lines.js'

export type Section = 'general' | 'request' | 'response' | 'skipped'

const headings: readonly (readonly [Section | 'same', RegExp])[] = [
  ['general', /^(?:general|summary)$/],
  ['response', /^response(?: headers?)?$/],
  ['request', /^request(?: headers?)?$/],
  [
    'skipped',
    /^(?:query string parameters|form data|request payload|request data|payload|early hints headers?|cookies|trailers)$/,
  ],
  ['same', /^(?:raw|view (?:source|parsed)|provisional headers are shown.*|learn more|headers)$/],
]

/** A heading of a browser's network panel: which part begins, `same` where none does. */
export function headingOf({ text }: Line): Section | 'same' | undefined {
  if (text.length > 60) return undefined
  const word = text
    .replace(/^[▼▶▸▾\s]+|\s*\(.*\)$/g, '')
    .trim()
    .toLowerCase()
  return headings.find(([, pattern]) => pattern.test(word))?.[0]
}

export interface Start {
  readonly status?: number
  readonly statusText?: string
  readonly method?: string
  readonly target?: string
}

const statusLine = /^HTTP\/\d(?:\.\d)?[ \t]+(\d{3})(?:[ \t]+(.*))?$/i
const requestLine = /^([A-Z][A-Z-]{1,20}) (\S+) HTTP\/\d(?:\.\d)?$/
const shortRequestLine = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) ((?:\/|https?:\/\/)\S*)$/

/** The line that a message starts with: a status line, or a request line. */
export function startOf({ text }: Line): Start | undefined {
  const line = text.trimEnd()
  const answer = statusLine.exec(line)
  if (answer) return { status: Number(answer[1]), statusText: answer[2] ?? '' }
  const [, method, target] = requestLine.exec(line) ?? shortRequestLine.exec(line) ?? []
  return method === undefined || target === undefined ? undefined : { method, target }
}

/** A status line in short, which is one only where a paste begins: `401 Unauthorized`. */
export function shortStatusOf({ text }: Line): Start | undefined {
  const [, status, statusText = ''] = /^([1-5]\d\d)(?:[ \t]+([A-Za-z].*))?$/.exec(text.trimEnd()) ?? []
  return status === undefined ? undefined : { status: Number(status), statusText }
}

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
const fieldLine = new RegExp(`^(:?${token})[ \\t]*:(.*)$`, 's')
const ownField = new RegExp(`^:?${token}:(?:[ \\t]|$)`)
const leadingName = new RegExp(`^:?(?:${token})?`)
const bareName = new RegExp(`^:?${token}:?$`)
const general =
  /^(request url|request method|status code|remote address|referrer policy|url|status|source|address|initiator|method)[ \t]*(?::(.*))?$/i

/** `name: value`, name in lower case; the value may be on the next line. */
export function fieldOf({ text }: Line): readonly [name: string, value: string] | undefined {
  const [, name, value] = fieldLine.exec(text) ?? []
  return name === undefined || value === undefined ? undefined : [name.toLowerCase(), value.trim()]
}

/** One of the rows that a network panel puts above the headers. */
export function generalOf({ text }: Line): readonly [name: string, value: string] | undefined {
  const [, name, value = ''] = general.exec(text.trimEnd()) ?? []
  return name === undefined ? undefined : [name.toLowerCase(), value.trim()]
}

/** A name that stands alone on its line, as in the two-line form of Chrome's panel. */
export function nameOf({ text }: Line): string | undefined {
  const line = text.trim()
  return bareName.test(line) ? line.replace(/(?!^):$/, '').toLowerCase() : undefined
}

/** Whether a line is `name: value` or `name:` by itself, so that it is not the value of the line before. */
export function isOwnField({ text }: Line): boolean {
  return ownField.test(text)
}

/** Column, counted from 1, of what keeps a line from being `name: value`. */
export function faultIn({ text, indent }: Line): { readonly problem: string; readonly column: number } {
  const column = indent + 1 + (leadingName.exec(text)?.[0].length ?? 0)
  const colon = text.indexOf(':')
  if (colon < 0) {
    return {
      problem: 'this is no header: it has no colon. A blank line belongs between the headers and the body',
      column: indent + 1,
    }
  }
  if (colon === 0) return { problem: 'this is no header: it has no name', column: indent + 1 }
  return { problem: 'a character that cannot be in the name of a header', column }
}
