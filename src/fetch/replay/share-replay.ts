import type { Call, Sent } from '../call.js'
import { headersOf } from '../credentials/headers-of.js'
import type { Wire } from '../wire.js'
import { type FetchArguments, handOut } from './replay.js'

/** One replay on its way, and the copies of its answer for the equal requests that came meanwhile. */
interface SharedReplay {
  readonly answer: Promise<Response>
  readonly copies: Response[]
  count: number
}

/** The replays of each fetch of ours. */
const replays = new WeakMap<Wire, Map<string, SharedReplay>>()

/**
 * Sends a replay. Equal GETs that waited for the same renewal are sent once: a poll that waited behind a dialog for minutes
 * does not end in a burst. Each caller gets a response of its own.
 *
 * @throws DOMException `AbortError` (as a rejection) when another user signed in while an equal request was on its way
 */
export function sendReplay(wire: Wire, call: Call, { args, snapshot }: Sent): Promise<Response> {
  // A carrier of the app may answer without a promise.
  const send = async (): Promise<Response> => wire.carrier.send(handOut(args))
  const key = keyOf(call, args)
  if (key === undefined) return send()
  const pending = replays.get(wire) ?? new Map<string, SharedReplay>()
  replays.set(wire, pending)
  const shared = pending.get(key)
  if (shared) return follow(shared, send, () => wire.session.login.assertSameLogin(snapshot))
  const copies: Response[] = []
  const end = (response: Response): Response => {
    pending.delete(key)
    // What a carrier of the app has read cannot be copied.
    if (response.bodyUsed || response.body?.locked) return response
    // The copies are made before any caller can read the body.
    for (let index = 0; index < lead.count; index += 1) copies.push(response.clone())
    return response
  }
  const lead: SharedReplay = { answer: send().then(end), copies, count: 0 }
  pending.set(key, lead)
  lead.answer.catch(() => pending.delete(key))
  return lead.answer
}

/** What two equal GETs have in common; undefined where a request is its caller's alone. */
function keyOf({ url, method, signal, replay }: Call, args: FetchArguments): string | undefined {
  // What a caller may abort ends with that caller, and so does the body of its answer (Fetch §5.6).
  if (method !== 'GET' || signal !== undefined) return undefined
  const options = Object.entries(replay.first[1] ?? {}).filter(([name]) => name !== 'headers')
  // Nobody knows when two objects of a framework's own are equal.
  if (options.some(([, value]) => typeof value === 'object')) return undefined
  return JSON.stringify([url, options, [...new Headers(headersOf(args))]])
}

/** Takes a copy of the answer; without one, the request is sent by itself. */
async function follow(
  shared: SharedReplay,
  send: () => Promise<Response>,
  assertSameLogin: () => void,
): Promise<Response> {
  const index = shared.count
  shared.count += 1
  await shared.answer.catch(() => {})
  const copy = shared.copies[index]
  if (copy) return copy
  // Another user may have signed in meanwhile.
  assertSameLogin()
  return send()
}
