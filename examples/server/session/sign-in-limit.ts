import { problem } from '../http/refusal.ts'
import { BoundedMap } from '../store/bounded-map.ts'

/** Counts sign-in attempts, so that nobody can try passwords in bulk. */
export interface SignInLimit {
  /**
   * Counts an attempt before the password is checked: attempts that run at the same time are all counted.
   *
   * @throws Refusal 429 when this user name, or this address, has had its attempts
   */
  readonly countAttempt: (username: string, address: string) => void
  /** A right password: the user name starts anew, and the address is not charged for the attempt. */
  readonly forgive: (username: string, address: string) => void
}

interface Attempts {
  count: number
  readonly until: number
}

const WINDOW_MS = 60_000
const MOST_PER_USERNAME = 10
const MOST_PER_ADDRESS = 50
const MOST_KEYS = 10_000

export function createSignInLimit(now: () => number = Date.now): SignInLimit {
  const attempts = new BoundedMap<string, Attempts>(MOST_KEYS)

  function currentAttempts(key: string): Attempts {
    const known = attempts.get(key)
    if (known && known.until > now()) return known
    const fresh = { count: 0, until: now() + WINDOW_MS }
    // A map keeps the place of a key that is set again; an expired entry must not be the next to be forgotten.
    attempts.delete(key)
    attempts.set(key, fresh)
    return fresh
  }

  const addressKey = (address: string): string => `address ${address}`
  // The server takes user names of any case for different ones, and so does the limit.
  const usernameKey = (username: string): string => `username ${username}`

  return {
    countAttempt(username, address) {
      const limits = [
        { tried: currentAttempts(usernameKey(username)), most: MOST_PER_USERNAME },
        { tried: currentAttempts(addressKey(address)), most: MOST_PER_ADDRESS },
      ]
      const full = limits.filter(({ tried, most }) => tried.count >= most).map(({ tried }) => tried.until)
      if (full.length > 0) throw tooManyAttempts(Math.ceil((Math.max(...full) - now()) / 1000))
      for (const { tried } of limits) tried.count += 1
    },
    forgive(username, address) {
      attempts.delete(usernameKey(username))
      const tried = attempts.get(addressKey(address))
      if (tried && tried.count > 0) tried.count -= 1
    },
  }
}

/** The same words for a user name that exists and for one that does not. */
function tooManyAttempts(seconds: number): Error {
  return problem(
    429,
    'too-many-sign-ins',
    'There were too many attempts to sign in',
    {},
    { 'Retry-After': `${seconds}` },
  )
}
