import { type Exchange, type Field, originAndPath } from './exchange.js'
import type { Sent } from './sent.js'
import type { RequestLike } from '../response/index.js'

/** Statuses that come without a body (RFC 9110 §6.4.1; Fetch: null body status). */
export const bodiless: ReadonlySet<number> = new Set([101, 103, 204, 205, 304])

/** Stands in for a host that is not known: what a path says of an endpoint counts without it. */
export const NOWHERE = 'https://host.invalid'

/** The address that was asked, as the library wants it. */
export function addressOf({ url, pageOrigin }: Exchange['request']): string | undefined {
  return url?.startsWith('/') ? (pageOrigin ?? NOWHERE) + url : url
}

const credentialsOf: { readonly [S in Sent]?: RequestCredentials } = { cookie: 'include', nothing: 'omit' }

export function requestFor({ request }: Exchange): RequestLike {
  const { method, sent, accept } = request
  const url = addressOf(request)
  const headers = new Headers()
  // The library looks at the scheme alone, and so nothing stands behind it here.
  if (sent !== undefined && sent !== 'nothing' && sent !== 'cookie') {
    headers.set('authorization', sent === 'other' ? '-' : `${sent} -`)
  }
  if (accept !== undefined) headers.set('accept', asBytes(accept))
  return {
    ...(url !== undefined && { url }),
    ...(method !== undefined && { method }),
    ...(sent !== undefined && {
      headers,
      credentials: credentialsOf[sent] ?? 'same-origin',
    }),
  }
}

/** A real `Response`; what no constructor gives (its status below 200, its type, where redirects ended) is set afterwards. */
export function responseOf(exchange: Exchange, fields: readonly Field[], isCors: boolean): Response {
  const { status, statusText } = exchange
  const isConstructible = status >= 200 && status <= 599
  const bytes = typeof exchange.body === 'string' ? new TextEncoder().encode(exchange.body) : exchange.body
  const body = !isConstructible || bodiless.has(status) || bytes.length === 0 ? null : bytes
  // A text is decoded already, whatever its charset was on the wire.
  const headers = fields.map(([name, value]): [string, string] => [
    name,
    name === 'content-type' && typeof exchange.body === 'string' ? inUtf8(value) : value,
  ])
  const response = new Response(body, {
    status: isConstructible ? status : 200,
    statusText: /^[\t\x20-\x7e\x80-\xff]*$/.test(statusText) ? statusText : '',
    headers,
  })
  const end = endOf(exchange)
  const facts = {
    type: isCors ? 'cors' : 'basic',
    ...(!isConstructible && { status, ok: false }),
    ...(end !== undefined && { redirected: true, url: end }),
  }
  for (const [name, value] of Object.entries(facts)) Object.defineProperty(response, name, { value })
  return response
}

/** Where redirects led, step by step; undefined where there were none, or where it is not known. */
function endOf({ earlier, request }: Exchange): string | undefined {
  const steps = earlier.filter(({ status, location }) => status >= 300 && status < 400 && location !== undefined)
  if (steps.length === 0) return undefined
  return steps.reduce<string | undefined>(
    (from, { location = '' }) => originAndPath(location, from),
    addressOf(request),
  )
}

function inUtf8(type: string): string {
  return `${type.replace(/;\s*charset\s*=\s*("[^"]*"|[^;]*)/gi, '')}; charset=utf-8`
}

/** `fetch` gives header values one code unit a byte. */
export function asBytes(value: string): string {
  // oxlint-disable-next-line no-control-regex
  return /^[\u0000-\u00ff]*$/.test(value)
    ? value
    : Array.from(new TextEncoder().encode(value), (byte) => String.fromCharCode(byte)).join('')
}
