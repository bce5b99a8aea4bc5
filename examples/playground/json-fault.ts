/** The offset (in UTF-16 code units) at which a text is no JSON any more, and what should be there. */
export interface JsonFault {
  readonly at: number
  readonly expected: string
}

type Bracket = '[' | '{'

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
 * Finds the first place where a text is no JSON; undefined when it is JSON. The messages of engines differ, and quote
 * the
 * text at that place, which may be a secret.
 */
export function jsonFault(text: string): JsonFault | undefined {
  const open: Bracket[] = []
  let wanted: Wanted = 'a value'
  let at = 0
  for (;;) {
    at = search(notSpace, text, at)
    if (at === text.length) return wanted === 'nothing more' ? undefined : { at, expected: wanted }
    const end = endOfToken(text, at, wanted)
    if (typeof end === 'object') return end
    if (end === undefined) {
      const next = afterMark(text.charAt(at), wanted, open)
      if (next === undefined) return { at, expected: wanted }
      wanted = next
      at += 1
    } else {
      wanted = wanted.startsWith('a name') ? 'a colon' : afterValue(open)
      at = end
    }
  }
}

/** The offset after a string, a number or a literal; undefined when none may begin here. */
function endOfToken(text: string, at: number, wanted: Wanted): number | JsonFault | undefined {
  if (text.charAt(at) === '"' && /value|name/.test(wanted)) return endOfString(text, at)
  return wanted.startsWith('a value') ? match(literal, text, at) : undefined
}

/** What may follow a bracket, a colon or a comma; undefined when the mark may not be here. Keeps `open` up to date. */
function afterMark(mark: string, wanted: Wanted, open: Bracket[]): Wanted | undefined {
  if (wanted.startsWith('a value') && (mark === '[' || mark === '{')) {
    open.push(mark)
    return mark === '[' ? 'a value or ]' : 'a name in quotes or }'
  }
  if ((mark === ']' || mark === '}') && wanted.endsWith(mark)) {
    open.pop()
    return afterValue(open)
  }
  if (mark === ':' && wanted === 'a colon') return 'a value'
  if (mark !== ',' || !wanted.startsWith('a comma')) return undefined
  return open.at(-1) === '[' ? 'a value' : 'a name in quotes'
}

function afterValue(open: readonly Bracket[]): Wanted {
  if (open.length === 0) return 'nothing more'
  return open.at(-1) === '[' ? 'a comma or ]' : 'a comma or }'
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
