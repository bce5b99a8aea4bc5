import { type Auth, createAuth, type Reauthenticate } from 'why401'

// #region recipe
/** An API that keeps the login in an HttpOnly cookie: there is nothing to renew, so that the user is asked at once. */
export function createCookieLogin(api: string, askUser: (why: Reauthenticate) => Promise<boolean>): Auth {
  return createAuth({
    origins: [api],
    // The cookie goes to another origin only when this is asked for; on the page's own origin leave it out.
    fetch: (input, init) => fetch(input, { ...init, credentials: 'include' }),
    authorize: ({ method, headers }) => {
      const csrfToken = readCookie('csrf')
      if (csrfToken !== undefined && method !== 'GET') headers.set('x-csrf-token', csrfToken)
    },
    probe: `${api}/api/me`, // 200 or 401: what a bare 403 leaves open
    signIn: ({ verdict }) => askUser(verdict),
    routes: [
      { path: '/session', method: 'POST', role: 'sign-in' },
      { path: '/session', method: 'DELETE', role: 'sign-out' },
    ],
  })
}

function readCookie(name: string): string | undefined {
  const pairs = (globalThis.document?.cookie ?? '').split('; ').map((pair) => pair.split('='))
  return pairs.find(([key]) => key === name)?.[1]
}
// #endregion
