import { isRequest, requestOf } from '../request-kind.js'
import type { FetchArguments, Replay } from './replay.js'
import { sizeOf } from './size-of.js'

/** Why a request cannot be sent again; undefined when it can. */
export function whyNotAgain({ isStream }: Replay): string | undefined {
  return isStream ? 'its body is a stream, which is gone once it was sent' : undefined
}

/** How many bytes of a body are kept for the next attempt, about; Infinity where that is not known. */
export function keptSize({ spare, body }: Replay): number {
  return spare ? Infinity : sizeOf(body)
}

/** The same request once more, as often as it is wanted; only where `whyNotAgain` knows no reason. */
export function sendAgain({ first, body, spare, headers }: Replay): FetchArguments {
  const [input, init] = first
  if (spare) {
    if (spare.bodyUsed) {
      throw new TypeError('retry: the request cannot be sent again: its body is gone, since it was sent')
    }
    return [spare.clone(), init]
  }
  // A body among the options goes out with them.
  if (!isRequest(input) || (init?.body !== undefined && init.body !== null)) return first
  if (body !== undefined && body !== null) return [withBody(input, body, headers), init]
  return [changeRequest(input, { headers: headers ?? new Headers(input.headers) }), init]
}

/** Options beside a `Request` replace its referrer (Fetch §5.4), so that it is named again. */
export function changeRequest(request: Request, change: RequestInit): Request {
  const { referrer, referrerPolicy, keepalive } = request
  return requestOf(request, { referrer, referrerPolicy, keepalive, ...change })
}

/** What a `Request` is made of, beside its URL, headers and body. */
// prettier-ignore
const parts = [
  'method', 'mode', 'credentials', 'cache', 'redirect', 'referrer', 'referrerPolicy', 'integrity', 'keepalive', 'signal',
] as const

/** From its URL and not from the `Request`, which has no body any more once it was sent. */
function withBody(request: Request, body: BodyInit, own: Headers = request.headers): Request {
  const headers = new Headers(own)
  // It names the boundary of the form that was sent, and the next one has another.
  if (body instanceof FormData && headers.get('content-type')?.startsWith('multipart/form-data')) {
    headers.delete('content-type')
  }
  return new Request(request.url, { ...Object.fromEntries(parts.map((name) => [name, request[name]])), headers, body })
}
