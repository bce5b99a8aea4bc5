import type { Client } from '../client.js'
import { copyBody, isStream, sizeOf } from './copy-body.js'
import { isPlain, isRequest, requestOf } from '../request-kind.js'

/** Arguments of one `fetch` call. */
export type FetchArguments = readonly [input: RequestInfo | URL, init: RequestInit | undefined]

/** Hands out the same request as often as it can be sent. */
export interface Replay {
  /** What the first attempt sends. */
  readonly first: FetchArguments
  /** What a further attempt sends; only where `blockedReason` is undefined. */
  readonly again: () => FetchArguments
  /** Why it cannot be sent again. */
  readonly blockedReason: string | undefined
  /** The body as the caller gave it; undefined where it is inside a `Request`. */
  readonly body: RequestInit['body']
  /** Lets go of what is kept for another attempt, so that a stream's source hears of a cancel. */
  readonly drop: () => void
  /** How many bytes of a body are kept for the next attempt, about; Infinity where that is not known. */
  readonly size: number
}

/**
 * Prepares a call for being sent again: same method, URL, headers and body. What its owner may change before the second
 * time is copied now, afterwards it is too late. `url` is the call's own, resolved.
 */
export function prepareReplay(
  url: string,
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  client: Client,
): Replay {
  const own = isRequest(input) ? input : undefined
  if (init === undefined) return own ? ofRequest(own, init, client) : asGiven([url, init])
  // A `Request` in place of `init` has nothing that could be spread.
  if (!isPlain(init)) return copies(requestOf(own ?? url, init), undefined)
  const kept = copyInit(init)
  if (isStream(kept.body)) return blocked([own ?? url, kept])
  if (own === undefined) return asGiven([url, kept])
  if (kept.body === undefined || kept.body === null) return ofRequest(own, kept, client)
  // The body is not the Request's, so that the Request can be sent as often as needed.
  return asGiven([own, { headers: new Headers(own.headers), ...kept }])
}

function nothing(): void {}

function asGiven(call: FetchArguments): Replay {
  const body = call[1]?.body
  return { first: call, again: () => call, drop: nothing, blockedReason: undefined, body, size: sizeOf(body) }
}

function blocked(call: FetchArguments): Replay {
  warnOfStream(call[1]?.body)
  const blockedReason = 'its body is a stream, which is gone once it was sent'
  return { first: call, again: () => call, drop: nothing, blockedReason, body: undefined, size: 0 }
}

function ofRequest(request: Request, init: RequestInit | undefined, client: Client): Replay {
  const known = client.bodyOf?.(init)
  if (known !== undefined) return ofKnownBody(request, init, known)
  // Never a look at `request.body`: WebKit makes a stream of it then, and loses files and `keepalive`.
  if (mayHaveBody(init?.method ?? request.method)) return copies(request, init)
  // A client's own Request has no other owner; a caller's may get other headers meanwhile.
  const headers = client.bodyOf || init?.headers !== undefined ? undefined : new Headers(request.headers)
  return {
    first: [request, init],
    again: () => [withHeaders(request, headers ?? new Headers(request.headers)), init],
    drop: nothing,
    blockedReason: undefined,
    body: undefined,
    size: 0,
  }
}

/** A body can be read once: each copy is made of one that is never sent. */
function copies(request: Request, init: RequestInit | undefined): Replay {
  const spare = request.clone()
  return {
    first: [request, init],
    again: () => {
      if (spare.bodyUsed) {
        throw new TypeError('retry: the request cannot be sent again: its body is gone, since it was sent')
      }
      return [spare.clone(), init]
    },
    // Only now, when the first was sent, does a look at a body do no harm.
    drop: () => void spare.body?.cancel().catch(() => {}),
    blockedReason: undefined,
    body: undefined,
    size: Infinity,
  }
}

function ofKnownBody(request: Request, init: RequestInit | undefined, body: BodyInit): Replay {
  return {
    first: [request, init],
    again: () => [withBody(request, body), init],
    drop: nothing,
    blockedReason: undefined,
    body,
    size: sizeOf(body),
  }
}

/** Options beside a `Request` replace its referrer (Fetch §5.4), so that it is named again. */
function withHeaders(request: Request, headers: Headers): Request {
  const { referrer, referrerPolicy, keepalive } = request
  return requestOf(request, { headers, referrer, referrerPolicy, keepalive })
}

/** From its URL and not from the `Request`, which has no body any more once it was sent. */
function withBody(request: Request, body: BodyInit): Request {
  const { method, mode, credentials, cache, redirect, referrer, referrerPolicy, integrity, keepalive, signal } = request
  const headers = new Headers(request.headers)
  // It names the boundary of the form that was sent, and the next one has another.
  if (body instanceof FormData && headers.get('content-type')?.startsWith('multipart/form-data')) {
    headers.delete('content-type')
  }
  return new Request(request.url, {
    method,
    headers,
    body,
    mode,
    credentials,
    cache,
    redirect,
    referrer,
    referrerPolicy,
    integrity,
    keepalive,
    signal,
  })
}

function mayHaveBody(method: string): boolean {
  return !/^(?:GET|HEAD)$/i.test(method)
}

function copyInit(init: RequestInit): RequestInit {
  const copy = { ...init }
  if (init.headers !== undefined) copy.headers = copyHeaders(init.headers)
  if (init.body !== undefined && init.body !== null) copy.body = copyBody(init.body)
  return copy
}

/** In its own shape: making `Headers` of a plain object is most of what a request would pay for us. */
function copyHeaders(headers: HeadersInit): HeadersInit {
  if (Array.isArray(headers)) {
    const pairs: typeof headers = headers.map((pair) => [...pair])
    return pairs
  }
  return isPlain(headers) ? Object.assign({}, headers) : new Headers(headers)
}

let isStreamWarned = false

/** Engines without `Request.duplex` turn a stream into text. */
function warnOfStream(body: unknown): void {
  if (isStreamWarned || typeof body !== 'object' || body === null || !('getReader' in body)) return
  if ('duplex' in Request.prototype) return
  isStreamWarned = true
  console.warn(
    'why401: this browser cannot upload a stream; it sends the text "[object ReadableStream]". Send a Blob instead.',
  )
}

/** Options that a `Request` does not hold (of a framework's own fetch); the others are in the `Request` made of them. */
export function extrasOf(init: RequestInit | undefined, request: Request, keepalive: boolean): RequestInit | undefined {
  const own: RequestInit = Object.fromEntries(
    Object.entries(init ?? {}).filter(([name]) => !(name in request) && !partsOfRequest.has(name)),
  )
  // Firefox drops it from a Request that is made of another one.
  if (keepalive && !request.keepalive) {
    Object.assign(own, { keepalive, referrer: request.referrer, referrerPolicy: request.referrerPolicy })
  }
  return Object.keys(own).length > 0 ? own : undefined
}

/** Options that some engines do not show on a `Request` that holds them. */
const partsOfRequest: ReadonlySet<string> = new Set(['body', 'duplex', 'keepalive', 'priority', 'window'])
