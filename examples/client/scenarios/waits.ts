import type { Auth } from 'why401'
import { createStore, type Writable } from '../store.ts'

/** Requests of this page that wait for one renewal or sign-in. */
export interface Wait {
  readonly count: number
  /** What they wait for. */
  readonly for: 'token' | 'user' | 'other-tab'
  /** When the first of them was refused, ms of `performance.now()`. */
  readonly since: number
}

/** A request waits for this long at most (ms); it is `createAuth`'s default of `maxWait`. */
export const MOST_WAIT = 300_000

/** EXAMPLE ONLY: who waits, and for what. `isAsking` says whether this page asks the user at the moment. */
export function watchWaits(
  auths: readonly (readonly [auth: Auth, isAsking: () => boolean])[],
): Writable<Wait | undefined> {
  const shown = createStore<Wait | undefined>(undefined)
  const waits = new Map<Auth, { count: number; since: number }>()

  function show(): void {
    for (const [auth, isAsking] of auths) {
      const wait = waits.get(auth)
      if (wait === undefined) continue
      const { status } = auth.state.get()
      const asks = isAsking() ? 'user' : 'other-tab'
      shown.set({ ...wait, for: status === 'signing-in' ? asks : 'token' })
      return
    }
    if (shown.get() !== undefined) shown.set(undefined)
  }

  for (const [auth] of auths) {
    auth.on('waiting', ({ count }) => {
      waits.set(auth, { count, since: waits.get(auth)?.since ?? performance.now() })
      show()
    })
    auth.on('resumed', () => {
      waits.delete(auth)
      show()
    })
    // The dialog of this page opens after the status has changed.
    auth.state.subscribe(() => setTimeout(show))
  }
  return shown
}

/** The wait in a sentence. */
export function waitWords({ count, for: what, since }: Wait, now: number): string {
  const who = count === 1 ? 'One request waits' : `${count} requests wait`
  const reasons = {
    token: 'for a new token',
    user: 'for your sign-in',
    'other-tab': 'for a sign-in in another tab',
  }
  const seconds = Math.floor((now - since) / 1000)
  return `${who} ${reasons[what]}: ${seconds} s, at most ${MOST_WAIT / 60_000} minutes.`
}
