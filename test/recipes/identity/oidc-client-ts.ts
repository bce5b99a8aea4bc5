import type { UserManager } from 'oidc-client-ts'
import { type Auth, createAuth } from 'why401'

// #region recipe
/** `askUser` opens a dialog whose button calls `users.signinPopup()`; it resolves to whether the user signed in. */
export function createOidcLogin(api: string, users: UserManager, askUser: () => Promise<boolean>): Auth {
  const auth = createAuth({
    origins: [api],
    token: async () => (await users.getUser())?.access_token,
    // It rejects with the provider's own code (`invalid_grant`, `login_required`): then the user is asked.
    renew: async () => (await users.signinSilent()) !== null,
    signIn: askUser,
  })
  users.events.addUserSignedOut(() => auth.signedOut())
  return auth
}
// #endregion
