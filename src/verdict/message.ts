import type { Evidence } from './evidence.js'

/** Members in which servers speak to a person, the most telling first. */
// prettier-ignore
const members = [
  'message', 'error_description', 'errorDescription', 'detail', 'error_message', 'errorMessage', 'msg', 'userMessage',
  'user_message', 'description', 'errorSummary', 'error_summary', 'faultstring', 'text', 'title', 'reason',
  'error', 'errors', 'info', 'Message', 'Detail', 'error_msg', 'errmsg', 'statusMessage',
  'status_message', 'diagnostics', 'non_field_errors', 'hint', 'meta', 'summary',
]
/** Members that hold what went wrong; the sentence is in one of theirs. */
const wrappers = [
  'error',
  'errors',
  'detail',
  'details',
  'data',
  'fault',
  'meta',
  'result',
  'response',
  'Error',
  'extensions',
  'status',
  'issue',
]
const MAX_STEPS = 60
const MAX_ITEMS = 4
const MAX_LENGTH = 2_000

/**
 * The sentence that a refusal holds for a person, as it was sent; undefined where there is none. It is read from the usual
 * members of JSON, forms and XML, and from the first line of text. Never fit to show as it is: `redact` it.
 *
 * @example
 * const sentence = redact(messageOf(evidence) ?? '')
 */
export function messageOf({ body }: Evidence): string | undefined {
  const { format, text, value } = body
  if (format === 'text') return asSentence(/\S[^\r\n]*/.exec(text.slice(0, MAX_LENGTH))?.[0])
  if (typeof value === 'string') return asSentence(value)
  return typeof value === 'object' && value !== null ? search(value) : undefined
}

/** Breadth first: the outermost sentence is the server's own, those further in are details. */
function search(outer: object): string | undefined {
  const queue: unknown[] = [outer]
  for (const next of queue) {
    if (Array.isArray(next)) {
      queue.push(...next.slice(0, MAX_ITEMS))
      continue
    }
    const text = asSentence(next)
    if (text !== undefined && next !== outer) return text
    if (typeof next !== 'object' || next === null) continue
    for (const name of members) {
      const sentence = asSentence(first(memberOf(next, name)))
      if (sentence !== undefined) return sentence
    }
    if (queue.length < MAX_STEPS) queue.push(...wrappers.map((name) => memberOf(next, name)).filter(isObject))
  }
  return undefined
}

function memberOf(value: object, name: string): unknown {
  if (value instanceof Map) return value.get(name)
  return Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** A sentence has at least two words. What begins as JSON or markup does is not for a person. */
function asSentence(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.slice(0, MAX_LENGTH).trim()
  return /^[^{[<\s]/.test(text) && /\S\s+\S/.test(text) ? text : undefined
}
