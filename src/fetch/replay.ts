/** Arguments of one `fetch` call. */
export type FetchArguments = readonly [input: RequestInfo | URL, init: RequestInit | undefined]

/** Hands out the same request as often as it can be sent. */
export interface Replay {
  /** The first attempt, and each further one where `why` is undefined. */
  readonly next: () => FetchArguments
  /** Why it cannot be sent again. */
  readonly blockedReason: string | undefined
}

/**
 * Prepares a request for being sent again: same method, headers and body. What may change before the second time is
 * copied now, afterwards it is too late; what needs no copy is not copied.
 */
export function prepareReplay(input: RequestInfo | URL, init: RequestInit | undefined): Replay {
  const body = init?.body ?? undefined
  if (isStream(body)) {
    return { next: () => [input, init], blockedReason: 'its body is a stream, which is gone once it was sent' }
  }
  // A `Request` in place of `init` has nothing that could be spread.
  if (init && !isPlain(init)) return copies(new Request(input, init), undefined)
  const kept = init && { ...init, ...(init.headers !== undefined && { headers: copyOf(init.headers) }) }
  if (body === undefined && isRequest(input) && hasBody(input)) return copies(input, kept)
  if (body === undefined || typeof body === 'string' || body instanceof Blob) {
    return { next: () => [input, kept], blockedReason: undefined }
  }
  // FormData, URLSearchParams and buffers can be changed by their owner while we wait.
  const request = new Request(input, kept)
  return copies(request, extras(kept, request))
}

/** Options that a `Request` does not hold (of a framework's own fetch); the others are in the `Request` made of them. */
export function extras(init: RequestInit | undefined, request: Request): RequestInit | undefined {
  const own = Object.entries(init ?? {}).filter(
    ([name]) => !(name in request) && !/^(?:body|duplex|priority|window)$/.test(name),
  )
  return own.length > 0 ? Object.fromEntries(own) : undefined
}

/** A body can be read once: each copy is made of one that is never sent. */
function copies(request: Request, init: RequestInit | undefined): Replay {
  const spare = request.clone()
  let first: Request | undefined = request
  return {
    next: () => {
      const next = first ?? spare.clone()
      first = undefined
      return [next, init]
    },
    blockedReason: undefined,
  }
}

/** In its own shape: making `Headers` of a plain object is most of what a request would pay for us. */
function copyOf(headers: HeadersInit): HeadersInit {
  if (Array.isArray(headers)) return headers.map((pair) => [...pair])
  return isPlain(headers) ? Object.assign({}, headers) : new Headers(headers)
}

/** Whether it is a `Request`, of whatever realm. */
export function isRequest(input: unknown): input is Request {
  if (typeof input !== 'object') return false
  return input instanceof Request || Object.prototype.toString.call(input) === '[object Request]'
}

/** Firefox has no `Request.body`: there only the method tells. */
function hasBody(request: Request): boolean {
  return request.body === undefined ? request.method !== 'GET' && request.method !== 'HEAD' : request.body !== null
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

function isStream(body: unknown): boolean {
  return typeof body === 'object' && body !== null && (Symbol.asyncIterator in body || 'getReader' in body)
}
