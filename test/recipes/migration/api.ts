/** What the tests ask of an API client, before and after. */
export interface Api {
  /** @throws what the client throws */
  readonly get: (path: string) => Promise<unknown>
  readonly post: (path: string) => Promise<unknown>
}

/** What an app keeps of a login. */
export interface Session {
  token: string
  readonly signOut: () => void
}
