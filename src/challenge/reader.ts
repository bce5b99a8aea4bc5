// Reads field lines. Its state is in module variables, the registers of this machine: reading is synchronous and calls
// nobody else's code, and so it takes fewer bytes and less time than an object would.
import { classes, END, ESCAPED, ODD, PLAIN, SPACE, TOKEN, TOKEN68, WHITE } from './character.js'
import { OpenChallenge } from './challenge.js'
import type { FieldInput } from './input.js'
import type { Issue, IssueCode } from './issue.js'
import { readStrict } from './strict.js'

/** How many code units are read at most. */
const LIMIT = 0x200000
/** Among how many parameters of a challenge duplicates are looked for. */
const COMPARED = 256
const QUOTE = 34
const SEMICOLON = 59
const EQUALS = 61
const BACKSLASH = 92
const PARAMETER = 1
const CHALLENGE = 2

let text = ''
let at = 0
/** Offset of the line in the field value. */
let base = 0
let challenges: OpenChallenge[]
let issues: Issue[]
let challenge: OpenChallenge | undefined
/** Only parameters are expected, and belong here. */
let info: OpenChallenge | undefined
/** What makes the rest of the line doubtful. */
let doubt: Issue | undefined
/** The end of the last scheme. */
let mark = 0
/** The end of the first token, and the "=", that `startAt` has found. */
let word = 0
let equals = 0

const codeAt = (at: number): number => text.charCodeAt(at)
const classAt = (at: number): number => (at < text.length ? (classes[codeAt(at)] ?? 0) : END)

/** The end of a run of these classes. */
function run(at: number, mask: number): number {
  const source = text
  while (at < source.length && (classes[source.charCodeAt(at)] ?? 0) & mask) at++
  return at
}

/** What starts here: `token "="`, `token SP token "="`, or neither. */
function startAt(at: number): number {
  const start = run(at, WHITE)
  word = run(start, TOKEN)
  const next = run(word, WHITE)
  const end = run(next, TOKEN)
  equals = run(end, WHITE)
  if (word === start || codeAt(equals) !== EQUALS) return 0
  return end > next ? CHALLENGE : PARAMETER
}

/** A comma, an end, or a semicolon that separates. */
const stopsAt = (at: number): number => classAt(at) & END || (codeAt(at) === SEMICOLON ? startAt(at + 1) : 0)

function report(code: IssueCode, at: number): Issue {
  const issue = { code, at: base + at }
  issues.push(issue)
  challenge?.issues.push(issue)
  return issue
}

/** Skips these classes, reports what the grammar does not know, and tells whether an element ended. */
function skip(mask: number): number {
  let seen = 0
  const end = run(at, mask)
  for (; at < end; at++) {
    const found = classAt(at)
    seen |= found & END
    if (found & ODD || found === END) report('character', at)
  }
  return seen
}

/**
 * Reads the quoted value that opens here. A quote is data if nothing fit follows it, but not if it opens a value itself
 * (`, name="`): then the value ended before. Without such proof it ends at the last quote of an even number.
 */
function quoted(): string {
  const open = at
  let last = open
  let even = false
  let escaped = false
  for (;;) {
    at = run(at + 1, PLAIN)
    if (at >= text.length) {
      if (even) at = last
      break
    }
    const code = codeAt(at)
    if (code === BACKSLASH) {
      escaped = true
      if (at + 1 < text.length && classAt(++at) < ESCAPED) report('character', at)
    } else if (code !== QUOTE) report('character', at)
    else {
      const next = run(at + 1, WHITE)
      if (stopsAt(next) || startAt(next)) break
      doubt = report('quote', at)
      const comma = text.slice(last, at).search(/[,\n][^,\n]*$/)
      if (comma > 0 && startAt(last + comma + 1) && run(equals + 1, WHITE) === at) {
        at = last > open ? last : open + comma
        break
      }
      last = at
      even = !even
    }
  }
  const value = text.slice(open + 1, at)
  if (codeAt(at) === QUOTE) at++
  else doubt = report('unterminated', open)
  return escaped ? value.replace(/\\([^])/g, '$1') : value
}

/** Reads the unquoted value that starts here: words join it up to a comma, unless they start something else. */
function unquoted(): string {
  const start = at
  const end = run(at, TOKEN)
  if (classAt(run(end, WHITE)) & END) at = end
  else if (start === equals + 1 || startAt(start) !== PARAMETER) {
    for (;;) {
      const next = run(at, WHITE)
      if (stopsAt(next) || (next > at && (codeAt(next) === QUOTE || startAt(next)))) break
      at = next + 1
    }
  }
  if (at > end) report('unquoted', end)
  if (at === start) report('empty', start - 1)
  return text.slice(start, at)
}

function parameter(start: number): void {
  const name = text.slice(start, word).toLowerCase() as Lowercase<string>
  const owner = challenge
  at = word
  if (!owner) report('no-scheme', start)
  else {
    const { parameters, token68 } = owner
    if (!parameters.length) {
      if (token68) report('token68', start)
      else if (!info && codeAt(mark) !== 32) report('comma-after-scheme', mark)
    }
    if (parameters.length < COMPARED && parameters.some((known) => known.name === name)) report('duplicate', start)
  }
  skip(WHITE)
  equals = at++
  skip(WHITE)
  const isQuoted = codeAt(at) === QUOTE
  const value = isQuoted ? quoted() : unquoted()
  owner?.parameters.push({ name, value, quoted: isQuoted, at: base + start })
}

/** Reads the token68 that may follow a scheme. */
function token68(start: number): boolean {
  const data = run(start, TOKEN68)
  let after = data
  while (codeAt(after) === EQUALS) after++
  const next = run(after, WHITE)
  const ends = classAt(next) & END
  if (data === start || !(ends || (next > after && (after > data + 1 || startAt(next) === CHALLENGE)))) return false
  const value = text.slice(start, after)
  // `name=` is a token68 by the grammar; an empty parameter if it is a realm, or in lower case and others follow.
  if (after === data + 1) {
    if (/^realm=$/i.test(value)) return false
    if (/^[a-z_-]+=$/.test(value) && startAt(run(next, WHITE | END)) === PARAMETER) return false
  }
  if (challenge) challenge.token68 = value
  at = after
  return true
}

/** Skips to the next comma outside quotes. */
function junk(opens: number): void {
  report('junk', at)
  while (!(classAt(at) & END)) {
    if (codeAt(at) === QUOTE) quoted()
    else {
      const next = run(at, WHITE)
      // What looks like a challenge with an impossible scheme must not leave its parameters to the one before.
      if (opens && next > at && startAt(next)) challenge = info
      at = next > at ? next : at + 1
    }
  }
}

function element(comma: number, fresh: boolean): void {
  const start = at
  if (fresh && token68(start)) return
  const kind = startAt(start)
  const end = word
  if (!kind && !(comma && end > start && (run(end, WHITE) > end || stopsAt(end)))) return junk(comma)
  if (!comma && !(fresh && kind === PARAMETER)) doubt = report('missing-comma', start)
  if (kind === PARAMETER) return parameter(start)
  mark = at = end
  if (info) report('junk', start)
  else {
    challenge = new OpenChallenge(text.slice(start, end).toLowerCase())
    challenges.push(challenge)
    if (doubt) challenge.issues.push(doubt)
  }
}

function line(): void {
  const before = challenges.length
  doubt = undefined
  at = mark = info ? 0 : readStrict(text, base, challenges)
  challenge = challenges.length > before ? challenges.at(-1) : info
  for (let from = at, comma = at ? 0 : 1; ; from = at, comma = 0) {
    comma |= skip(WHITE | END)
    for (; codeAt(at) === SEMICOLON && startAt(at + 1); comma |= skip(WHITE | END) | 1) report('semicolon', at++)
    if (at >= text.length) return
    const fresh = !comma && from === mark
    if (fresh && run(from, SPACE) < at) report('character', from)
    element(comma, fresh)
  }
}

/** Reads each field line on its own; as parameters of `only`, if given. */
export function read(input: FieldInput, field: string, only?: OpenChallenge): { challenges: OpenChallenge[]; issues: Issue[] } {
  const headers = input as Exclude<FieldInput, string | readonly string[]>
  const value = headers?.get ? headers.get(field) : input
  challenges = []
  issues = []
  info = only
  base = 0
  for (const whole of Array.isArray(value) ? value : [value ?? '']) {
    if (typeof whole !== 'string') throw new TypeError('input')
    text = whole.slice(0, Math.max(0, LIMIT - base))
    line()
    if (text.length < whole.length) report('too-long', at)
    base += whole.length + 2
  }
  text = ''
  return { challenges, issues }
}
