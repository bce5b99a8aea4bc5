/** Where a text stops being JSON (an offset in UTF-16 code units), and what should be there. */
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
 * Finds the first place where a text is no JSON; undefined where it is. Each engine names
 * the place in words of its own, and quotes what stands there, which may be a secret.
 */
export function jsonFault(text: string): JsonFault | undefined {
  const open: ('[' | '{')[] = []
  let wanted: Wanted = 'a value'
  let at = 0
  for (;;) {
    at = search(notSpace, text, at)
    if (at === text.length) return wanted === 'nothing more' ? undefined : { at, expected: wanted }
    const end = endOfScalar(text, at, wanted)
    if (typeof end === 'object') return end
    if (end !== undefined) {
      at = end
      wanted = wanted.startsWith('a name') ? 'a colon' : afterValue(open)
      continue
    }
    const next = text.charAt(at)
    const step = afterMark(next, wanted, open)
    if (step === undefined) return { at, expected: wanted }
    wanted = step
    at++
  }
}

/** The offset behind a string or another value without parts; undefined where none may stand, or none stands. */
function endOfScalar(text: string, at: number, wanted: Wanted): number | JsonFault | undefined {
  if (text.charAt(at) === '"' && /value|name/.test(wanted)) return endOfString(text, at)
  return wanted.startsWith('a value') ? match(literal, text, at) : undefined
}

function afterValue(open: readonly ('[' | '{')[]): Wanted {
  if (open.length === 0) return 'nothing more'
  return open.at(-1) === '[' ? 'a comma or ]' : 'a comma or }'
}

/** What is wanted behind a bracket, a colon or a comma; undefined where it may not stand. */
function afterMark(mark: string, wanted: Wanted, open: ('[' | '{')[]): Wanted | undefined {
  if ((mark === '[' || mark === '{') && wanted.startsWith('a value')) {
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

/** The offset behind a string's closing quote, or what is wrong within it. */
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
