import { classes, END, EQUALS, KNOWN, SEMICOLON, SEPARATOR, TOKEN, WHITE } from './character.js'
import type { ChallengeBuilder } from './challenge.js'
import type { Issue, IssueCode } from './issue.js'

/** One field line while the parser reads it. */
export interface Line {
  readonly text: string
  /** Where this line starts among all field lines. */
  readonly base: number
  /** How far the parser has read. */
  at: number
  readonly challenges: ChallengeBuilder[]
  readonly issues: Issue[]
  /** The challenge that gets the next parameter. */
  challenge: ChallengeBuilder | undefined
  /** Set for Authentication-Info: it gets all parameters, and there are no schemes. */
  readonly info: ChallengeBuilder | undefined
  /** The issue that makes every later challenge of this line doubtful. */
  doubt: Issue | undefined
  /** Where the last scheme ended. */
  schemeEnd: number
}

/** Separators and the end of the line. */
export const STOP: number = SEPARATOR | END
/** `token "="` is ahead. */
export const PARAMETER = 1
/** `token SP token "="` is ahead. */
export const CHALLENGE = 2

export const classAt = ({ text }: Line, at: number): number =>
  at < text.length ? (classes[text.charCodeAt(at)] ?? 0) : END

/** Returns the end of a run of characters of these classes. */
export function skipWhile({ text }: Line, at: number, mask: number): number {
  while (at < text.length && (classes[text.charCodeAt(at)] ?? 0) & mask) at++
  return at
}

/** Moves past characters of these classes, reports those that the grammar does not know, and returns all classes seen. */
export function skipAndReport(line: Line, mask: number): number {
  let seen = 0
  for (let found; (found = classAt(line, line.at)) & mask; line.at++) {
    seen |= found
    if (!(found & KNOWN)) addIssue(line, 'character', line.at)
  }
  return seen
}

/** Returns `PARAMETER` or `CHALLENGE` if one starts here, otherwise 0. */
export function lookahead(line: Line, at: number): number {
  const start = skipWhile(line, at, WHITE)
  const word = skipWhile(line, start, TOKEN)
  const next = skipWhile(line, word, WHITE)
  const last = skipWhile(line, next, TOKEN)
  if (word === start || !(classAt(line, skipWhile(line, last, WHITE)) & EQUALS)) return 0
  return last > next ? CHALLENGE : PARAMETER
}

/** Returns what ends an element here, otherwise 0. A semicolon ends one only if a parameter or a challenge follows. */
export function boundaryAt(line: Line, at: number): number {
  const found = classAt(line, at)
  return found & STOP || (found & SEMICOLON && lookahead(line, at + 1))
}

export function addIssue(line: Line, code: IssueCode, at: number): Issue {
  const issue = { code, at: line.base + at }
  line.issues.push(issue)
  line.challenge?.issues.push(issue)
  return issue
}
