import type { AuthEvents, AuthEventType, AuthState, ListenOptions, Store } from '../session/index.js'
import type { ThirdPartyKeyInvalid, Verdict } from '../verdict/index.js'

/** What an app holds: a `fetch` that knows why it was refused, events, state. */
export interface Auth {
  /** Drop-in: same arguments, resolves with the `Response`; never throws for a refusal. */
  readonly fetch: typeof globalThis.fetch
  /**
   * `fetch` that rejects with `AuthError` for every refusal, also for one that came with a status of success; a status that
   * is no matter of auth (404, 500) resolves as it does in `fetch`.
   *
   * @throws AuthError (as a rejection) for every verdict whose kind is not `none`
   * @example
   * const response = await auth.strictFetch('/api/reports')
   * show(await response.json())
   */
  readonly strictFetch: typeof globalThis.fetch
  /** `fetch` for polling: renews silently, never asks the user, never waits for a prompt. */
  readonly background: typeof globalThis.fetch
  /**
   * Listens to one type of event; returns its own undo.
   *
   * @throws TypeError for an unknown type or a listener that is not a function
   */
  readonly on: <T extends AuthEventType>(
    type: T,
    listener: (event: AuthEvents[T]) => void,
    options?: ListenOptions,
  ) => () => void
  readonly state: Store<AuthState>
  /** Integrations whose key was refused and not fixed since, by name; by path where the refusal named none. */
  readonly integrations: Store<ReadonlyMap<string, ThirdPartyKeyInvalid>>
  /**
   * The user stored a new key: the next refusal is a new event.
   *
   * @throws TypeError when `name` is not a string
   */
  readonly integrationFixed: (name: string) => void
  /**
   * Sends the request that a verdict is about once more: for what was refused before the user stored a new key.
   *
   * @throws TypeError (as a rejection) when the verdict is not of this page, or the body was a stream
   */
  readonly retry: (verdict: Verdict) => Promise<Response>
  /**
   * Joins or starts the one renewal, as a refused request does: for a WebSocket, an EventSource, an XHR. Resolves to true
   * when there are fresh credentials; never rejects.
   *
   * @example
   * if (await auth.renew()) show('Connect again.')
   */
  readonly renew: () => Promise<boolean>
  /**
   * The user wants to sign in: calls the option `signIn`, also after the user declined before. Resolves to true when the
   * user signed in; never rejects.
   *
   * @example
   * const isSignedIn = await auth.signIn()
   */
  readonly signIn: () => Promise<boolean>
  /**
   * Asks with one GET why an EventSource or a WebSocket was refused, and renews if that helps; a verdict of kind `none`
   * says that it would work now.
   *
   * @throws TypeError (as a rejection) when no answer comes
   * @example
   * const verdict = await auth.check('/api/stream')
   * if (verdict.kind === 'none') show('Connect again.')
   */
  readonly check: (url: string | URL) => Promise<Verdict>
  /** The app signed the user in by itself, on a page or form that `signIn` did not wait for: requests that wait are sent again. */
  readonly signedIn: () => void
  /**
   * The app signed the user out by itself: requests that wait settle with their refusal, and none is sent again later. Call it
   * when your own request to sign out worked; no route's role does it.
   */
  readonly signedOut: () => void
  /**
   * Resolves when all is loaded that a refusal needs, and loads what is not; for a page that will be offline, or a test.
   * Rejects when a part cannot be loaded. With `createAuth` of `why401/fetch` there is nothing to wait for.
   *
   * @example
   * await auth.ready
   */
  readonly ready: Promise<void>
  /** Settles the requests that wait; event listeners get nothing more, and no handler is called again. */
  readonly dispose: () => void
}
