/** One line of a paste, without its indentation and marks. */
export interface Line {
  readonly text: string
  /** Counted from 1, in the paste. */
  readonly number: number
  /** The number of characters that were removed before it. */
  readonly shift: number
  /** The direction that `curl -v` marks. */
  readonly way?: 'request' | 'response' | 'body'
}

/** The lines without their common indentation, without Markdown's fences, and without the marks of `curl -v`. */
export function pastedLines(text: string): readonly Line[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const shift = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length),
  )
  const plain = lines.map((line, index): Line => ({
    text: /^\s*```[\w-]*\s*$/.test(line) ? '' : line.slice(shift),
    number: index + 1,
    shift,
  }))
  return plain.some(isAnswerOfCurl) ? fromCurl(plain) : plain
}

function isAnswerOfCurl({ text }: Line): boolean {
  return /^< ?HTTP\/\d/.test(text)
}

/** curl's own messages around a body, its progress included. */
const remark =
  /^\* (?:Connection #|Closing connection|Ignoring the response-body|Issue another request|Please rewind|Clear auth|Re-using|Added |shutting down|Found bundle|Mark bundle|\[HTTP)|^[{}] \[\d+ bytes data\]$|^\s*\d{1,3} +[\d.]+[kMG]? .*[-\d]:[-\d]{2}:[-\d]{2} +[\d.]+[kMG]?$/

function fromCurl(lines: readonly Line[]): readonly Line[] {
  const kept: Line[] = []
  let inBody = false
  for (const line of lines) {
    const mark = /^([<>])(?: |$)/.exec(line.text)
    if (mark && (!inBody || /^(?:> [A-Z]+ \S+ HTTP\/\d|< ?HTTP\/\d)/.test(line.text))) {
      const text = line.text.slice(mark[0].length)
      kept.push({ ...line, text, shift: line.shift + mark[0].length, way: mark[1] === '>' ? 'request' : 'response' })
      inBody = mark[1] === '<' && text === ''
    } else if (inBody && !remark.test(line.text) && (line.text !== '' || kept.at(-1)?.way === 'body')) {
      kept.push({ ...line, way: 'body' })
    }
  }
  return kept
}
