import type { Request } from 'express'
import { SESSION_COOKIE, readCookie } from './cookies.ts'
import { challenge, problem, type RefusalHeaders } from '../http/refusal.ts'
import { sameSecret } from '../store/secrets.ts'
import type { Session } from './sessions.ts'
import type { Store } from '../store/store.ts'

/** A scheme that no browser knows, so none opens its own sign-in dialog. */
export const COOKIE_CHALLENGE = challenge('Cookie', { realm: 'projects' })

export function requireSession(store: Store, req: Request): Session {
  const id = readCookie(req, SESSION_COOKIE)
  const session = id === undefined ? undefined : store.sessions.find(id)
  if (session) return session
  // No Set-Cookie here: a late 401 must not remove the cookie of a newer session.
  throw id === undefined
    ? problem(401, 'not-signed-in', 'Nobody is signed in', {}, challengeHeaders(req))
    : problem(401, 'session-expired', 'The session has expired', {}, challengeHeaders(req))
}

export function requireCsrfToken(session: Session, req: Request): void {
  const token = req.get('X-CSRF-Token')
  if (token !== undefined && sameSecret(token, session.csrfToken)) return
  throw problem(403, 'csrf-token-invalid', 'The CSRF token is missing or no longer valid', {
    detail: 'GET /api/session answers the current token; send it as X-CSRF-Token.',
  })
}

/** Example only: `?challenge=` dresses the 401 in the ways that servers and gateways do. */
function challengeHeaders(req: Request): RefusalHeaders {
  const { challenge: dress } = req.query
  if (dress === 'none') return {}
  if (dress === 'two') return { 'WWW-Authenticate': [COOKIE_CHALLENGE, challenge('Bearer', { realm: 'projects' })] }
  return { 'WWW-Authenticate': COOKIE_CHALLENGE }
}
