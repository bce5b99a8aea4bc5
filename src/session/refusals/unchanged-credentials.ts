import type { Reauthenticate } from '../../verdict/index.js'
import type { Attempt } from '../attempt.js'
import { putLast } from '../bounded.js'
import type { RequestSummary } from '../events.js'
import { longerBackoff, MAX_ENDPOINTS } from '../renewal/prove-login.js'
import { type Backoff, levelOf } from '../renewal/renewal-state.js'
import { fingerprint } from './fingerprint.js'

interface Known extends Backoff {
  /** What was refused last with it. */
  readonly request: RequestSummary
}

/**
 * Credentials that were refused, and that a renewal did not change: a header of the caller's own. A poll that carries one does
 * not renew each time.
 */
export class UnchangedCredentials {
  readonly #known = new Map<string, Known>()

  get isEmpty(): boolean {
    return this.#known.size === 0
  }

  add(attempt: Attempt, cause: Reauthenticate, now: number): void {
    const key = keyOf(attempt, cause)
    putLast(this.#known, key, { ...longerBackoff(this.#known.get(key), now), request: attempt.summary }, MAX_ENDPOINTS)
  }

  /** Whether the login was renewed for it a while ago, in vain. */
  has(attempt: Attempt, cause: Reauthenticate, now: number): boolean {
    return now < (this.#known.get(keyOf(attempt, cause))?.until ?? -Infinity)
  }

  /** The same request succeeded: it is no dead credential, but one that the server does not look at. */
  succeeded({ method, url }: RequestSummary, now: number): void {
    for (const [key, known] of this.#known) {
      if (known.request.method !== method || known.request.url !== url) continue
      if (now < known.until) this.#known.set(key, { ...known, delay: 0 })
      else this.#known.delete(key)
    }
  }
}

/** The credential, and what it was not good for. */
function keyOf({ credential }: Attempt, cause: Reauthenticate): string {
  return `${levelOf(cause)} ${fingerprint(credential)}`
}
