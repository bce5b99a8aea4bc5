import { generalOf, headingOf, nameOf, type Start, startOf, shortStatusOf } from './head-lines.js'
import type { Line } from './lines.js'

/** One message of a paste; without a start line, what a network panel shows of one. */
export interface MessageBlock {
  readonly start: Start | undefined
  readonly head: readonly Line[]
  readonly body: readonly Line[]
  /** Where it begins, counted from 1. */
  readonly line: number
}

interface OpenBlock extends MessageBlock {
  readonly head: Line[]
  readonly body: Line[]
}

/** Finds where each message begins, and where its body does. */
export function readBlocks(lines: readonly Line[]): readonly MessageBlock[] {
  const blocks: OpenBlock[] = []
  let block: OpenBlock | undefined
  let isInBody = false
  const begin = (start: Start | undefined, { number }: Line): OpenBlock => {
    const begun = { start, head: [], body: [], line: number }
    blocks.push(begun)
    return begun
  }
  for (const [index, line] of lines.entries()) {
    if (isInBody && block !== undefined) {
      if (!isEndOfBody(lines, index, block)) {
        block.body.push(line)
        continue
      }
      isInBody = false
      block = undefined
    }
    const start = startOf(line) ?? (blocks.length === 0 ? shortStatusOf(line) : undefined)
    const isBlank = line.text.trim() === ''
    if (start) block = begin(start, line)
    else if (isBlank) {
      isInBody = block !== undefined && (block.start !== undefined || !isHeadContinued(lines, index, block))
    } else {
      if (block?.start !== undefined && line.direction === undefined && headingOf(line) !== undefined) block = undefined
      block ??= begin(undefined, line)
      block.head.push(line)
    }
  }
  return blocks
}

/** A body ends where another message starts, behind a blank line; `curl -v` marks each line, so that nothing is guessed. */
function isEndOfBody(lines: readonly Line[], index: number, { body }: MessageBlock): boolean {
  const line = lines[index]
  const next = lines[index + 1]
  if (line === undefined || line.direction === 'body') return false
  if (line.direction !== undefined) return true
  const apart = body.at(-1)?.text.trim() ?? ''
  if (apart !== '') return false
  return isStartOfMessage(line) || (headingOf(line) !== undefined && next !== undefined && isStartOfMessage(next))
}

function isStartOfMessage(line: Line): boolean {
  return /HTTP\/\d/i.test(line.text) && startOf(line) !== undefined
}

/** In what was copied from a panel, blank lines may stand between its parts; elsewhere the first one ends the head. */
function isHeadContinued(lines: readonly Line[], index: number, { head }: MessageBlock): boolean {
  const next = lines[index + 1]
  if (next === undefined) return false
  if (next.text.trim() === '') return true
  if (
    !head.some((line) => headingOf(line) !== undefined || generalOf(line) !== undefined || line.text.startsWith(':'))
  ) {
    return startOf(next) !== undefined
  }
  const behind = lines[index + 2]
  return (
    headingOf(next) !== undefined ||
    generalOf(next) !== undefined ||
    startOf(next) !== undefined ||
    /^:?[\w-]+:(?: |$)/.test(next.text) ||
    (nameOf(next) !== undefined && behind !== undefined && behind.text.trim() !== '')
  )
}
