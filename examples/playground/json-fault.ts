/** The offset (in UTF-16 code units) at which a text is no JSON any more, and what should be there. */
export interface JsonFault {
  readonly at: number
  readonly expected: string
}

type Wanted =
  | 'a value'
  | 'a value or ]'
  | 'a name in quotes'
  | 'a name in quotes or }'
  | 'a colon'
  | 'a comma or ]'
  | 'a comma or }'
  | 'nothing more'

const literal = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y
const notSpace = /[^ \t\r\n]/g
const special = /["\\\u0000-\u001f]/g // oxlint-disable-line no-control-regex
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/**
 * Finds the first place where a text is no JSON; undefined when it is JSON. The messages of engines differ, and quote the
 * text at that place, which may be a secret.
 */
export function jsonFault(text: string): JsonFault | undefined {
  const open: ('[' | '{')[] = []
  let wanted: Wanted = 'a value'
  let at = 0
  const afterValue = (): Wanted =>
    open.length === 0 ? 'nothing more' : open.at(-1) === '[' ? 'a comma or ]' : 'a comma or }'
  for (;;) {
    at = search(notSpace, text, at)
    if (at === text.length) return wanted === 'nothing more' ? undefined : { at, expected: wanted }
    const next = text.charAt(at)
    const isString = next === '"' && /value|name/.test(wanted)
    const end = isString ? endOfString(text, at) : wanted.startsWith('a value') ? match(literal, text, at) : undefined
    if (isString && typeof end === 'object') return end
    if (typeof end === 'number') {
      at = end
      wanted = wanted.startsWith('a name') ? 'a colon' : afterValue()
      continue
    }
    const opens: Wanted | undefined = !wanted.startsWith('a value')
      ? undefined
      : next === '['
        ? 'a value or ]'
        : next === '{'
          ? 'a name in quotes or }'
          : undefined
    if (opens) {
      open.push(next as '[' | '{')
      wanted = opens
    } else if ((next === ']' || next === '}') && wanted.endsWith(next)) {
      open.pop()
      wanted = afterValue()
    } else if (next === ':' && wanted === 'a colon') wanted = 'a value'
    else if (next === ',' && wanted.startsWith('a comma')) wanted = open.at(-1) === '[' ? 'a value' : 'a name in quotes'
    else return { at, expected: wanted }
    at++
  }
}

/** The offset after a string's closing quote, or the fault inside the string. */
function endOfString(text: string, start: number): number | JsonFault {
  for (let at = start + 1; ;) {
    at = search(special, text, at)
    if (at === text.length) return { at, expected: 'a closing quote' }
    const found = text.charAt(at)
    if (found === '"') return at + 1
    const behind = found === '\\' ? match(escape, text, at) : undefined
    if (behind === undefined) {
      return { at, expected: found === '\\' ? 'an escape such as \\n' : 'an escape for a control character' }
    }
    at = behind
  }
}

function search(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return pattern.exec(text)?.index ?? text.length
}

function match(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : undefined
}

/** Line and column of an offset, both counted from 1. */
export function placeOf(text: string, at: number): { readonly line: number; readonly column: number } {
  let line = 1
  let start = 0
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', start)) {
    line++
    start = end + 1
  }
  return { line, column: at - start + 1 }
}
