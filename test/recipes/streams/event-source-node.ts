import { EventSource } from 'eventsource'
import { type Auth, type Verdict, verdictOf } from 'why401'

// #region recipe
/** The package takes a `fetch`: a refused stream is renewed and opened again before it sees anything. */
export function openEventsWithToken(auth: Auth, url: string, onRefused: (verdict: Verdict) => void): EventSource {
  return new EventSource(url, {
    fetch: async (input, init) => {
      const response = await auth.fetch(input, { ...init, headers: init.headers })
      const verdict = verdictOf(response)
      if (verdict) onRefused(verdict)
      return response
    },
  })
}
// #endregion
