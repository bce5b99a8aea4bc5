import { auth, lookWhoIsThere, signIn, signInNow, signOutNow } from '../auth.ts'
import { user } from '../user.ts'

// EXAMPLE ONLY: the story knows the passwords of the example's people.
export const ADA = { username: 'ada', password: 'lovelace' }
export const WRONG = { username: 'ada', password: 'not-it' }

/** Ada is signed in afterwards; `isFresh` signs her in once more where she is. */
export async function beAda(isFresh = false): Promise<void> {
  await lookWhoIsThere()
  const current = user.get()
  if (current !== undefined && current.username !== ADA.username) await signOutNow()
  const isThere = current?.username === ADA.username && auth.state.get().status !== 'signed-out'
  if (isThere && !isFresh) return
  const done = signInNow()
  await signIn.send(ADA)
  await done
}
