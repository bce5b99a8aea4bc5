import type { Grant } from './access-tokens.ts'
import { BoundedMap } from '../store/bounded-map.ts'
import { randomId, sha256 } from '../store/secrets.ts'

/**
 * All refresh tokens that come from one exchange. A token that is used twice ends them all: a second client holds a
 * copy.
 */
interface Family {
  readonly grant: Grant
  readonly sessionId: string
  readonly expiresAt: number
  revoked: boolean
}

interface RefreshToken {
  readonly family: Family
  spent: boolean
}

export interface RefreshTokens {
  issue(grant: Grant, sessionId: string): string
  /** Spends a token and gives the next one; `jkt` must be the key that the family is bound to, if it is. */
  rotate(token: string, jkt: string | undefined): { readonly grant: Grant; readonly next: string } | undefined
  revokeOfSession(sessionId: string): void
  revokeAll(): void
}

const LIFETIME = 8 * 60 * 60_000
const MOST_TOKENS = 5000

export function createRefreshTokens(): RefreshTokens {
  // The keys are hashes: a leak of the store is no leak of tokens.
  const tokens = new BoundedMap<string, RefreshToken>(MOST_TOKENS)

  function issueFor(family: Family): string {
    const token = randomId()
    tokens.set(sha256(token), { family, spent: false })
    return token
  }

  function revoke(isAffected: (family: Family) => boolean): void {
    for (const { family } of tokens.values()) if (isAffected(family)) family.revoked = true
  }

  return {
    issue(grant, sessionId) {
      return issueFor({ grant, sessionId, expiresAt: Date.now() + LIFETIME, revoked: false })
    },
    rotate(token, jkt) {
      const found = tokens.get(sha256(token))
      if (!found) return undefined
      const { family } = found
      if (found.spent) family.revoked = true
      if (family.revoked || family.expiresAt < Date.now() || family.grant.jkt !== jkt) return undefined
      found.spent = true
      return { grant: family.grant, next: issueFor(family) }
    },
    revokeOfSession(sessionId) {
      revoke((family) => family.sessionId === sessionId)
    },
    revokeAll() {
      revoke(() => true)
    },
  }
}
