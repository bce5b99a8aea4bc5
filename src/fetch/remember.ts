import type { Verdict } from '../verdict/index.js'

/** How a refused request is sent once more, or why it cannot be. */
type Repeat = (() => Promise<Response>) | string

/** A request whose body is larger is not kept for the sake of its verdict, which an app may keep for long. */
const MAX_KEPT_BYTES = 65_536

const verdicts = new WeakMap<Response, Verdict>()
const repeats = new WeakMap<Verdict, Repeat>()
/** Repeats that live as long as the response; the verdict alone does not keep them. */
const largeRepeats = new WeakMap<Response, Repeat>()
const responses = new WeakMap<Verdict, WeakRef<Response>>()

/**
 * Remembers what a response meant, and how to send its request again. The verdict keeps a body of at most
 * `MAX_KEPT_BYTES`; a larger one is kept by the response.
 */
export function remember(response: Response, verdict: Verdict, send: Repeat, size: number): void {
  verdicts.set(response, verdict)
  if (typeof send === 'string' || size <= MAX_KEPT_BYTES) repeats.set(verdict, send)
  else {
    repeats.set(verdict, 'its body is large, and the response that kept it is gone')
    largeRepeats.set(response, send)
    responses.set(verdict, new WeakRef(response))
  }
}

/** A request that was sent again with success has had its effect. */
export function forgetRepeat(verdict: Verdict): void {
  repeats.set(verdict, 'it was sent again already, and succeeded')
  responses.delete(verdict)
}

function repeatOf(verdict: Verdict): Repeat | undefined {
  const response = responses.get(verdict)?.deref()
  return (response && largeRepeats.get(response)) ?? repeats.get(verdict)
}

/** Sends the request that a verdict is about once more. */
export async function repeat(verdict: Verdict): Promise<Response> {
  const send = repeatOf(verdict)
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
