import type { Reauthenticate, ThirdPartyKeyInvalid, TokenAnswer } from 'why401'
// #region auth
import { type Auth, createAuth, createTokens, describe } from 'why401'

export function createAppAuth(api: string, ui: Ui): Auth {
  const tokens = createTokens({
    // { access_token, expires_in }, or 401: the user signs in; 503: it may pass
    refresh: ({ fetch }) => fetch(`${api}/token/refresh`, { method: 'POST', credentials: 'include' }),
  })
  const auth = createAuth({
    origins: [api], // whose answers count, and whose requests get the token
    ...tokens.options,
    signIn: async ({ verdict }) => {
      const answer = await ui.askToSignIn(verdict) // { access_token, expires_in }; undefined when the user declined
      if (answer) tokens.set(answer)
      return answer !== undefined
    },
    routes: [
      { path: '/session', method: 'POST', role: 'sign-in' },
      { path: '/session', method: 'DELETE', role: 'sign-out' },
      { path: '/integrations/:integration/*', role: 'integration' },
    ],
  })
  auth.on('signed-out', tokens.clear)
  auth.on('forbidden', ({ verdict }) => ui.showNotice(describe(verdict).detail))
  auth.on('third-party-key-invalid', ({ verdict }) => ui.askToReconnect(verdict))
  return auth
}
// #endregion

/** What the app shows; how is the app's own business. */
export interface Ui {
  readonly askToSignIn: (verdict: Reauthenticate) => Promise<TokenAnswer | undefined>
  readonly askToReconnect: (verdict: ThirdPartyKeyInvalid) => void
  readonly showNotice: (text: string) => void
}
