import { abortable } from '../../session/index.js'
import type { Call } from '../call.js'
import { headersOf } from '../credentials/credential.js'
import type { FetchArguments } from './replay.js'

/** One replay on its way, and the copies of its answer for the equal requests that came meanwhile. */
interface SharedReplay {
  readonly answer: Promise<Response>
  readonly copies: Response[]
  count: number
}

/** Sends a replay, or shares one. */
export type ShareReplay = (call: Call, args: FetchArguments) => Promise<Response>

/**
 * Equal GETs that waited for the same renewal are sent once: a poll that waited behind a dialog for minutes does not end in
 * a burst. Each caller gets a response of its own.
 */
export function createShareReplay(send: (args: FetchArguments) => Promise<Response>): ShareReplay {
  const pending = new Map<string, SharedReplay>()

  const lead = (key: string, args: FetchArguments): Promise<Response> => {
    const copies: Response[] = []
    const answer = send(args).then((response) => {
      pending.delete(key)
      // The copies are made before any caller can read the body.
      for (let index = 0; index < shared.count; index += 1) copies.push(response.clone())
      return response
    })
    const shared: SharedReplay = { answer, copies, count: 0 }
    pending.set(key, shared)
    answer.catch(() => pending.delete(key))
    return answer
  }

  const follow = async (shared: SharedReplay, { signal }: Call, args: FetchArguments): Promise<Response> => {
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
    return (isAnswered && shared.copies[index]) || send(args)
  }

  return (call, args) => {
    if (call.method !== 'GET') return send(args)
    const key = [call.url, ...[...new Headers(headersOf(args))].map(([name, value]) => `${name}: ${value}`)].join('\n')
    const shared = pending.get(key)
    return shared === undefined ? lead(key, args) : follow(shared, call, args)
  }
}
