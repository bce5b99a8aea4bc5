import type { Request, Response } from 'express'
import { BASIC_ACR } from '../session/acr.ts'
import { COOKIE, OPENMRS_COOKIE, readCookie } from '../session/cookies.ts'
import { invalidCredentials, malformedCredentials } from './openmrs-refusal.ts'
import type { Store } from '../store/store.ts'
import { checkPassword, type User } from '../session/users.ts'

export type OpenmrsLogin = User | 'no-credentials' | 'dead-cookie'

/** Basic credentials decide when they come; otherwise the cookie does. Right ones start a session. */
export async function openmrsLogin(store: Store, req: Request, res: Response): Promise<OpenmrsLogin> {
  const basic = /^basic (.*)$/i.exec(req.headers.authorization ?? '')?.[1]
  if (basic !== undefined) return signIn(store, req, res, basic)
  const id = readCookie(req, OPENMRS_COOKIE)
  if (id === undefined) return 'no-credentials'
  return store.openmrsSessions.find(id)?.user ?? 'dead-cookie'
}

async function signIn(store: Store, req: Request, res: Response, basic: string): Promise<User> {
  const [username, ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':')
  if (!username || rest.length === 0) throw malformedCredentials()
  const user = await checkPassword(username, rest.join(':'))
  if (user === 'wrong' || user === 'locked') throw invalidCredentials(req)
  const old = readCookie(req, OPENMRS_COOKIE)
  if (old !== undefined) store.openmrsSessions.end(old)
  res.cookie(OPENMRS_COOKIE, store.openmrsSessions.start(user, BASIC_ACR).id, COOKIE)
  return user
}
