/** Words of one command, and the offset behind it; `end` is undefined where a quote is not closed. */
export interface ShellWords {
  readonly words: readonly string[]
  readonly end: number | undefined
}

const plain = /[^\s'"\\|;&<>$^]+/y
const ansi: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t', "'": "'", '"': '"', '\\': '\\' }

/**
 * Reads the words of a command in the syntax of POSIX shells, and of cmd.exe as browsers write it: quotes, `$'…'`, `^"…^"`,
 * backslashes, carets, lines that go on. Nothing is expanded. A command ends at a line feed, and its words before that at
 * `|`, `;`, `&`, `<` or `>`.
 */
export function readWords(text: string, from: number): ShellWords {
  const words: string[] = []
  let word: string | undefined
  let isOver = false
  let at = from
  const flush = (): void => {
    if (word !== undefined && !isOver) words.push(word)
    word = undefined
  }
  while (at < text.length && text.charAt(at) !== '\n') {
    const next = text.charAt(at)
    const quoted = readQuoted(text, at)
    if (quoted === 'open') return { words, end: undefined }
    plain.lastIndex = at
    const bare = plain.exec(text)?.[0]
    if (quoted !== undefined) {
      word = (word ?? '') + quoted.text
      at = quoted.end
    } else if (bare !== undefined) {
      word = (word ?? '') + bare
      at += bare.length
    } else if (next === '\\' || next === '^') {
      const skipped = /^[\\^]\r?\n/.exec(text.slice(at, at + 3))?.[0]
      if (skipped === undefined) word = (word ?? '') + text.charAt(at + 1)
      at += skipped?.length ?? 2
    } else if (next === '$') {
      word = `${word ?? ''}$`
      at += 1
    } else {
      flush()
      isOver ||= /[|;&<>]/.test(next)
      at += 1
    }
  }
  flush()
  return { words, end: Math.min(at, text.length) }
}

interface Quote {
  readonly open: string
  readonly close: string
  readonly content: RegExp
  readonly unescape: (raw: string) => string
}

const quotes: readonly Quote[] = [
  { open: "$'", close: "'", content: /[^'\\]*(?:\\[^][^'\\]*)*/y, unescape: unescapeAnsi },
  { open: "'", close: "'", content: /[^']*/y, unescape: (raw) => raw },
  { open: '"', close: '"', content: /[^"\\]*(?:\\[^][^"\\]*)*/y, unescape: unescapeDouble },
  // cmd.exe takes the carets away, and the program reads the rest.
  {
    open: '^"',
    close: '^"',
    content: /[^^]*(?:\^(?:\\\^[\\"]|[^"])[^^]*)*/y,
    unescape: (raw) => unescapeDouble(raw.replace(/\^([^])/g, '$1')),
  },
]

function unescapeAnsi(raw: string): string {
  return raw.replace(/\\([^])/g, (all, letter: string) => ansi[letter] ?? all)
}

function unescapeDouble(raw: string): string {
  return raw.replace(/\\(?:\r?\n|(["\\$`]))/g, '$1')
}

/** What stands in quotes, and the offset behind them; `open` where they are not closed, undefined where there are none. */
function readQuoted(text: string, at: number): { readonly text: string; readonly end: number } | 'open' | undefined {
  const quote = quotes.find(({ open }) => text.startsWith(open, at))
  if (quote === undefined) return undefined
  quote.content.lastIndex = at + quote.open.length
  const raw = quote.content.exec(text)?.[0] ?? ''
  const end = at + quote.open.length + raw.length
  return text.startsWith(quote.close, end) ? { text: quote.unescape(raw), end: end + quote.close.length } : 'open'
}
