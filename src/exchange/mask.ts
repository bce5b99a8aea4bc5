import type { Challenge } from '../challenge/index.js'
import { redact } from '../verdict/index.js'

const DOT = '•'
/** Parameters whose values are secrets, or of use to one client alone. */
const personal =
  /\b(nonce|nextnonce|opaque|cnonce|token|ticket|code|claims|key|secret|password|session)(\s*=\s*)("[^"\\]*(?:\\.[^"\\]*)*"?|[^\s,]+)/gi

/**
 * The text of a challenge with dots in place of what looks like a secret; every other character stays where it was.
 *
 * @example
 * maskChallenge('Digest nonce="4d6a6c45"') // 'Digest nonce="••••••••"'
 */
export function maskChallenge(text: string, challenges: readonly Challenge[] = []): string {
  let shown = text.replace(
    personal,
    (_all, name: string, equals: string, value: string) =>
      name + equals + (value.startsWith('"') ? `"${value.slice(1).replace(/[^"]/g, DOT)}` : DOT.repeat(value.length)),
  )
  for (const { token68 } of challenges) {
    if (token68 !== undefined && token68 !== '') shown = shown.replaceAll(token68, DOT.repeat(token68.length))
  }
  return shown
    .replace(words, maskedWord)
    .replace(controls, (control) => String.fromCharCode(control === '\u007f' ? 0x2421 : 0x2400 + control.charCodeAt(0)))
}

// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u001f\u007f]/g
// oxlint-disable-next-line no-control-regex
const words = /[^\s",\u0000-\u001f\u007f-\u009f]+/g
const CUT = '…'

/** `redact` finds what looks like a secret; the rest of the word stays in its place. */
function maskedWord(word: string): string {
  const seen = redact(word)
  if (seen === word) return word
  const start = seen.startsWith(word.slice(0, seen.indexOf(CUT))) ? Math.max(seen.indexOf(CUT), 0) : 0
  const tail = seen.slice(seen.lastIndexOf(CUT) + 1)
  const end = word.endsWith(tail) && start + tail.length <= word.length ? tail.length : 0
  return word.slice(0, start) + DOT.repeat(word.length - start - end) + word.slice(word.length - end)
}

/**
 * A parameter's value, fit to be shown; of a secret, or of what is of use to one client alone, its length.
 *
 * @example
 * maskParameter('nonce', '4d6a6c45') // '(8 characters, not shown)'
 */
export function maskParameter(name: string, value: string): string {
  const isHidden = `${name}=${DOT}` === maskChallenge(`${name}=x`)
  return isHidden ? `(${value.length} characters, not shown)` : redact(value)
}
