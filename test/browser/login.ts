import { onTestFinished } from 'vitest'
import { type Auth, type AuthOptions, createAuth as create } from 'why401'

/** Each test has its own login name: two of one name share a lock and a channel, in one page as in several tabs. */
export function createAuth(options: AuthOptions = {}): Auth {
  const auth = create({ tabs: crypto.randomUUID(), ...options })
  onTestFinished(auth.dispose)
  return auth
}
