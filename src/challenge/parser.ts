import { EQUALS, LIST, LOWER, PLAIN, QUOTE, SEPARATOR, TAB, TOKEN, TOKEN68, WHITE } from './character.js'
import { ChallengeBuilder } from './challenge.js'
import type { FieldInput } from './input.js'
import type { Issue } from './issue.js'
import {
  addIssue,
  boundaryAt,
  CHALLENGE,
  classAt,
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

/**
 * Returns `PARAMETER` if the challenge goes on here, `CHALLENGE` if another one starts, otherwise 0. Behind words that belong
 * nowhere, a word that is not the name of a parameter counts as a scheme only in upper case: prose goes on in lower case.
 */
const restartAt = (line: Line, at: number): number =>
  lookahead(line, at) & (classAt(line, at) & LOWER ? PARAMETER : PARAMETER | CHALLENGE)

/**
 * Reads the token68 that starts here; false if none does. Right behind a scheme, parameters may follow it, although no
 * grammar has that. Elsewhere two equals signs tell it from a parameter.
 */
function parseToken68(line: Line, isFirst: boolean): boolean {
  const { text, challenge, at: start } = line
  const data = skipWhile(line, start, TOKEN68)
  const end = skipWhile(line, data, EQUALS)
  const next = skipWhile(line, end, WHITE)
  const value = text.slice(start, end)
  const isPadded = end > data + 1
  if (
    data === start ||
    !challenge ||
    !(isFirst || isPadded) ||
    !(boundaryAt(line, next) || (next > end && (isPadded || restartAt(line, next)))) ||
    // `name=` is a token68 by the grammar. It is an empty parameter if it is a realm, or in lower case before a parameter.
    // `Negotiate Basic realm="x"` lacks a comma: `Basic` is no token68.
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
function skipJunk(line: Line, isSeparated: boolean): void {
  addIssue(line, 'junk', line.at)
  while (!(classAt(line, line.at) & STOP)) {
    const next = skipWhile(line, line.at, WHITE)
    if (classAt(line, line.at) & QUOTE) parseQuoted(line)
    else if (next === line.at) line.at++
    else {
      line.at = next
      if (isSeparated) {
        // What looks like a challenge with an impossible scheme must not leave its parameters to the one before.
        if (lookahead(line, next)) line.challenge = line.info
      } else if (restartAt(line, next)) return
    }
  }
}

function parseParameter(line: Line, word: number, name: Lowercase<string>): void {
  const { challenge, at: start } = line
  if (!challenge) addIssue(line, 'no-scheme', start)
  else if (challenge.has(name)) addIssue(line, 'duplicate', start)
  else if (!challenge.ownParameters) {
    if (challenge.token68) addIssue(line, 'token68', start)
    else if (!line.info && line.text[line.schemeEnd] !== ' ') addIssue(line, 'comma-after-scheme', line.schemeEnd)
  }
  line.at = word
  skipAndReport(line, WHITE)
  const first = ++line.at
  skipAndReport(line, WHITE)
  const quoted = (classAt(line, line.at) & QUOTE) > 0
  const value = quoted ? parseQuoted(line) : parseUnquoted(line, first)
  challenge?.add({ name, value, quoted, at: line.base + start })
}

/**
 * Reads what most servers send behind a scheme: `name="value"`, separated by commas, without escapes. It stops at everything
 * else, which is for `parseElement`. It adds nothing to what is accepted: it makes the parser a fifth faster.
 */
function parsePlainParameters(line: Line, challenge: ChallengeBuilder): void {
  for (;;) {
    const start = skipWhile(line, line.at, LIST)
    const word = skipWhile(line, start, LOWER)
    const name = line.text.slice(start, word) as Lowercase<string>
    if (!name || !(classAt(line, word) & EQUALS) || !(classAt(line, word + 1) & QUOTE) || challenge.has(name)) return
    const end = skipWhile(line, word + 2, PLAIN)
    if (!(classAt(line, end) & QUOTE) || !(classAt(line, end + 1) & STOP)) return
    challenge.add({ name, value: line.text.slice(word + 2, end), quoted: true, at: line.base + start })
    line.at = end + 1
  }
}

/**
 * Reads one list element. `isSeparated` says that a comma stands before it, or nothing; `isFirst`, that only white space
 * stands between it and its scheme.
 */
function parseElement(line: Line, isSeparated: boolean, isFirst: boolean): void {
  const { at: start } = line
  const word = skipWhile(line, start, TOKEN)
  const next = skipWhile(line, word, WHITE)
  const isParameter = word > start && (classAt(line, next) & EQUALS) > 0
  const isScheme = isSeparated && word > start && !isParameter && (next > word || boundaryAt(line, word) > 0)
  // Behind `name=`, a quote or a token character proves that it is no token68.
  const isProven = isScheme || (isParameter && (classAt(line, next + 1) & (QUOTE | TOKEN)) > 0)
  if (!isProven && parseToken68(line, isFirst)) return
  if (!isParameter && !isScheme && (isSeparated || !lookahead(line, start))) return skipJunk(line, isSeparated)
  if (!isSeparated && !(isFirst && isParameter)) line.doubt = addIssue(line, 'missing-comma', start)
  const name = line.text.slice(start, word).toLowerCase() as Lowercase<string>
  if (isParameter) return parseParameter(line, word, name)
  line.schemeEnd = line.at = word
  if (line.info) addIssue(line, 'junk', start)
  else {
    const challenge = new ChallengeBuilder(name)
    line.challenge = challenge
    line.challenges.push(challenge)
    if (line.doubt) challenge.issues.push(line.doubt)
    if (line.text[word] === ' ') parsePlainParameters(line, challenge)
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
  let isSeparated = true
  while (line.at < text.length) {
    const from = line.at
    const seen = skipAndReport(line, WHITE | SEPARATOR)
    if (seen & SEPARATOR) isSeparated = true
    if (boundaryAt(line, line.at)) {
      if (line.at < text.length) addIssue(line, 'semicolon', line.at++)
      isSeparated = true
    } else {
      const isFirst = !isSeparated && from === line.schemeEnd
      if (isFirst && seen & TAB) addIssue(line, 'character', from)
      parseElement(line, isSeparated, isFirst)
      isSeparated = false
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
  const value = (typeof input === 'object' && input && 'get' in input ? input.get(field) : input) ?? ''
  const challenges: ChallengeBuilder[] = []
  const issues: Issue[] = []
  let base = 0
  for (const line of Array.isArray(value) ? value : [value]) base = parseLine(line, base, challenges, issues, info)
  return { challenges, issues }
}
