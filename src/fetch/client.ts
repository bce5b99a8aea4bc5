/** The type of the global `fetch`. */
export type Fetch = typeof globalThis.fetch

/** What a client that is built on `fetch` adds to each request of its own; ky does. */
export interface Client {
  /** Sends one attempt; `isGlobal` is true for the global fetch, false for a carrier of the app. */
  readonly send?: (
    carrier: Fetch,
    input: RequestInfo | URL,
    init: RequestInit | undefined,
    isGlobal: boolean,
  ) => Promise<Response>
  /** The body that the client made its `Request` of, where it is known: then the request need not be cloned. */
  readonly bodyOf?: (init: RequestInit | undefined) => BodyInit | undefined
  /** How long the client waits for the body of an answer, ms. */
  readonly readTimeout?: (init: RequestInit | undefined) => number | undefined
  /** Prepares a replay as the client prepared the first attempt, before a credential goes on it. */
  readonly beforeReplay?: (request: Request, init: RequestInit | undefined) => Promise<Request>
}
