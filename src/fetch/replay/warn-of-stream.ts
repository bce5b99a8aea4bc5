import { warnOnce } from '../../session/development/warn.js'

/** Tells a developer that browsers without `Request.duplex` turn a stream into text. */
export function warnOfStream(body: unknown): void {
  if (typeof body === 'object' && body !== null && 'getReader' in body) warnOnce('stream-as-text')
}
