import { BACKSLASH, classes, COMMA, EQUALS, KNOWN, PLAIN, QUOTE, SPACE, TOKEN, UPPER } from './character.js'
import { ChallengeBuilder } from './challenge.js'
import type { Parameter } from './parameter.js'
import { unescape } from './unescape.js'

/** More parameters than this are not for here: names are compared one by one. */
const FEW = 32

/**
 * Reads what most servers send, from `at` to `end`: schemes, and `name="value"` or `name=value` without white space
 * around "=". Returns where it gave up, behind a scheme or a value; the rest is left to the reader that knows everything.
 * One function, so that its state stays in registers.
 */
export function parseStrict(text: string, at: number, end: number, challenges: ChallengeBuilder[]): number {
  const table = classes
  let parameters: Parameter[] | undefined
  let fresh = false
  for (let done = at; ; done = at) {
    let code = 0
    while (at < end && ((code = text.charCodeAt(at)) === COMMA || code === SPACE)) at++
    if (at === end) return at
    const start = at
    // Most names are in lower case already, and `toLowerCase` would make a new string of each.
    let seen = 0
    for (let found; at < end && (found = table[(code = text.charCodeAt(at))] ?? 0) & TOKEN; at++) seen |= found
    const word = text.slice(start, at)
    const name = (seen & UPPER ? word.toLowerCase() : word) as Lowercase<string>
    if (at === end || code !== EQUALS) {
      // Only a space with a token behind says that parameters follow; not `name = value`.
      const next = code === SPACE && at + 1 < end ? (table[text.charCodeAt(at + 1)] ?? 0) & TOKEN : 0
      if (fresh || at === start || (at < end && code !== COMMA && !next)) return done
      const challenge = new ChallengeBuilder(name)
      challenges.push(challenge)
      fresh = next > 0
      parameters = fresh ? challenge.parameters : undefined
      continue
    }
    if (!parameters || at === start || parameters.length >= FEW) return done
    for (const known of parameters) if (known.name === name) return done
    const quoted = ++at < end && text.charCodeAt(at) === QUOTE
    const from = quoted ? ++at : at
    const mask = quoted ? PLAIN : TOKEN
    let escaped = false
    while (at < end && (table[(code = text.charCodeAt(at))] ?? 0) & mask) at++
    if (quoted) {
      while (code === BACKSLASH && at + 1 < end && (table[text.charCodeAt(at + 1)] ?? 0) & (PLAIN | KNOWN)) {
        escaped = true
        for (at += 2; at < end && (table[(code = text.charCodeAt(at))] ?? 0) & PLAIN;) at++
      }
    }
    if (quoted ? at === end || code !== QUOTE : at === from) return done
    const value = text.slice(from, at)
    if (quoted) at++
    if (at < end && text.charCodeAt(at) !== COMMA) return done
    fresh = false
    parameters.push({ name, value: escaped ? unescape(value) : value, quoted, at: start })
  }
}
