// oxlint-disable oxc/no-async-endpoint-handlers -- Express 5 passes rejections on
import { Router, type Response } from 'express'
import { z } from 'zod'
import { invalidRequest } from '../http/answer-errors.ts'
import { problem } from '../http/refusal.ts'
import type { Store } from '../store/store.ts'
import { BASIC_ACR, FRESH_ACR } from './acr.ts'
import { clearCookie, readCookie, setCookie } from './cookies.ts'
import { COOKIE_CHALLENGE, findSession, requireCsrfToken } from './require-session.ts'
import type { Session } from './sessions.ts'
import { signInWithPassword } from './sign-in.ts'

const Credentials = z.object({
  username: z.string().max(100),
  password: z.string().max(200),
  /** For a step-up: the `acr_values` that the challenge asked for. */
  acr: z.enum([BASIC_ACR, FRESH_ACR]).default(BASIC_ACR),
})

const LOCKED_SECONDS = 900

export function sessionRoutes(store: Store): Router {
  const router = Router()

  router.get('/api/session', (req, res) => {
    const session = findSession(store, req)
    if (session) answerSession(res, session)
    else res.json({ authenticated: false })
  })

  router.post('/api/session', async (req, res) => {
    const credentials = Credentials.safeParse(req.body)
    if (!credentials.success) throw invalidRequest('username and password are needed')
    const { username, password, acr } = credentials.data
    const user = await signInWithPassword(store, req, username, password)
    if (user === 'wrong') {
      const headers = { 'WWW-Authenticate': COOKIE_CHALLENGE }
      throw problem(401, 'wrong-credentials', 'The user name or the password is wrong', {}, headers)
    }
    if (user === 'locked') {
      throw problem(403, 'account-locked', 'The account is locked', {}, { 'Retry-After': String(LOCKED_SECONDS) })
    }
    // Always a new id: an id that an attacker planted before the sign-in is worth nothing after it.
    const old = readCookie(req, store.cookies.session)
    if (old !== undefined) store.sessions.end(old)
    const session = store.sessions.start(user, acr)
    setCookie(res.status(201), store.cookies.session, session.id)
    answerSession(res, session)
  })

  // Another page must not sign the user out. A session that has ended has no CSRF token any more, and needs none.
  router.delete('/api/session', (req, res) => {
    const session = findSession(store, req)
    if (session) requireCsrfToken(session, req)
    const id = readCookie(req, store.cookies.session)
    if (id !== undefined) {
      store.sessions.end(id)
      store.refreshTokens.revokeOfSession(id)
    }
    clearCookie(res, store.cookies.session)
    res.status(204).end()
  })

  return router
}

function answerSession(res: Response, { user, csrfToken }: Session): void {
  const { username, name, permissions } = user
  res.json({ authenticated: true, user: { username, name, permissions }, csrfToken })
}
