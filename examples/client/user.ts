import type { AuthState, Store } from 'why401'
import { createStore } from './store.ts'

/** The answer to `GET` and `POST /api/session`. */
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
  /** Belongs to the session: each sign-in has a new one. */
  readonly csrfToken: string
}

const store = createStore<User | undefined>(undefined)
let asked: Promise<void> = Promise.resolve()
/** Grows with each question and each answer: an answer that comes after a newer one counts for nothing. */
let turn = 0

/** The user who is signed in, as far as this tab knows. */
export const user: Store<User | undefined> = { get: store.get, subscribe: store.subscribe }

export function rememberUser(answer: SessionAnswer): void {
  turn += 1
  store.set(answer.authenticated ? { ...answer.user, csrfToken: answer.csrfToken } : undefined)
}

/** Asks for the user; `csrfToken` waits for the answer. Never rejects: without an answer the known user stays. */
export function askUser(ask: () => Promise<SessionAnswer>): Promise<void> {
  const mine = (turn += 1)
  asked = ask().then((answer) => {
    if (mine === turn) rememberUser(answer)
  }, console.error)
  return asked
}

export async function csrfToken(): Promise<string> {
  await asked
  return store.get()?.csrfToken ?? ''
}

/** Before the first event the status is `unknown`: then the session that the page was loaded with decides. */
export function statusOf({ status }: AuthState, current: User | undefined): Exclude<AuthState['status'], 'unknown'> {
  if (status !== 'unknown') return status
  return current === undefined ? 'signed-out' : 'signed-in'
}

/** Calls the listener when the user is gone: no user is signed in, or another one. Returns its undo. */
export function onUserGone(listener: () => void): () => void {
  let username = store.get()?.username
  return store.subscribe((current) => {
    const before = username
    username = current?.username
    if (before !== undefined && before !== username) listener()
  })
}
