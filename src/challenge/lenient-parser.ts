// Reads field lines: what `readStrict` leaves. Its state is in module variables, the registers of this machine: reading is
// synchronous and calls nobody else's code but `headers.get` before it starts, and so it takes fewer bytes than an object.
import {
  BACKSLASH,
  classes,
  END,
  EQUALS,
  KNOWN,
  PLAIN,
  QUOTE,
  SEMICOLON,
  SEPARATOR,
  SPACE,
  TAB,
  TOKEN,
  TOKEN68,
  WHITE,
} from './character.js'
import { ChallengeBuilder } from './challenge.js'
import type { FieldInput } from './input.js'
import type { Issue, IssueCode } from './issue.js'
import { parseStrict } from './strict-parser.js'
import { unescape } from './unescape.js'

/** How many code units are read at most. */
const LIMIT = 0x200000
/** Among how many parameters of a challenge duplicates are looked for. */
const COMPARED = 256
/** A separator or the end. */
const STOP = SEPARATOR | (END - KNOWN)
/** `, name=` or `, scheme name=`, what stands before a quote that opens a value. */
const OPENING =
  /[,\n][\0-\t\v- \x7f\xa0]*([\w!#$%&'*+.^`|~-]+[\0-\t\v- \x7f\xa0]+)?[\w!#$%&'*+.^`|~-]+[\0-\t\v- \x7f\xa0]*=[\0-\t\v- \x7f\xa0]*$/
const PARAMETER = 1
const CHALLENGE = 2

/** All field lines. */
let text = ''
/** The end of this one. */
let end = 0
let at = 0
let challenges: ChallengeBuilder[]
let issues: Issue[]
let challenge: ChallengeBuilder | undefined
/** Only parameters are expected, and belong here. */
let authInfo: ChallengeBuilder | undefined
/** What makes the rest of the line doubtful. */
let lineIssue: Issue | undefined
/** The end of the last scheme. */
let schemeEnd = 0

const codeAt = (at: number): number => (at < end ? text.charCodeAt(at) : 0)
const classAt = (at: number): number => (at < end ? (classes[text.charCodeAt(at)] ?? 0) : END)

/** The end of a run of these classes. */
function skipWhile(at: number, mask: number): number {
  while (classAt(at) & mask) at++
  return at
}

/** What starts here: `token "="`, `token SP token "="`, or neither. */
function lookahead(at: number): number {
  const start = skipWhile(at, WHITE)
  const word = skipWhile(start, TOKEN)
  const next = skipWhile(word, WHITE)
  const last = skipWhile(next, TOKEN)
  if (word === start || codeAt(skipWhile(last, WHITE)) !== EQUALS) return 0
  return last > next ? CHALLENGE : PARAMETER
}

/** A separator, the end, or a semicolon that separates. */
const isBoundary = (at: number): number => classAt(at) & STOP || (codeAt(at) === SEMICOLON ? lookahead(at + 1) : 0)

function addIssue(code: IssueCode, at: number): Issue {
  const issue = { code, at }
  issues.push(issue)
  challenge?.issues.push(issue)
  return issue
}

/** Skips these classes, reports what the grammar does not know, and tells which classes there were. */
function skipAndReport(mask: number): number {
  let seen = 0
  for (let found; (found = classAt(at)) & mask; at++) {
    seen |= found
    if (!(found & KNOWN)) addIssue('character', at)
  }
  return seen
}

/**
 * Reads the quoted value that opens here. A quote is data if nothing fit follows it, but not if it opens a value itself
 * (`, name="`): then the value ended before. Without such proof it ends at the last quote of an even number.
 */
function parseQuoted(): string {
  const open = at
  let last = open
  let even = false
  let escaped = false
  for (;;) {
    at = skipWhile(at + 1, PLAIN)
    if (at >= end) {
      at = even ? last : end
      break
    }
    if (codeAt(at) === QUOTE) {
      const next = skipWhile(at + 1, WHITE)
      if (isBoundary(next) || lookahead(next)) break
      lineIssue = addIssue('quote', at)
      const comma = text.slice(last, at).search(OPENING)
      if (comma > 0) {
        at = last > open ? last : open + comma
        break
      }
      last = at
      even = !even
    } else {
      if (codeAt(at) === BACKSLASH) {
        escaped = true
        at++
      }
      if (!(classAt(at) & (PLAIN | KNOWN))) addIssue('character', at)
    }
  }
  const value = text.slice(open + 1, at)
  if (codeAt(at) === QUOTE) at++
  else lineIssue = addIssue('unterminated', open)
  return escaped ? unescape(value) : value
}

/** Reads the unquoted value that starts here: words join it up to a comma, unless they start something else. */
function parseUnquoted(first: number): string {
  const start = at
  const fit = skipWhile(at, TOKEN)
  if (start === first || lookahead(start) !== PARAMETER) {
    at = fit
    for (
      let next;
      !isBoundary((next = skipWhile(at, WHITE))) && !(next > at && (codeAt(next) === QUOTE || lookahead(next)));
    ) {
      at = next + 1
    }
    if (at > fit) addIssue('unquoted', fit)
  }
  if (at === start) addIssue('empty', start - 1)
  return text.slice(start, at)
}

function parseParameter(start: number, word: number): void {
  const name = text.slice(start, word).toLowerCase() as Lowercase<string>
  const owner = challenge
  at = word
  if (!owner) addIssue('no-scheme', start)
  else {
    const { parameters } = owner
    if (!parameters.length) {
      if (owner.token68) addIssue('token68', start)
      else if (!authInfo && codeAt(schemeEnd) !== SPACE) addIssue('comma-after-scheme', schemeEnd)
    }
    if (parameters.length < COMPARED && owner.get(name) !== undefined) addIssue('duplicate', start)
  }
  skipAndReport(WHITE)
  const first = ++at
  skipAndReport(WHITE)
  const isQuoted = codeAt(at) === QUOTE
  const value = isQuoted ? parseQuoted() : parseUnquoted(first)
  owner?.parameters.push({ name, value, quoted: isQuoted, at: start })
}

/** Reads the token68 that may follow a scheme. */
function parseToken68(start: number): boolean {
  const data = skipWhile(start, TOKEN68)
  let after = data
  while (codeAt(after) === EQUALS) after++
  const next = skipWhile(after, WHITE)
  if (
    data === start ||
    !(classAt(next) & STOP || (next > after && (after > data + 1 || lookahead(next) === CHALLENGE)))
  ) {
    return false
  }
  const value = text.slice(start, after)
  // `name=` is a token68 by the grammar; an empty parameter if it is a realm, or in lower case and others follow.
  if (
    /^realm=$/i.test(value) ||
    (/^[a-z_-]+=$/.test(value) && lookahead(skipWhile(next, WHITE | SEPARATOR)) === PARAMETER)
  ) {
    return false
  }
  if (challenge) challenge.token68 = value
  at = after
  return true
}

/** Skips to the next comma outside quotes. */
function skipJunk(opens: boolean): void {
  addIssue('junk', at)
  while (!(classAt(at) & STOP)) {
    if (codeAt(at) === QUOTE) parseQuoted()
    else {
      const next = skipWhile(at, WHITE)
      // What looks like a challenge with an impossible scheme must not leave its parameters to the one before.
      if (opens && next > at && lookahead(next)) challenge = authInfo
      at = next > at ? next : at + 1
    }
  }
}

function parseElement(comma: boolean, fresh: boolean): void {
  const start = at
  if (fresh && parseToken68(start)) return
  const word = skipWhile(start, TOKEN)
  const next = skipWhile(word, WHITE)
  const isParameter = word > start && codeAt(next) === EQUALS
  const isScheme = !isParameter && (comma ? word > start && (next > word || isBoundary(word)) : lookahead(start))
  if (!isParameter && !isScheme) return skipJunk(comma)
  if (!comma && !(fresh && isParameter)) lineIssue = addIssue('missing-comma', start)
  if (isParameter) return parseParameter(start, word)
  schemeEnd = at = word
  if (authInfo) addIssue('junk', start)
  else {
    challenge = new ChallengeBuilder(text.slice(start, word).toLowerCase())
    challenges.push(challenge)
    if (lineIssue) challenge.issues.push(lineIssue)
  }
}

/** Reads one field line, and tells where the next begins. */
function parseLine(whole: unknown, start: number): number {
  if (typeof whole !== 'string') throw new TypeError('why401/challenge: `input` must be a string, strings, or Headers')
  const stop = start + whole.length
  const before = challenges.length
  end = Math.min(stop, LIMIT)
  lineIssue = undefined
  at = authInfo ? start : parseStrict(text, start, end, challenges)
  schemeEnd = at
  challenge = challenges.length > before ? challenges.at(-1) : authInfo
  for (let comma = at === start; at < end; comma = false) {
    const from = at
    let seen = skipAndReport(WHITE | SEPARATOR)
    while (codeAt(at) === SEMICOLON && lookahead(at + 1)) {
      addIssue('semicolon', at++)
      seen |= skipAndReport(WHITE | SEPARATOR) | SEPARATOR
    }
    if (at >= end) break
    comma ||= (seen & SEPARATOR) > 0
    const fresh = !comma && from === schemeEnd
    if (fresh && seen & TAB) addIssue('character', from)
    parseElement(comma, fresh)
  }
  if (end < stop) addIssue('too-long', end)
  return stop + 2
}

/** Reads each field line on its own; as parameters of `only`, if given. */
export function parseLenient(
  input: FieldInput,
  field: string,
  only?: ChallengeBuilder,
): { challenges: ChallengeBuilder[]; issues: Issue[] } {
  const headers = input as Exclude<FieldInput, string | readonly string[]>
  const value = (headers?.get ? headers.get(field) : input) ?? ''
  challenges = []
  issues = []
  authInfo = only
  if (Array.isArray(value)) {
    text = value.join(', ')
    let start = 0
    for (const whole of value) start = parseLine(whole, start)
  } else {
    text = value as string
    parseLine(text, 0)
  }
  text = ''
  return { challenges, issues }
}
