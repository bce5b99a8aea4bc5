import { classes, PLAIN, TOKEN } from './character.js'
import { OpenChallenge } from './challenge.js'

/**
 * Reads what most servers send, and returns where it ends: schemes, and `name="value"` or `name=value` without anything
 * special. One function, so that its state stays in registers; the rest is left to the reader that knows everything.
 */
export function readStrict(text: string, base: number, challenges: OpenChallenge[]): number {
  const { length } = text
  const table = classes
  let challenge: OpenChallenge | undefined
  let done = 0
  let at = 0
  let code = 0
  for (;;) {
    while (at < length && ((code = text.charCodeAt(at)) === 44 || code === 32)) at++
    let start = at
    while (at < length && (table[(code = text.charCodeAt(at))] ?? 0) & TOKEN) at++
    if (at === start) return at < length ? done : at
    if (at === length || code !== 61) {
      const scheme = text.slice(start, at).toLowerCase()
      const end = at
      if (at < length && code === 32) {
        start = ++at
        while (at < length && (table[(code = text.charCodeAt(at))] ?? 0) & TOKEN) at++
        if (at === start || code !== 61) return done
      } else if (at < length && code !== 44) return done
      challenge = new OpenChallenge(scheme)
      challenges.push(challenge)
      done = end
      if (at === end) {
        challenge = undefined
        continue
      }
    }
    if (!challenge || challenge.parameters.length > 31) return done
    const name = text.slice(start, at).toLowerCase() as Lowercase<string>
    for (const known of challenge.parameters) if (known.name === name) return done
    let from = ++at
    const quoted = at < length && text.charCodeAt(at) === 34
    if (quoted) from = ++at
    const mask = quoted ? PLAIN : TOKEN
    while (at < length && (table[(code = text.charCodeAt(at))] ?? 0) & mask) at++
    const end = at
    if (quoted ? at++ === length || code !== 34 : at === from) return done
    if (at < length && text.charCodeAt(at) !== 44) return done
    challenge.parameters.push({ name, value: text.slice(from, end), quoted, at: base + start })
    done = at
  }
}
