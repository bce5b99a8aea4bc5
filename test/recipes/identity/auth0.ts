import type { Auth0Client } from '@auth0/auth0-spa-js'
import { type Auth, createAuth } from 'why401'

// #region recipe
/** `askUser` opens a dialog whose button calls `client.loginWithPopup()`; it resolves to whether the user signed in. */
export function createAuth0Login(api: string, client: Auth0Client, askUser: () => Promise<boolean>): Auth {
  return createAuth({
    origins: [api],
    // Only what is there: without a token the request is refused, and there is one renewal for all.
    token: () => client.getTokenSilently({ cacheMode: 'cache-only' }),
    // It throws the provider's own code (`login_required`, `invalid_grant`): then the user is asked.
    renew: async () => {
      await client.getTokenSilently({ cacheMode: 'off' })
    },
    signIn: askUser,
  })
}
// #endregion
