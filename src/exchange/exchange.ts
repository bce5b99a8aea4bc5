import type { Sent } from './sent.js'

/** One header field line: name in lower case, and value. */
export type Field = readonly [name: string, value: string]

/** What is known of a request; never a query, never the value of a credential. */
export interface SentRequest {
  /** Origin and path; the path alone where the host is not known. */
  readonly url?: string | undefined
  readonly method?: string | undefined
  /** What kind of credentials it carried; undefined where that is not known. */
  readonly sent?: Sent | undefined
  /** Its `Accept`. */
  readonly accept?: string | undefined
  /** Origin of the page that asked, where the request names it. */
  readonly pageOrigin?: string | undefined
}

/** A response that came before the one that counts. */
export interface EarlierResponse {
  readonly status: number
  /** Without query, fragment and user-info. */
  readonly location: string | undefined
}

/** One request and its response, as far as a text or a HAR says; redirects that were followed belong to one exchange. */
export interface Exchange {
  readonly request: SentRequest
  /** 0 where no response came. */
  readonly status: number
  readonly statusText: string
  /** As the server sent them, but for the values of cookies. They may hold secrets, as the body may. */
  readonly headers: readonly Field[]
  /** Text is decoded already; bytes are not. */
  readonly body: string | Uint8Array<ArrayBuffer>
  /** Oldest first. */
  readonly earlier: readonly EarlierResponse[]
  /** What the reader did that one might not expect, as sentences. */
  readonly notes: readonly string[]
}

/** Why a text could not be read, in words that hold nothing of it; line and column count from 1. */
export interface Unreadable {
  /** A sentence that quotes nothing of the text. */
  readonly problem: string
  /** What the text lacks, where it is right as far as it goes. */
  readonly missing?: 'response' | 'status'
  /** The request of a command whose output is missing or cannot be read. */
  readonly request?: SentRequest
  readonly line?: number
  readonly column?: number
}

/**
 * Whether what a reader gave says why the text could not be read.
 *
 * @example
 * const read = readExchanges(text)
 * if (isUnreadable(read)) console.error(read.problem)
 */
export function isUnreadable(read: object): read is Unreadable {
  return 'problem' in read
}

/**
 * A URL's origin and path; of a path without a host, the path; undefined for what is neither http(s) nor a path.
 *
 * @example
 * originAndPath('https://app.example/reports?token=x') // 'https://app.example/reports'
 */
export function originAndPath(url: string, base?: string): string | undefined {
  if (base === undefined && url.startsWith('/')) return url.replace(/[?#].*$/s, '')
  try {
    const { origin, pathname, protocol } = new URL(url, base)
    return protocol === 'https:' || protocol === 'http:' ? origin + pathname : undefined
  } catch {
    return undefined
  }
}

/**
 * An origin as a browser writes it; undefined for what is none.
 *
 * @example
 * originOf('https://app.example:443/reports') // 'https://app.example'
 */
export function originOf(url: string): string | undefined {
  return url.startsWith('/') || originAndPath(url) === undefined ? undefined : new URL(url).origin
}

/** Field lines without the values of cookies, which no rule reads. */
export function withoutCookieValues(fields: readonly Field[]): readonly Field[] {
  return fields.map(([name, value]): Field => [
    name,
    name === 'set-cookie' ? value.replace(/=[^]*$/, '=…').replace(/^[^=]*$/, '…') : value,
  ])
}

/** A reference as a `Location` holds one, without what may be a secret: no query, no fragment, no user-info. */
export function withoutQuery(reference: string | undefined): string | undefined {
  return reference?.replace(/[?#].*$/s, '').replace(/^([a-z][a-z\d+.-]*:)?\/\/[^/\\]*@/i, '$1//')
}
