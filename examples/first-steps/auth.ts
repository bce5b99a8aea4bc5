import type { Reauthenticate, ThirdPartyKeyInvalid } from 'why401'
// #region auth
import { type Auth, createAuth, describe } from 'why401'

let accessToken: string | undefined

export function createAppAuth(api: string, ui: Ui): Auth {
  const auth = createAuth({
    origins: [api], // whose answers count, and whose requests get the token
    token: () => accessToken,
    renew: async ({ fetch }) => {
      const response = await fetch(`${api}/token/refresh`, { method: 'POST', credentials: 'include' })
      if (!response.ok) throw new Error(`refresh: ${response.status}`) // 401: the user signs in; 503: it may pass
      accessToken = (await response.json()).accessToken
      return 'renewed'
    },
    signIn: ({ verdict }) => ui.askToSignIn(verdict), // true when the user signed in
    routes: [
      { path: '/session', method: 'POST', role: 'sign-in' },
      { path: '/session', method: 'DELETE', role: 'sign-out' },
      { path: '/integrations/:integration/*', role: 'integration' },
    ],
  })
  auth.on('forbidden', ({ verdict }) => ui.showNotice(describe(verdict).detail))
  auth.on('third-party-key-invalid', ({ verdict }) => ui.askToReconnect(verdict))
  return auth
}
// #endregion

/** What the app shows; how is the app's own business. */
export interface Ui {
  readonly askToSignIn: (verdict: Reauthenticate) => Promise<boolean>
  readonly askToReconnect: (verdict: ThirdPartyKeyInvalid) => void
  readonly showNotice: (text: string) => void
}
