import { END, KNOWN, PLAIN, QUOTE, TOKEN, WHITE } from './character.js'
import { addIssue, boundaryAt, classAt, type Line, lookahead, PARAMETER, skipWhile } from './line.js'
import { unescape } from './unescape.js'

/** `, name=` or `, scheme name=` at the end of a text: a quote behind it opens a value. */
const OPENING =
  /[,\n][\0-\t\v- \x7f\xa0]*([\w!#$%&'*+.^`|~-]+[\0-\t\v- \x7f\xa0]+)?[\w!#$%&'*+.^`|~-]+[\0-\t\v- \x7f\xa0]*=[\0-\t\v- \x7f\xa0]*$/

/**
 * Reads the quoted value that opens here. A quote ends the value if a boundary or another parameter follows; otherwise it
 * is data. A quote that opens the value of a later parameter (`, name="`) proves that this value ended earlier. A value that
 * nothing ends goes on to its last quote if the quotes within it come in pairs, otherwise to the end of the line.
 */
export function parseQuoted(line: Line): string {
  const { text, at: open } = line
  let at = open
  let last = open
  let isPaired = false
  let isEscaped = false
  for (;;) {
    at = skipWhile(line, at + 1, PLAIN)
    const found = classAt(line, at)
    if (found & END) {
      at = isPaired ? last : text.length
      break
    }
    if (found & QUOTE) {
      const next = skipWhile(line, at + 1, WHITE)
      if (boundaryAt(line, next) || lookahead(line, next)) break
      line.doubt = addIssue(line, 'quote', at)
      const comma = text.slice(last, at).search(OPENING)
      if (comma > 0) {
        at = last > open ? last : open + comma
        break
      }
      last = at
      isPaired = !isPaired
    } else {
      if (found & KNOWN) {
        isEscaped = true
        at++
      }
      if (!(classAt(line, at) & (PLAIN | KNOWN | END))) addIssue(line, 'character', at)
    }
  }
  const value = text.slice(open + 1, at)
  if (classAt(line, at) & QUOTE) at++
  else line.doubt = addIssue(line, 'unterminated', open)
  line.at = at
  return isEscaped ? unescape(value) : value
}

/** Reads the unquoted value that starts here. Words up to the next comma join it, unless they start something else. */
export function parseUnquoted(line: Line, first: number): string {
  const start = line.at
  const fit = skipWhile(line, start, TOKEN)
  let at = start
  // Behind white space, what starts a parameter is no value: the value is empty.
  if (start === first || lookahead(line, start) !== PARAMETER) {
    at = fit
    for (
      let next;
      !boundaryAt(line, (next = skipWhile(line, at, WHITE))) &&
      !(next > at && (classAt(line, next) & QUOTE || lookahead(line, next)));
    ) {
      at = next + 1
    }
    if (at > fit) addIssue(line, 'unquoted', fit)
  }
  if (at === start) addIssue(line, 'empty', start - 1)
  line.at = at
  return line.text.slice(start, at)
}
