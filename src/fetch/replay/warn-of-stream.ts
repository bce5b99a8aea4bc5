let isStreamWarned = false

/** Tells a developer once that browsers without `Request.duplex` turn a stream into text. */
export function warnOfStream(body: unknown): void {
  if (isStreamWarned || typeof body !== 'object' || body === null || !('getReader' in body)) return
  isStreamWarned = true
  console.warn(
    'why401: this browser cannot upload a stream; it sends the text "[object ReadableStream]". Send a Blob instead.',
  )
}
