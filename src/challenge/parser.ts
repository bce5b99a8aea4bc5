import { EQUALS, QUOTE, SEPARATOR, TAB, TOKEN, TOKEN68, UPPER, WHITE } from './character.js'
import { append, ChallengeBuilder } from './challenge.js'
import type { FieldInput } from './input.js'
import type { Issue } from './issue.js'
import {
  addIssue,
  CHALLENGE,
  classAt,
  isBoundary,
  type Line,
  lookahead,
  PARAMETER,
  skipAndReport,
  skipWhile,
  STOP,
} from './line.js'
import { parseQuoted, parseUnquoted } from './value.js'

/** How many code units are read at most. */
const LIMIT = 0x200000
/** Among how many parameters of a challenge duplicates are looked for, so that time stays linear. */
const COMPARED = 256
/** Does the challenge go on here, or a new one start? A word without a parameter of its own is a scheme if it is in upper case. */
const isRestart = (line: Line, at: number): number =>
  lookahead(line, at) & (classAt(line, at) & UPPER ? PARAMETER | CHALLENGE : PARAMETER)

/**
 * Reads a token68, if one starts here. Behind a scheme it may have any padding, and parameters may follow it (no grammar has
 * them). Elsewhere two equals signs tell it from an empty parameter.
 */
function parseToken68(line: Line, isFirst: boolean): boolean {
  const { text, challenge, at: start } = line
  const data = skipWhile(line, start, TOKEN68)
  const end = skipWhile(line, data, EQUALS)
  const next = skipWhile(line, end, WHITE)
  const isPadded = end > data + 1
  const value = text.slice(start, end)
  const isSpaced = next > end
  if (
    data === start ||
    !challenge ||
    !(isFirst || isPadded) ||
    !(isBoundary(line, next) || (isSpaced && (isPadded || isRestart(line, next))))
  ) {
    return false
  }
  if (
    /^realm=$/i.test(value) ||
    (lookahead(line, skipWhile(line, next, WHITE | SEPARATOR)) === PARAMETER &&
      /^([a-z_-]+=|[Bb]asic|[Bb]earer|[Dd]igest|DPoP)$/.test(value))
  ) {
    return false
  }
  if (!isFirst) addIssue(line, 'token68', start)
  challenge.token68 ??= value
  line.at = end
  return true
}

/** Skips what is neither scheme nor parameter: to the next comma outside quotes, or to where the challenge goes on. */
function skipJunk(line: Line, comma: boolean): void {
  addIssue(line, 'junk', line.at)
  while (!(classAt(line, line.at) & STOP)) {
    if (classAt(line, line.at) & QUOTE) parseQuoted(line)
    else {
      const next = skipWhile(line, line.at, WHITE)
      if (next === line.at) line.at++
      else {
        line.at = next
        if (comma) {
          // What looks like a challenge with an impossible scheme must not leave its parameters to the one before.
          if (lookahead(line, next)) line.challenge = line.info
        } else if (isRestart(line, next)) return
      }
    }
  }
}

function parseParameter(line: Line, word: number, name: Lowercase<string>): void {
  const { challenge, at: start } = line
  if (!challenge) addIssue(line, 'no-scheme', start)
  else {
    const { parameters } = challenge
    if (!parameters.length) {
      if (challenge.token68) addIssue(line, 'token68', start)
      else if (!line.info && line.text[line.schemeEnd] !== ' ') {
        addIssue(line, 'comma-after-scheme', line.schemeEnd)
      }
    }
    if (parameters.length < COMPARED && parameters.some((known) => known.name === name)) {
      addIssue(line, 'duplicate', start)
    }
  }
  line.at = word
  skipAndReport(line, WHITE)
  const first = ++line.at
  skipAndReport(line, WHITE)
  const quoted = (classAt(line, line.at) & QUOTE) > 0
  const value = quoted ? parseQuoted(line) : parseUnquoted(line, first)
  if (challenge) challenge.parameters = append(challenge.parameters, { name, value, quoted, at: line.base + start })
}

/** Reads one list element. `comma`: a separator came before it. `isFirst`: only white space stands between it and its scheme. */
function parseElement(line: Line, comma: boolean, isFirst: boolean): void {
  const { at: start } = line
  // Most names are in lower case already, and `toLowerCase` would copy each of them.
  let seen = 0
  let word = start
  for (let found; (found = classAt(line, word)) & TOKEN; word++) seen |= found
  const next = skipWhile(line, word, WHITE)
  const isParameter = word > start && classAt(line, next) & EQUALS
  const isScheme = comma && word > start && !isParameter && (next > word || isBoundary(line, word))
  const isCertain = isScheme || (isParameter && classAt(line, next + 1) & (QUOTE | TOKEN))
  if (!isCertain && parseToken68(line, isFirst)) return
  if (!isParameter && !isScheme && (comma || !lookahead(line, start))) return skipJunk(line, comma)
  if (!comma && !(isFirst && isParameter)) line.doubt = addIssue(line, 'missing-comma', start)
  const text = line.text.slice(start, word)
  const name = (seen & UPPER ? text.toLowerCase() : text) as Lowercase<string>
  if (isParameter) return parseParameter(line, word, name)
  line.schemeEnd = line.at = word
  if (line.info) addIssue(line, 'junk', start)
  else {
    line.challenge = new ChallengeBuilder(name)
    line.challenges.push(line.challenge)
    if (line.doubt) line.challenge.issues = [line.doubt]
  }
}

/** Reads one field line; returns where the next one starts. */
function parseLine(
  whole: unknown,
  base: number,
  challenges: ChallengeBuilder[],
  issues: Issue[],
  info?: ChallengeBuilder,
): number {
  if (typeof whole !== 'string') throw new TypeError('why401/challenge: `input` must be a string, strings, or Headers')
  const text = whole.substring(0, LIMIT - base)
  const line: Line = { text, base, at: 0, challenges, issues, challenge: info, info, doubt: undefined, schemeEnd: 0 }
  let comma = true
  while (line.at < text.length) {
    const from = line.at
    const seen = skipAndReport(line, WHITE | SEPARATOR)
    if (seen & SEPARATOR) comma = true
    if (isBoundary(line, line.at)) {
      if (line.at < text.length) addIssue(line, 'semicolon', line.at++)
      comma = true
    } else {
      const isFirst = !comma && from === line.schemeEnd
      if (isFirst && seen & TAB) addIssue(line, 'character', from)
      parseElement(line, comma, isFirst)
      comma = false
    }
  }
  if (text.length < whole.length) addIssue(line, 'too-long', text.length)
  return base + whole.length + 2
}

/** Reads each field line on its own. All parameters go to `info`, if given. */
export function parseField(
  input: FieldInput,
  field: string,
  info?: ChallengeBuilder,
): { challenges: ChallengeBuilder[]; issues: Issue[] } {
  const headers = input as Exclude<FieldInput, string | readonly string[]>
  const value = (headers?.get ? headers.get(field) : input) ?? ''
  const challenges: ChallengeBuilder[] = []
  const issues: Issue[] = []
  let base = 0
  for (const line of Array.isArray(value) ? value : [value]) base = parseLine(line, base, challenges, issues, info)
  return { challenges, issues }
}
