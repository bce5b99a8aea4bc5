/** The check that every success pays: no clone, no read. */
export function needsClassification(response: Response, inspect: boolean): boolean {
  return (
    response.status >= 400 ||
    response.type === 'opaqueredirect' ||
    (inspect && !isEventStream(response)) ||
    (response.redirected && isHtml(response))
  )
}

/** An answer counts by where it came from: a redirect or a service worker may have asked another origin. */
export function isOwnAnswer(response: Response, isOwn: (url: string) => boolean): boolean {
  return response.url === '' || isOwn(response.url)
}

function isHtml(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('text/html') === true
}

/** Types whose body goes on for as long as the server has something to say: what is inside comes later, or never. */
const endless = /^(?:text\/event-stream|multipart\/|application\/(?:grpc|[\w.+-]*(?:jsonl|ndjson|json-seq|stream)))/i

function isEventStream(response: Response): boolean {
  return endless.test(response.headers.get('content-type') ?? '')
}
