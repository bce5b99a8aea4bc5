import { originAndPath, type Field, originOf, type SentRequest } from './exchange.js'

/** Schemes that may be named; any other word before a credential could be part of it. */
const schemes = [
  'basic',
  'bearer',
  'dpop',
  'digest',
  'negotiate',
  'ntlm',
  'token',
  'jwt',
  'apikey',
  'hawk',
  'oauth',
  'aws4-hmac-sha256',
] as const

/** What kind of credentials a request carried: nothing, a cookie, or credentials of a scheme. */
export type Sent = 'nothing' | 'cookie' | 'other' | (typeof schemes)[number]

/** Every kind of credentials, in the order to offer them in. */
export const sentWords: readonly Sent[] = ['nothing', 'cookie', ...schemes, 'other']

/**
 * Whether a word names a kind of credentials.
 *
 * @example
 * isSent('bearer') // true
 */
export function isSent(word: string): word is Sent {
  return sentWords.some((known) => known === word)
}

/** What a request carried, from its header fields; of `Authorization` no more than the scheme is looked at. */
function sentIn(fields: readonly Field[]): Sent {
  const authorization = valueOf(fields, 'authorization')
  if (authorization !== undefined) {
    const word = /^[\w-]+(?= )/.exec(authorization)?.[0].toLowerCase() ?? ''
    return schemes.find((scheme) => scheme === word) ?? 'other'
  }
  return valueOf(fields, 'cookie') === undefined ? 'nothing' : 'cookie'
}

/** What is kept of a request. `url` may be relative to the `Host` that the fields name. */
export function requestOf(fields: readonly Field[], url: string | undefined, method: string | undefined): SentRequest {
  const host = valueOf(fields, ':authority') ?? valueOf(fields, 'host')
  const target = url ?? valueOf(fields, ':path')
  const base = host === undefined ? undefined : `${valueOf(fields, ':scheme') ?? schemeFor(host)}://${host}`
  return {
    url: target === undefined ? undefined : originAndPath(target, base),
    method: (method ?? valueOf(fields, ':method'))?.toUpperCase(),
    sent: fields.length > 0 ? sentIn(fields) : undefined,
    accept: valueOf(fields, 'accept'),
    pageOrigin: pageOriginIn(fields),
  }
}

function schemeFor(host: string): 'http' | 'https' {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$|:80$/i.test(host) ? 'http' : 'https'
}

/** `Origin`, or for a fetch without one, the origin of `Referer`; a navigation has no page behind it. */
function pageOriginIn(fields: readonly Field[]): string | undefined {
  const mode = valueOf(fields, 'sec-fetch-mode')
  if (mode === 'navigate') return undefined
  const named = valueOf(fields, 'origin') ?? (mode === 'cors' ? valueOf(fields, 'referer') : undefined)
  return named === undefined ? undefined : originOf(named)
}

export function valueOf(fields: readonly Field[], name: string): string | undefined {
  return fields.find(([known]) => known === name)?.[1]
}
