import type { Request } from 'express'
import { readCookie } from './cookies.ts'
import { challenge, problem, type RefusalHeaders } from '../http/refusal.ts'
import { sameSecret } from '../store/secrets.ts'
import type { Session } from './sessions.ts'
import type { Store } from '../store/store.ts'

/** No browser knows this scheme, so no browser opens its own sign-in dialog. */
export const COOKIE_CHALLENGE = challenge('Cookie', { realm: 'projects' })

export function findSession(store: Store, req: Request): Session | undefined {
  const id = readCookie(req, store.cookies.session)
  return id === undefined ? undefined : store.sessions.find(id)
}

export function requireSession(store: Store, req: Request): Session {
  const session = findSession(store, req)
  if (session) return session
  // No Set-Cookie here: a late 401 must not remove the cookie of a newer session.
  throw readCookie(req, store.cookies.session) === undefined
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

/** Example only: `?challenge=` chooses which challenges the 401 carries, as servers and gateways differ in it. */
function challengeHeaders(req: Request): RefusalHeaders {
  const { challenge: choice } = req.query
  if (choice === 'none') return {}
  if (choice === 'two') return { 'WWW-Authenticate': [COOKIE_CHALLENGE, challenge('Bearer', { realm: 'projects' })] }
  return { 'WWW-Authenticate': COOKIE_CHALLENGE }
}
