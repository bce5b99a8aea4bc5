import type { Request } from 'express'
import type { Store } from '../store/store.ts'
import { checkPassword, type User } from './users.ts'

/**
 * The one place where a password is checked, so that every sign-in counts towards the limit.
 *
 * @throws Refusal 429 after too many attempts
 */
export async function signInWithPassword(
  store: Store,
  req: Request,
  username: string,
  password: string,
): Promise<User | 'wrong' | 'locked'> {
  const address = req.ip ?? ''
  store.signInLimit.countAttempt(username, address)
  const user = await checkPassword(username, password)
  if (user !== 'wrong') store.signInLimit.forgive(username, address)
  return user
}
