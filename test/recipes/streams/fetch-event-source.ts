import { type EventSourceMessage, fetchEventSource } from '@microsoft/fetch-event-source'
import { type Auth, isAuthError } from 'why401'

// #region recipe
/** Resolves when the server ends the stream. @throws AuthError when it was refused, also after a renewal */
export function readEvents(
  auth: Auth,
  url: string,
  onmessage: (message: EventSourceMessage) => void,
  signal?: AbortSignal,
): Promise<void> {
  return fetchEventSource(url, {
    fetch: auth.strictFetch, // renews, sends again, and rejects when that did not help
    onmessage,
    onerror: (error: unknown) => {
      if (isAuthError(error)) throw error // thrown: the library stops. Returned: it would try again each second.
    },
    ...(signal && { signal }),
  })
}
// #endregion
