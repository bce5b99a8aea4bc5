import type { Client } from '../client.js'
import { copyBody, isStream } from './copy-body.js'
import { isPlain, isRequest, requestOf } from '../request-kind.js'

/** Arguments of one `fetch` call. */
export type FetchArguments = readonly [input: RequestInfo | URL, init: RequestInit | undefined]

/** What is kept of a call, so that `send-again.ts` can make the same request once more. */
export interface Replay {
  /** What the first attempt sends. */
  readonly first: FetchArguments
  /** The body as the caller gave it; undefined where it is inside a `Request`, and for a stream. */
  readonly body: RequestInit['body']
  /** A copy of a `Request` with a body, which is never sent itself. */
  readonly spare: Request | undefined
  /** The headers of a `Request` as they were at the call: its owner, or the carrier, may change them. */
  readonly headers: Headers | undefined
  /** True when the body is gone once it was sent. */
  readonly isStream: boolean
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
  // `null` is as good as nothing (Web IDL §3.2.17).
  if (!init) return own ? keepRequest(own, init, client) : keep([url, init])
  // A `Request` in place of `init` has nothing that could be spread.
  if (!isPlain(init)) return keepClone(requestOf(own ?? url, init), undefined)
  const kept = copyInit(init)
  const { body } = kept
  if (isStream(body)) return { ...keep([own ?? url, kept]), body: undefined, isStream: true }
  if (own === undefined) return keep([url, kept])
  if (body === undefined || body === null) return keepRequest(own, kept, client)
  // The body is not the Request's, so that the Request can be sent as often as needed.
  return keep([own, { headers: new Headers(own.headers), ...kept }])
}

function keep(first: FetchArguments, body = first[1]?.body, spare?: Request, headers?: Headers): Replay {
  return { first, body, spare, headers, isStream: false }
}

function keepRequest(request: Request, init: RequestInit | undefined, client: Client): Replay {
  const known = client.bodyOf?.(init)
  const headers = init?.headers ? undefined : new Headers(request.headers)
  if (known !== undefined) return keep([request, init], known, undefined, headers)
  // Never a look at `request.body`: WebKit makes a stream of it then, and loses files and `keepalive`.
  if (!/^(?:GET|HEAD)$/i.test(init?.method ?? request.method)) return keepClone(request, init)
  return keep([request, init], undefined, undefined, headers)
}

/** A body can be read once: each attempt is made of a clone that is never sent. */
function keepClone(request: Request, init: RequestInit | undefined): Replay {
  return keep([request, init], undefined, request.clone())
}

function copyInit(init: RequestInit): RequestInit {
  const copy = copyOptions(init)
  if (init.body) copy.body = copyBody(init.body)
  return copy
}

function copyOptions(init: RequestInit): RequestInit {
  return init.headers ? { ...init, headers: copyHeaders(init.headers) } : { ...init }
}

/** What a carrier gets, which may change it: what is kept for a replay stays as it is. */
export function handOut([input, init]: FetchArguments): FetchArguments {
  return [input, init && copyOptions(init)]
}

/** In its own shape: making `Headers` of a plain object is most of what a request would pay for us. */
function copyHeaders(headers: HeadersInit): HeadersInit {
  if (Array.isArray(headers)) {
    const pairs: typeof headers = headers.map((pair) => [...pair])
    return pairs
  }
  return isPlain(headers) ? Object.assign({}, headers) : new Headers(headers)
}
