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
/** An engine compiles no regular expression that is too large: a long secret is looked for in pieces, and many in several goes. */
const MAX_PIECE = 512
const MAX_PATTERN = 8_192

/**
 * Makes a redactor that first cuts what the client itself sent (credential values, strings of the body, query values), in each
 * spelling in which a server may give it back and however short it is; then what `redact` cuts.
 *
 * @example
 * createRedactor(['hunter2'])('the password "hunter2" is wrong') // 'the password "…" is wrong'
 */
export function createRedactor(secrets: readonly string[]): Redactor {
  let cuts: readonly Cut[] | undefined
  return (text) => {
    // The patterns are made for the first text: most requests are not refused, and need none.
    cuts ??= cutsOf(secrets)
    let rest = text.slice(0, MAX_INPUT)
    for (const { pattern, by } of cuts) rest = rest.replace(pattern, by)
    return redact(rest)
  }
}

/** What is looked for, and what stands there instead. */
interface Cut {
  readonly pattern: RegExp
  readonly by: string
}

function cutsOf(secrets: readonly string[]): readonly Cut[] {
  const given = secrets.filter((secret) => secret.trim() !== '').slice(0, MAX_SECRETS)
  const forms = [...new Set(given.flatMap(piecesOf).flatMap(spellings))].toSorted((a, b) => b.length - a.length)
  const long = forms.filter((form) => form.length >= SHORT)
  const heads = long.filter((form) => form.length >= LONG && /^\S+$/.test(form))
  const short = forms.filter((form) => form.length < SHORT).map(escape)
  return [
    ...cutsFor([...long.map(escape), ...heads.map((form) => `${escape(form.slice(0, HEAD))}[\\w~+/=*.%-]*`)], '…'),
    // A look-behind would be shorter; Safari has it since 16.4 only.
    ...cutsFor(short, '$1…', '(^|[^\\p{L}\\p{N}])', '(?![\\p{L}\\p{N}])'),
  ]
}

/** No text is longer than `MAX_INPUT`, so that the rest of a longer secret cannot be in it. */
function piecesOf(secret: string): readonly string[] {
  const count = Math.ceil(Math.min(secret.length, MAX_INPUT) / MAX_PIECE)
  return Array.from({ length: count }, (_, index) => secret.slice(index * MAX_PIECE, (index + 1) * MAX_PIECE))
}

function cutsFor(parts: readonly string[], by: string, before = '', after = ''): readonly Cut[] {
  const groups: string[] = []
  for (const part of parts) {
    const last = groups.at(-1)
    if (last === undefined || last.length + part.length > MAX_PATTERN) groups.push(part)
    else groups[groups.length - 1] = `${last}|${part}`
  }
  return groups.map((group) => ({ pattern: new RegExp(`${before}(?:${group})${after}`, 'giu'), by }))
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
