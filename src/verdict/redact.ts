const LONGEST = 200
/** How much of a text is looked at: what is longer cannot fill a line that short but with secrets. */
const MAX_INPUT = 4_000

// Marks that render as nothing, and would hide a secret from every pattern.
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]+/g
// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g

// What secrets look like wherever they stand: key prefixes, query strings, user-info, text in percent-encoding, numbers of
// accounts and people.
const marked =
  /(?:\b|_)(?:sk|pk|rk|gh[a-z]|glpat|xox[a-z]|shp[a-z]{2}|AIza|AKIA|eyJ)[-_][\w*.~+/=-]{3,}|\b(?:AIza|AKIA|eyJ)[\w*.~+/=-]{6,}|[?#][^\s"'<>?#=]*=[^\s"'<>]*|\/\/[^\s/@]*@|(?:%[\dA-F]{2}[\w~+/=*.-]{0,80}){2,}|\b[A-Z]{2}\d\d(?: [\dA-Z]{4}){3,7}(?: [\dA-Z]{1,3})?\b|\b\d{3}-\d{2}-\d{4}\b/gi
const run = /[\w~+/=*-]{8,}/g
// Most of what rules tell is words and a status: no pattern can find anything in it.
const plain = /^\w(?:[A-Za-z_."':;,()-]| (?:\d{1,5}(?= |$))?){0,198}$/
const prefix = /(?:sk|pk|rk|gh[a-z]|glpat|xox[a-z]|shp[a-z]{2})[-_]|AIza|AKIA|eyJ/i
const ascii = /^[ -~]*$/
/** From this length on, a run with a digit is a secret unless each part of it is a word: `aal2`, `required`, `2026`. */
const LONG = 20
const identifierWord = /^(?:[A-Za-z]{0,18}\d{0,3}|\d{4})$/

/**
 * Makes a server's words fit to show and to log: at most 200 characters, on one line, with what looks like a token, a key,
 * a query string or user-info cut out. Identifiers made of words stay: `session_aal2_required`.
 *
 * @example
 * redact('Token eyJhbGciOiJIUzI1NiJ9.e30.c2ln is dead') // 'Token … is dead'
 */
export function redact(text: string): string {
  if (plain.test(text) && !prefix.test(text)) return text
  const head = text.slice(0, MAX_INPUT)
  const line = (ascii.test(head) ? head : head.replace(invisible, '').replace(controls, ' '))
    .trim()
    .replace(marked, '…')
    .replace(run, cutRandom)
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line
}

/** A run of base64 is cut whole; of a path, the segments that look random. */
function cutRandom(text: string): string {
  if (/[+=]/.test(text)) return isBase64(text) || text.split(/[+/=]/).some(hasRandomWord) ? '…' : text
  return text.split('/').map(cutSegment).join('/')
}

function cutSegment(segment: string): string {
  return hasRandomWord(segment) ? '…' : segment
}

/** A name in letters before `=`, such as `error_description=`, is no base64. */
function isBase64(text: string): boolean {
  return /^[\w+/-]{12,}={1,2}$/.test(text) && !/^[a-z]+(?:[_-][a-z]+)*=$/.test(text)
}

/** Whether a run of letters and digits, in parts joined by `_` or `-`, holds a part that nobody would name so. */
function hasRandomWord(text: string): boolean {
  const words = text.split(/[^A-Za-z\d]+/)
  if (text.length >= LONG && /\d/.test(text)) return !words.every((word) => identifierWord.test(word))
  return words.some(isRandomWord)
}

/** `OAuth2Error`, `sha256` and `60000` are words; `a3f09b1c`, `4eC39HqLyjWD` and `41111111` are none. */
function isRandomWord(word: string): boolean {
  if (word.length < 8 || /^[A-Za-z]+$/.test(word)) return false
  if (/^\d+$/.test(word) || /^[\da-f]+$/i.test(word)) return true
  const turns = word.match(/\d+|[A-Za-z]+/g)?.length ?? 0
  const humps = word.match(/[a-z][A-Z]/g)?.length ?? 0
  return turns > 3 || (word.length >= 10 && humps > 1)
}
