/** One line of a text, without what was put in front of it. */
export interface Line {
  readonly text: string
  /** Counted from 1, in the text. */
  readonly number: number
  /** How many characters were in front. */
  readonly indent: number
  /** Whose line it is, where `curl -v` says so. */
  readonly direction?: 'request' | 'response' | 'body'
}

/** Lines without the indentation that all of them have, without Markdown's fences, and without the marks of `curl -v`. */
export function readLines(text: string): readonly Line[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const indent = lines
    .filter((line) => line.trim() !== '')
    .reduce((least, line) => Math.min(least, line.length - line.trimStart().length), Infinity)
  const plain = lines.map((line, index): Line => ({
    text: /^\s*```[\w-]*\s*$/.test(line) ? '' : line.slice(indent),
    number: index + 1,
    indent,
  }))
  return plain.some(isAnswerOfCurl) ? fromCurl(plain) : plain
}

function isAnswerOfCurl({ text }: Line): boolean {
  return /^< ?HTTP\/\d/.test(text)
}

/** What curl says of its own doing around a body, its progress included. */
const remark =
  /^\* (?:Connection #|Closing connection|Ignoring the response-body|Issue another request|Please rewind|Clear auth|Re-using|Added |shutting down|Found bundle|Mark bundle|\[HTTP)|^[{}] \[\d+ bytes data\]$|^\s*\d{1,3} +[\d.]+[kMG]? .*[-\d]:[-\d]{2}:[-\d]{2} +[\d.]+[kMG]?$/

function fromCurl(lines: readonly Line[]): readonly Line[] {
  const kept: Line[] = []
  let isInBody = false
  for (const line of lines) {
    const mark = /^([<>])(?: |$)/.exec(line.text)
    if (mark && (!isInBody || /^(?:> [A-Z]+ \S+ HTTP\/\d|< ?HTTP\/\d)/.test(line.text))) {
      const text = line.text.slice(mark[0].length)
      kept.push({
        ...line,
        text,
        indent: line.indent + mark[0].length,
        direction: mark[1] === '>' ? 'request' : 'response',
      })
      isInBody = mark[1] === '<' && text === ''
    } else if (isInBody && !remark.test(line.text) && (line.text !== '' || kept.at(-1)?.direction === 'body')) {
      kept.push({ ...line, direction: 'body' })
    }
  }
  return kept
}
