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

export function currentUser(): User | undefined {
  return current
}

export function rememberUser(answer: SessionAnswer): void {
  current = answer.authenticated ? { ...answer.user, csrfToken: answer.csrfToken } : undefined
}

export function forgetUser(): void {
  current = undefined
}
