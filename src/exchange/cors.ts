import { type Exchange, type Field, originOf } from './exchange.js'
import { valueOf } from './sent.js'

/** What a script may read of another origin's answer without leave (Fetch, CORS-safelisted response-header name). */
const safelisted = new Set([
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
])

export function isCrossOrigin({ request: { url, pageOrigin } }: Exchange): boolean {
  return url !== undefined && !url.startsWith('/') && pageOrigin !== undefined && originOf(url) !== originOf(pageOrigin)
}

function hasCookies({ request: { sent } }: Exchange): boolean {
  return sent === 'cookie'
}

export function readableFields(exchange: Exchange, fields: readonly Field[]): readonly Field[] {
  const exposed = namesIn(fields, 'access-control-expose-headers')
  const isEachExposed = exposed.has('*') && !hasCookies(exchange)
  return fields.filter(([name]) => isEachExposed || safelisted.has(name) || exposed.has(name))
}

function namesIn(fields: readonly Field[], header: string): ReadonlySet<string> {
  return new Set(
    fields
      .filter(([name]) => name === header)
      .flatMap(([, value]) => value.split(','))
      .map((name) => name.trim().toLowerCase()),
  )
}

export function corsNotes(exchange: Exchange, fields: readonly Field[]): readonly string[] {
  const notes: string[] = []
  const allowed = valueOf(fields, 'access-control-allow-origin')
  const areCredentialsAllowed = valueOf(fields, 'access-control-allow-credentials') === 'true'
  const isReadable = hasCookies(exchange)
    ? allowed === exchange.request.pageOrigin && areCredentialsAllowed
    : allowed === '*' || allowed === exchange.request.pageOrigin
  if (!isReadable) {
    notes.push(
      'The answer does not let that page read it (Access-Control-Allow-Origin): there fetch fails with a TypeError, and no script learns a status. What follows is what the answer would mean.',
    )
  } else if (
    valueOf(fields, 'www-authenticate') !== undefined &&
    valueOf(readableFields(exchange, fields), 'www-authenticate') === undefined
  ) {
    notes.push(
      'The browser hides WWW-Authenticate from that page; the verdict is the one that the page can reach without it.',
    )
  }
  return notes
}
