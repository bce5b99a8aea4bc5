import { abortable } from '../../session/index.js'
import type { Call } from '../call.js'
import { headersOf } from '../credentials/headers-of.js'
import type { Wire } from '../wire.js'
import type { FetchArguments } from './replay.js'

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
 */
export function sendReplay(wire: Wire, call: Call, args: FetchArguments): Promise<Response> {
  const { send } = wire.carrier
  if (call.method !== 'GET') return send(args)
  const pending = replays.get(wire) ?? new Map<string, SharedReplay>()
  replays.set(wire, pending)
  const key = [call.url, ...[...new Headers(headersOf(args))].map(([name, value]) => `${name}: ${value}`)].join('\n')
  const shared = pending.get(key)
  if (shared) return follow(shared, call.signal, () => send(args))
  const lead: SharedReplay = { answer: send(args).then(end), copies: [], count: 0 }
  pending.set(key, lead)
  lead.answer.catch(() => pending.delete(key))
  return lead.answer

  function end(response: Response): Response {
    pending.delete(key)
    // The copies are made before any caller can read the body.
    for (let index = 0; index < lead.count; index += 1) lead.copies.push(response.clone())
    return response
  }
}

async function follow(
  shared: SharedReplay,
  signal: AbortSignal | undefined,
  send: () => Promise<Response>,
): Promise<Response> {
  const index = shared.count
  shared.count += 1
  // The first caller may have aborted: that is no answer for the others.
  const isAnswered = await abortable(
    shared.answer.then(
      () => true,
      () => false,
    ),
    signal,
  )
  return (isAnswered && shared.copies[index]) || send()
}
