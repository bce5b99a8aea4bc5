import { createAuth, createTokens, loginRedirect } from 'why401'
import { router } from './router.tsx'

export const tokens = createTokens({
  // { access_token, expires_in }, or 401: the user signs in
  refresh: ({ fetch }) => fetch('/api/token/refresh', { method: 'POST' }),
})

export const auth = createAuth({
  ...tokens.options,
  // With the router's navigate the page is not loaded again: requests that wait go on after the sign-in.
  signIn: loginRedirect({ to: '/login', navigate: (path) => router.navigate(path) }),
  routes: [
    { path: '/api/session', method: 'POST', role: 'sign-in' },
    { path: '/api/integrations/:integration/*', role: 'integration' },
  ],
})
auth.on('signed-out', tokens.clear)
