import type { AuthState, Store } from 'why401'
import { createStore } from './store.ts'

/** What `GET` and `POST /api/session` answer. */
export type SessionAnswer =
  | { readonly authenticated: false }
  | {
      readonly authenticated: true
      readonly user: { readonly username: string; readonly name: string }
      readonly csrfToken: string
    }

export interface User {
  readonly username: string
  readonly name: string
  /** Belongs to the session: a new sign-in has a new one. */
  readonly csrfToken: string
}

const store = createStore<User | undefined>(undefined)
let asked: Promise<void> = Promise.resolve()

/** Who is signed in, as far as this tab knows. */
export const user: Store<User | undefined> = { get: store.get, subscribe: store.subscribe }

export function rememberUser(answer: SessionAnswer): void {
  store.set(answer.authenticated ? { ...answer.user, csrfToken: answer.csrfToken } : undefined)
}

/** Looks who is there; `csrfToken` waits for it. Never rejects: without an answer, what is known stays. */
export function askUser(ask: () => Promise<SessionAnswer>): Promise<void> {
  asked = ask().then(rememberUser, console.error)
  return asked
}

export async function csrfToken(): Promise<string> {
  await asked
  return store.get()?.csrfToken ?? ''
}

/** Nothing has happened yet: then the session that the page was loaded with tells. */
export function statusOf({ status }: AuthState, current: User | undefined): Exclude<AuthState['status'], 'unknown'> {
  if (status !== 'unknown') return status
  return current === undefined ? 'signed-out' : 'signed-in'
}
