/** The check that every success pays: no clone, no read. */
export function needsClassification(response: Response, inspect: boolean): boolean {
  return (
    response.status >= 400 ||
    response.type === 'opaqueredirect' ||
    (inspect && !isEventStream(response)) ||
    (response.redirected && isHtml(response))
  )
}

/**
 * An answer counts by where it came from: a redirect or a service worker may have asked another origin. The answer of a carrier
 * of the app may have no URL.
 */
export function isOwnAnswer({ url }: { readonly url?: string }, isOwn: (url: string) => boolean): boolean {
  return url === undefined || url === '' || isOwn(url)
}

/**
 * Whether an answer of a listed origin shows that a request was accepted. An opaque one, or a redirect that was not followed, shows
 * nothing.
 */
export function isOwnSuccess(response: Response, isOwn: (url: string) => boolean): boolean {
  return (response.ok || response.status === 304) && isOwnAnswer(response, isOwn)
}

function isHtml(response: Response): boolean {
  return typeOf(response).startsWith('text/html')
}

/** Types whose body goes on for as long as the server has something to say: what is inside comes later, or never. */
const endless = /^(?:text\/event-stream|multipart\/|application\/(?:grpc|[\w.+-]*(?:jsonl|ndjson|json-seq|stream)))/i

function isEventStream(response: Response): boolean {
  return endless.test(typeOf(response))
}

/** A carrier of the app may answer without headers. */
function typeOf({ headers }: { readonly headers?: Headers }): string {
  return headers?.get?.('content-type') ?? ''
}
