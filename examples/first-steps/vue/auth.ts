import { createAuth, createTokens, loginRedirect, type RenewResult } from 'why401'
import { router } from './router.ts'

const LOGIN = '/login'

export const tokens = createTokens({
  // { access_token, expires_in }, or 401: the user signs in
  refresh: ({ fetch }) => fetch('/api/token/refresh', { method: 'POST' }),
})

// With the router's push the page is not loaded again: requests that wait go on after the sign-in.
const redirect = loginRedirect({ to: LOGIN, navigate: (path) => router.push(path) })

export const auth = createAuth({
  ...tokens.options,
  signIn: (ask) => Promise.race([leftLogin(ask.signal), redirect(ask)]),
  routes: [
    { path: '/api/session', method: 'POST', role: 'sign-in' },
    { path: '/api/integrations/:integration/*', role: 'integration' },
  ],
})
auth.on('signed-out', tokens.clear)

/** A user who leaves the login page without signing in has declined: requests do not wait any longer. */
function leftLogin(signal: AbortSignal): Promise<RenewResult> {
  return new Promise((resolve) => {
    const stop = router.afterEach((_to, from) => {
      if (from.path === LOGIN) resolve('declined')
    })
    signal.addEventListener('abort', stop, { once: true })
  })
}
