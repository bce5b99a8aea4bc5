import type { Verdict } from '../verdict/index.js'

const verdicts = new WeakMap<Response, Verdict>()

/** Remembers what a response meant for as long as somebody holds it. */
export function remember(response: Response, verdict: Verdict): void {
  verdicts.set(response, verdict)
}

/**
 * The verdict of a response that came through `auth.fetch`; undefined for one that was not refused, or came from an
 * origin that is not listed.
 *
 * @example
 * const response = await auth.fetch('/api/reports')
 * if (!response.ok) console.log(verdictOf(response)?.reason)
 */
export function verdictOf(response: Response): Verdict | undefined {
  return verdicts.get(response)
}
