import type { Line } from './pasted-lines.ts'

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

/** A heading of a browser's network panel: the part that begins there, `same` when none does. */
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

/** The first line of a message: a status line or a request line. */
export function startOf({ text }: Line): Start | undefined {
  const line = text.trimEnd()
  const answer = statusLine.exec(line)
  if (answer) return { status: Number(answer[1]), statusText: answer[2] ?? '' }
  const [, method, target] = requestLine.exec(line) ?? shortRequestLine.exec(line) ?? []
  return method === undefined || target === undefined ? undefined : { method, target }
}

/** A short status line, allowed only at the beginning of a paste: `401 Unauthorized`. */
export function shortStatus({ text }: Line): Start | undefined {
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

/** A row that a network panel shows above the headers. */
export function generalOf({ text }: Line): readonly [name: string, value: string] | undefined {
  const [, name, value = ''] = general.exec(text.trimEnd()) ?? []
  return name === undefined ? undefined : [name.toLowerCase(), value.trim()]
}

/** A name alone on its line, as in the two-line form of Chrome's panel. */
export function nameOf({ text }: Line): string | undefined {
  const line = text.trim()
  return bareName.test(line) ? line.replace(/(?!^):$/, '').toLowerCase() : undefined
}

/** Whether a line is `name: value` or `name:`; such a line is not the value of the line before. */
export function isOwnField({ text }: Line): boolean {
  return ownField.test(text)
}

/** Column, counted from 1, of the first character that does not fit `name: value`. */
export function faultIn({ text, shift }: Line): { readonly problem: string; readonly column: number } {
  const column = shift + 1 + (leadingName.exec(text)?.[0].length ?? 0)
  const colon = text.indexOf(':')
  if (colon < 0) {
    return {
      problem: 'this is no header: it has no colon. A blank line belongs between the headers and the body',
      column: shift + 1,
    }
  }
  if (colon === 0) return { problem: 'this is no header: it has no name', column: shift + 1 }
  return { problem: 'a character that cannot be in the name of a header', column }
}
