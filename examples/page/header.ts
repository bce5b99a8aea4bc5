import type { AuthState } from 'why401'
import { api, auth, lookWhoIsThere, signInDialog } from './auth.ts'
import { byId } from './element.ts'
import { currentUser, watchUser } from './user.ts'

const name = byId('user-name', HTMLSpanElement)
const pill = byId('state', HTMLSpanElement)
const signIn = byId('sign-in', HTMLButtonElement)
const signOut = byId('sign-out', HTMLButtonElement)

const labels: { readonly [S in Exclude<AuthState['status'], 'unknown'>]: string } = {
  'signed-in': 'signed in',
  renewing: 'renewing …',
  'signing-in': 'signing in …',
  'signed-out': 'signed out',
}

function show(): void {
  const user = currentUser()
  const { status: known } = auth.state.get()
  // Nothing has happened yet: the session that the page was loaded with tells.
  const status = known === 'unknown' ? (user === undefined ? 'signed-out' : 'signed-in') : known
  name.textContent = user?.name ?? 'Nobody is signed in'
  pill.textContent = labels[status]
  pill.dataset.state = status
  signIn.hidden = user !== undefined && status !== 'signed-out'
  signOut.hidden = !signIn.hidden
}

export async function startHeader(): Promise<void> {
  auth.state.subscribe(show)
  watchUser(show)
  signIn.addEventListener('click', () => {
    void signInDialog.open().then((outcome) => {
      if (outcome === 'renewed') auth.signedIn()
    })
  })
  signOut.addEventListener('click', () => {
    void api.delete('session').then(() => {
      auth.signedOut()
      signIn.focus()
    })
  })
  // Not `auth.signedIn()`: that says that somebody just did, and every other tab would take it for news.
  await lookWhoIsThere()
}
