import { AuthError } from '../../session/index.js'
import { registerWrapper } from '../carrier.js'
import type { Fetch } from '../client.js'
import { verdictOn } from './remember.js'

/** `fetch` as it is, but that what it judged to be a refusal is thrown. */
export function createStrictFetch(authFetch: Fetch): Fetch {
  const { fetch } = {
    // A member's name survives minifiers.
    fetch: async (...args: Parameters<Fetch>): Promise<Response> => {
      const response = await authFetch(...args)
      const verdict = verdictOn(response)
      if (verdict === undefined || verdict.kind === 'none') return response
      // axios takes the response of an error for one of its own, and sets its headers, which a `Response` would refuse.
      const { headers } = response
      Object.defineProperty(response, 'headers', { value: headers, writable: true, configurable: true })
      throw new AuthError(verdict, { response })
    },
  }
  Object.defineProperty(fetch, 'length', { value: 1 })
  registerWrapper(fetch, authFetch)
  return fetch
}
