import { redact } from './redact.js'

/** Makes a server's words fit to show and to log. */
export type Redactor = (text: string) => string

const MAX_INPUT = 4_000
const MAX_SECRETS = 1_000
/** A shorter secret is cut where it stands as a word of its own: `id` is no part of `invalid`. */
const SHORT = 6
/** Of a longer secret that is one word, its beginning is enough. */
const LONG = 24
const HEAD = 16

/**
 * Makes a redactor that first cuts what the client itself sent (credential values, strings of the body, query values), in each
 * spelling in which a server may give it back and however short it is; then what `redact` cuts.
 *
 * @example
 * createRedactor(['hunter2'])('the password "hunter2" is wrong') // 'the password "…" is wrong'
 */
export function createRedactor(secrets: readonly string[]): Redactor {
  let patterns: Patterns | undefined
  return (text) => {
    // Built when the first refusal is told of: most requests are not refused.
    patterns ??= patternsOf(secrets)
    let rest = text.slice(0, MAX_INPUT)
    if (patterns.long) rest = rest.replace(patterns.long, '…')
    if (patterns.short) rest = rest.replace(patterns.short, '$1…')
    return redact(rest)
  }
}

interface Patterns {
  readonly long: RegExp | undefined
  readonly short: RegExp | undefined
}

function patternsOf(secrets: readonly string[]): Patterns {
  const given = secrets.filter((secret) => secret.trim() !== '').slice(0, MAX_SECRETS)
  const forms = [...new Set(given.flatMap(spellings))].toSorted((a, b) => b.length - a.length)
  const long = forms.filter((form) => form.length >= SHORT)
  const heads = long.filter((form) => form.length >= LONG && /^\S+$/.test(form))
  const short = forms.filter((form) => form.length < SHORT).map(escape)
  return {
    long: patternOf([...long.map(escape), ...heads.map((form) => `${escape(form.slice(0, HEAD))}[\\w~+/=*.%-]*`)]),
    // A look-behind would be shorter; Safari has it since 16.4 only.
    short: patternOf(short, '(^|[^\\p{L}\\p{N}])', '(?![\\p{L}\\p{N}])'),
  }
}

function patternOf(parts: readonly string[], before = '', after = ''): RegExp | undefined {
  return parts.length === 0 ? undefined : new RegExp(`${before}(?:${parts.join('|')})${after}`, 'giu')
}

/** As it was sent, and as it stands in a URL, a form, a JSON string, a quoted-string and a page. */
function spellings(secret: string): readonly string[] {
  const encoded = encode(secret)
  return [
    secret,
    secret.trim(),
    encoded,
    encoded.replaceAll('%20', '+'),
    JSON.stringify(secret).slice(1, -1),
    secret.replace(/["\\]/g, ''),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    secret.replace(/\s+/g, ' '),
  ].filter((form) => form.trim() !== '')
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}

/** A lone surrogate has no spelling in a URL. */
function encode(text: string): string {
  try {
    return encodeURIComponent(text)
  } catch {
    return text
  }
}
