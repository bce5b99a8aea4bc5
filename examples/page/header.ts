import type { AuthState } from 'why401'
import { api, auth, dropTokens, signInDialog } from './auth.ts'
import { byId } from './element.ts'
import { currentUser, forgetUser, rememberUser, type SessionAnswer } from './user.ts'

const name = byId('user-name', HTMLSpanElement)
const pill = byId('state', HTMLSpanElement)
const signIn = byId('sign-in', HTMLButtonElement)
const signOut = byId('sign-out', HTMLButtonElement)

const labels: { readonly [S in AuthState['status']]: string } = {
  unknown: 'not known yet',
  'signed-in': 'signed in',
  renewing: 'renewing …',
  'signing-in': 'signing in …',
  'signed-out': 'signed out',
}

function show({ status }: AuthState): void {
  const user = currentUser()
  name.textContent = user?.name ?? 'Nobody is signed in'
  pill.textContent = labels[status]
  pill.dataset.state = status
  signIn.hidden = user !== undefined && status !== 'signed-out'
  signOut.hidden = !signIn.hidden
}

export async function startHeader(): Promise<void> {
  auth.state.subscribe(show)
  signIn.addEventListener('click', () => {
    void signInDialog.open().then((outcome) => {
      if (outcome === 'renewed') auth.signedIn()
    })
  })
  signOut.addEventListener('click', () => {
    void api.delete('session').then(() => {
      forgetUser()
      dropTokens()
      auth.signedOut()
      signIn.focus()
    })
  })
  // Who is there already? Asking is never refused.
  rememberUser(await api.get('session').json<SessionAnswer>())
  if (currentUser() === undefined) auth.signedOut()
  else auth.signedIn()
}
