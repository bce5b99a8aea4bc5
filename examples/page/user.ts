/** What `GET` and `POST /api/session` answer. */
export type SessionAnswer =
  | { readonly authenticated: false }
  | { readonly authenticated: true; readonly user: { readonly username: string; readonly name: string }; readonly csrfToken: string }

interface User {
  readonly username: string
  readonly name: string
  /** Belongs to the session: a new sign-in has a new one. */
  readonly csrfToken: string
}

let current: User | undefined
let asked: Promise<void> = Promise.resolve()
const watchers = new Set<() => void>()

export function currentUser(): User | undefined {
  return current
}

/** Runs `watcher` whenever there is somebody else, or nobody. */
export function watchUser(watcher: () => void): void {
  watchers.add(watcher)
}

export function rememberUser(answer: SessionAnswer): void {
  current = answer.authenticated ? { ...answer.user, csrfToken: answer.csrfToken } : undefined
  for (const watcher of watchers) watcher()
}

/** Looks who is there; `csrfToken` waits for it. Never rejects: without an answer, what is known stays. */
export function askUser(ask: () => Promise<SessionAnswer>): Promise<void> {
  asked = ask().then(rememberUser, console.error)
  return asked
}

export async function csrfToken(): Promise<string> {
  await asked
  return current?.csrfToken ?? ''
}
