import type { Verdict } from '../../verdict/index.js'
import { isRequest } from '../request-kind.js'
import { verdicts } from './known-verdicts.js'

type Send = () => Promise<Response>
/** How a refused request is sent once more, or why it cannot be. */
type Repeat = Send | string

/** A request whose body is larger is not kept for the sake of its verdict, which an app may keep for long. */
const MAX_KEPT_BYTES = 65_536

/** How one call is repeated: one for all verdicts on it. */
interface Kept {
  /** A large one lives as long as the response that keeps it. */
  repeat: Repeat | WeakRef<Send>
}

const calls = new WeakMap<object, Kept>()
const repeats = new WeakMap<Verdict, Kept>()
const largeRepeats = new WeakMap<Response, Send>()

/**
 * Remembers what a response meant, and how to send its request again. The verdict keeps a body of at most
 * `MAX_KEPT_BYTES`; a larger one is kept by the response.
 */
export function remember(call: object, response: Response, verdict: Verdict, send: Repeat, size: number): void {
  rememberResponse(response, verdict)
  const isLarge = typeof send !== 'string' && size > MAX_KEPT_BYTES
  if (isLarge) largeRepeats.set(response, send)
  const kept: Kept = calls.get(call) ?? { repeat: '' }
  kept.repeat = isLarge ? new WeakRef(send) : send
  calls.set(call, kept)
  repeats.set(verdict, kept)
}

/** The verdict of a call that a client knows by its `Request`. */
export function rememberRequest(input: unknown, verdict: Verdict): void {
  if (isRequest(input)) verdicts.set(input, verdict)
}

/**
 * Clients copy a response member by member, which keeps the very `Headers`, or clone it: a clone shares nothing with its
 * original, so that the response of a refusal remembers its clones by a `clone` of its own.
 */
function rememberResponse(response: Response, verdict: Verdict): void {
  verdicts.set(response, verdict)
  verdicts.set(response.headers, verdict)
  if (Object.hasOwn(response, 'clone') || !Object.isExtensible(response)) return
  const clone = response.clone.bind(response)
  const cloneWithVerdict = (): Response => {
    const copy = clone()
    rememberResponse(copy, verdicts.get(response) ?? verdict)
    return copy
  }
  Object.defineProperty(response, 'clone', { value: cloneWithVerdict, configurable: true, writable: true })
}

/** A request that was sent again with success has had its effect, whichever of its refusals is looked at. */
export function forgetRepeat(call: object): void {
  const kept = calls.get(call)
  if (kept) kept.repeat = 'it was sent again already, and succeeded'
}

/** Sends the request that a verdict is about once more. */
export async function repeat(verdict: Verdict): Promise<Response> {
  const known = repeats.get(verdict)?.repeat
  const send =
    known instanceof WeakRef ? (known.deref() ?? 'its body is large, and the response that kept it is gone') : known
  if (send === undefined) {
    throw new TypeError('retry: `verdict` is not one of a request that went through `auth.fetch` in this page')
  }
  if (typeof send === 'string') throw new TypeError(`retry: the request cannot be sent again: ${send}`)
  return send()
}
