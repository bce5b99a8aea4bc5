import type { Verdict } from '../verdict/index.js'

const verdicts = new WeakMap<Response, Verdict>()

/** How a refused request is sent once more, or why it cannot be. */
const repeats = new WeakMap<Verdict, (() => Promise<Response>) | string>()

/** Remembers what a response meant, and how to ask again, for as long as somebody holds it. */
export function remember(response: Response, verdict: Verdict, repeat: (() => Promise<Response>) | string): void {
  verdicts.set(response, verdict)
  repeats.set(verdict, repeat)
}

/** Sends the request that a verdict is about once more. */
export async function repeat(verdict: Verdict): Promise<Response> {
  const send = repeats.get(verdict)
  if (send === undefined) {
    throw new TypeError('retry: `verdict` is not one of a request that went through `auth.fetch` in this page')
  }
  if (typeof send === 'string') throw new TypeError(`retry: the request cannot be sent again: ${send}`)
  return send()
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
