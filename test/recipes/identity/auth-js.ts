import { type Auth, createAuth } from 'why401'

// #region recipe
/** `askUser` opens a dialog whose form calls `signIn('credentials', { redirect: false, … })` of next-auth. */
export function createAuthJsLogin(origin: string, askUser: () => Promise<boolean>): Auth {
  /** The endpoint answers 200, also where nobody is signed in; Auth.js renews what it can when it is asked. */
  const hasSession = async (send: typeof fetch, signal: AbortSignal): Promise<boolean> => {
    const response = await send(`${origin}/api/auth/session`, { credentials: 'include', signal })
    if (!response.ok) throw new Error(`session: ${response.status}`)
    const session = (await response.json()) as { user?: object; error?: string } | null
    return session?.user !== undefined && session.error === undefined
  }
  return createAuth({
    origins: [origin],
    renew: ({ fetch: send, signal }) => hasSession(send, signal),
    probe: (signal) => hasSession(fetch, signal),
    signIn: askUser,
    routes: [{ path: '/api/auth/signout', method: 'POST', role: 'sign-out' }],
  })
}
// #endregion
