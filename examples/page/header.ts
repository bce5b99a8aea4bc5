import { auth, lookWhoIsThere, signInNow, signOutNow } from '../client/auth.ts'
import { statusOf, user } from '../client/user.ts'
import { statusWords } from '../client/words.ts'
import { byId } from './element.ts'

const name = byId('user-name', HTMLSpanElement)
const pill = byId('state', HTMLSpanElement)
const signIn = byId('sign-in', HTMLButtonElement)
const signOut = byId('sign-out', HTMLButtonElement)

function show(): void {
  const current = user.get()
  const status = statusOf(auth.state.get(), current)
  name.textContent = current?.name ?? 'Nobody is signed in'
  pill.textContent = statusWords[status]
  pill.dataset.state = status
  signIn.hidden = current !== undefined && status !== 'signed-out'
  signOut.hidden = !signIn.hidden
}

export async function startHeader(): Promise<void> {
  auth.state.subscribe(show)
  user.subscribe(show)
  signIn.addEventListener('click', () => void signInNow())
  signOut.addEventListener('click', () => void signOutNow().then(() => signIn.focus()))
  // Not `auth.signedIn()`: the user did not sign in just now, and the other tabs would act as if.
  await lookWhoIsThere()
}
