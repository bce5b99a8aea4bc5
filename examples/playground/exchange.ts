import type { Sent } from './sent.ts'

/** One header field line: name in lower case, and value. */
export type Field = readonly [name: string, value: string]

/** The known parts of a request; never a query or the value of a credential. */
export interface SentRequest {
  /** Origin and path; only the path when the host is not known. */
  readonly url?: string | undefined
  readonly method?: string | undefined
  readonly sent?: Sent | undefined
  readonly accept?: string | undefined
  /** Origin of the page that sent the request, if the request names it. */
  readonly pageOrigin?: string | undefined
}

/** An answer that came before the final one. */
export interface Earlier {
  readonly status: number
  readonly location: string | undefined
}

/** One request and its answer, as far as a paste or a HAR holds them. */
export interface Exchange {
  readonly request: SentRequest
  readonly status: number
  readonly statusText: string
  readonly headers: readonly Field[]
  /** Text is decoded already; bytes are not. */
  readonly body: string | Uint8Array<ArrayBuffer>
  /** Oldest first. */
  readonly earlier: readonly Earlier[]
  /** Sentences on how the text was read, where that may surprise. */
  readonly notes: readonly string[]
}

/** Why a text could not be read, without quoting it; line and column count from 1. */
export interface Problem {
  readonly problem: string
  /** The request, where only the answer is missing. */
  readonly request?: SentRequest
  readonly line?: number
  readonly column?: number
}

export function isProblem(read: object): read is Problem {
  return 'problem' in read
}

/** A URL's origin and path, or the path of a relative URL; undefined for anything else than http(s). */
export function bare(url: string, base?: string): string | undefined {
  if (base === undefined && url.startsWith('/')) return url.replace(/[?#].*$/s, '')
  try {
    const { origin, pathname, protocol } = new URL(url, base)
    return protocol === 'https:' || protocol === 'http:' ? origin + pathname : undefined
  } catch {
    return undefined
  }
}

/** An origin as a browser writes it; undefined for any other text. */
export function originOf(url: string): string | undefined {
  return url.startsWith('/') || bare(url) === undefined ? undefined : new URL(url).origin
}
