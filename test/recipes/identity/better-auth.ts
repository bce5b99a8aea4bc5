import { createAuthClient } from 'better-auth/client'
import { type Auth, createAuth } from 'why401'

// #region recipe
/** better-auth's session is a cookie, which its server prolongs by itself: nothing is renewed here. */
export function createBetterAuthLogin(baseURL: string, askUser: () => Promise<boolean>) {
  const auth: Auth = createAuth({
    origins: [new URL(baseURL).origin],
    fetch: (input, init) => fetch(input, { ...init, credentials: 'include' }),
    probe: async () => (await client.getSession()).data !== null, // 200 with `null` where nobody is signed in
    signIn: askUser, // a dialog whose form calls `client.signIn.email(…)`
    routes: [
      { path: '/api/auth/sign-in/*', role: 'sign-in' },
      { path: '/api/auth/sign-out', role: 'sign-out' },
      { path: '/api/auth/get-session', role: 'probe' },
    ],
  })
  const client = createAuthClient({ baseURL, fetchOptions: { customFetchImpl: auth.fetch } })
  return { auth, client }
}
// #endregion
