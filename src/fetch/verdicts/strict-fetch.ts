import type { Session } from '../../session/index.js'
import { registerFetch } from '../carrier.js'
import type { Fetch } from '../client.js'
import type { FetchEngine } from '../engine.js'

/** `fetch` as it is, but that what it judged to be a refusal is thrown. */
export function createStrictFetch(session: Session<FetchEngine>, authFetch: Fetch): Fetch {
  const fetch = async (...args: Parameters<Fetch>): Promise<Response> => {
    const response = await authFetch(...args)
    // Without an engine nothing was judged.
    session.engine?.throwRefusal(response)
    return response
  }
  return registerFetch(fetch, session, globalThis.fetch)
}
