import { BoundedMap } from '../store/bounded-map.ts'
import { randomId } from '../store/secrets.ts'
import type { User } from './users.ts'

export interface Session {
  readonly id: string
  readonly user: User
  /** How the user signed in, and when (seconds since 1970). A step-up compares both. */
  readonly acr: string
  readonly authTime: number
  readonly expiresAt: number
  csrfToken: string
}

export interface Sessions {
  start(user: User, acr: string): Session
  find(id: string): Session | undefined
  end(id: string): void
  endAll(): void
  replaceCsrfTokens(): void
}

const LIFETIME = 30 * 60_000
const MOST_SESSIONS = 1000

export function createSessions(): Sessions {
  const sessions = new BoundedMap<string, Session>(MOST_SESSIONS)
  return {
    start(user, acr) {
      const now = Date.now()
      const authTime = Math.floor(now / 1000)
      const session: Session = { id: randomId(), user, acr, authTime, expiresAt: now + LIFETIME, csrfToken: randomId() }
      sessions.set(session.id, session)
      return session
    },
    find(id) {
      const session = sessions.get(id)
      if (session && session.expiresAt > Date.now()) return session
      sessions.delete(id)
      return undefined
    },
    end(id) {
      sessions.delete(id)
    },
    endAll() {
      sessions.clear()
    },
    replaceCsrfTokens() {
      for (const session of sessions.values()) session.csrfToken = randomId()
    },
  }
}
