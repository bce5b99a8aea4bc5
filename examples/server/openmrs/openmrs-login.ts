import type { Request, Response } from 'express'
import { BASIC_ACR } from '../session/acr.ts'
import { readCookie, setCookie } from '../session/cookies.ts'
import { signInWithPassword } from '../session/sign-in.ts'
import { invalidCredentials, malformedCredentials } from './openmrs-refusal.ts'
import type { Store } from '../store/store.ts'
import type { User } from '../session/users.ts'

export type OpenmrsLogin = User | 'no-credentials' | 'dead-cookie'

/** Basic credentials decide when the request has them, and right ones start a session; otherwise the cookie decides. */
export async function openmrsLogin(store: Store, req: Request, res: Response): Promise<OpenmrsLogin> {
  const basic = /^basic (.*)$/i.exec(req.headers.authorization ?? '')?.[1]
  if (basic !== undefined) return signIn(store, req, res, basic)
  const id = readCookie(req, store.cookies.openmrs)
  if (id === undefined) return 'no-credentials'
  return store.openmrsSessions.find(id)?.user ?? 'dead-cookie'
}

async function signIn(store: Store, req: Request, res: Response, basic: string): Promise<User> {
  const [username, ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':')
  if (!username || rest.length === 0) throw malformedCredentials()
  const user = await signInWithPassword(store, req, username, rest.join(':'))
  if (user === 'wrong' || user === 'locked') throw invalidCredentials(req)
  const old = readCookie(req, store.cookies.openmrs)
  if (old !== undefined) store.openmrsSessions.end(old)
  setCookie(res, store.cookies.openmrs, store.openmrsSessions.start(user, BASIC_ACR).id)
  return user
}
