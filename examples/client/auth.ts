import ky from 'ky'
import { createAuth, type HandlerContext, type RenewResult, type TokenAnswer } from 'why401'
import { withAuth } from 'why401/ky'
import { config } from './config.ts'
import { proofFor, useNonce } from './dpop.ts'
import { traffic } from './scenarios/page-traffic.ts'
import { createSessionTokens } from './session-tokens.ts'
import { createSignIn } from './sign-in.ts'
import { askUser, csrfToken, rememberUser, type SessionAnswer } from './user.ts'

/** The app's login: a cookie session, and tokens that the server issues for it. */
export const auth = createAuth({
  origins: [location.origin, config.otherUrl],
  ownRealms: ['projects', 'reports'],
  routes: [
    { path: '/api/session', method: 'POST', role: 'sign-in' },
    { path: '/api/oauth/token', role: 'renewal' },
    // `inspect`: some backends put the refusal of a key inside a 200.
    { path: '/api/integrations/:integration/*', role: 'integration', inspect: true },
  ],
  probe: '/api/session',
  // One name for each login: its tabs renew and sign in together, and apart from those of another `auth`.
  tabs: 'projects',
  authorize,
  renew,
  signIn: (ask) => signIn.open(ask),
})

// No retries: the server refuses an equal request again, and why401 already repeats those that can succeed.
// EXAMPLE ONLY: `fetch: traffic.fetch` lets the page draw its requests; a real app leaves it out.
export const api = withAuth(ky.create({ prefix: '/api', retry: 0, fetch: traffic.fetch }), auth)
export const otherApi = withAuth(ky.create({ prefix: `${config.otherUrl}/api`, retry: 0, fetch: traffic.fetch }), auth)

export const signIn = createSignIn(async (credentials, ask) => {
  const acr = ask?.verdict.stepUp?.acrValues?.[0]
  rememberUser(await api.post('session', { json: { ...credentials, acr } }).json<SessionAnswer>())
  dropTokens()
  ours = true
})
auth.on('credentials-rejected', ({ verdict }) => signIn.reject(verdict))

/** The user pressed the button; no request was refused. */
export async function signInNow(): Promise<void> {
  if ((await signIn.open()) === 'renewed') auth.signedIn()
}

export async function signOutNow(): Promise<void> {
  // Signing out needs the CSRF token of the session as it is now: another tab may have signed in since.
  await lookWhoIsThere()
  await api.delete('session')
  auth.signedOut()
}

const bearer = createSessionTokens((form) => api.post('oauth/token', { body: form }).json<TokenAnswer>())
const bound = createSessionTokens(async (form) => {
  const proof = await proofFor('POST', `${location.origin}/api/oauth/token`)
  return api.post('oauth/token', { body: form, headers: { DPoP: proof } }).json<TokenAnswer>()
})

/** Drops tokens that belong to an ended session, or to another user. */
function dropTokens(): void {
  bearer.clear()
  bound.clear()
}

/** Asks for the user and the CSRF token of the session, which all tabs share. The server never refuses this. */
export const lookWhoIsThere = (): Promise<void> => askUser(() => api.get('session').json<SessionAnswer>())

// All tabs share the cookie; each tab has its own user, CSRF token and access tokens in memory. A new generation that
// this
// tab did not cause comes from a sign-in or renewal in another tab: the data of this tab may belong to the session
// before.
// Requests that waited are sent again after this, with the credentials that `authorize` then sets.
let ours = false
let { generation } = auth.state.get()
auth.state.subscribe((state) => {
  if (state.generation === generation) return
  generation = state.generation
  if (!ours) {
    dropTokens()
    void lookWhoIsThere()
  }
  ours = false
})
// Without a verdict the user signed out, here or in another tab. After a refusal the page keeps showing its user.
auth.on('signed-out', ({ verdict }) => {
  if (verdict !== undefined) return
  dropTokens()
  rememberUser({ authenticated: false })
})

/** Runs for each attempt: a request that is sent again gets the credentials of that moment. */
async function authorize({ url, method, headers }: Request): Promise<void> {
  const { pathname } = new URL(url)
  if (pathname === '/api/reports/signed') {
    const token = await bound.get()
    if (token === undefined) return
    headers.set('Authorization', `DPoP ${token}`)
    headers.set('DPoP', await proofFor(method, url, token))
  } else if (/^\/api\/(?:reports|cors)(?:\/|$)/.test(pathname)) {
    const token = await bearer.get()
    if (token !== undefined) headers.set('Authorization', `Bearer ${token}`)
  } else if (method !== 'GET') {
    headers.set('X-CSRF-Token', await csrfToken())
  }
}

/** Gets fresh credentials without the user. When the token endpoint refuses, ky throws, and that counts as declined. */
async function renew(context: HandlerContext): Promise<RenewResult> {
  const { verdict } = context
  if (verdict.reason === 'stale-nonce') {
    useNonce(verdict.nonce)
    ours = true
    return 'renewed'
  }
  // Only a sign-in brings back a cookie session.
  if (verdict.remedy !== 'renew') return 'declined'
  await Promise.all([bearer.renew(context), bound.renew(context)])
  ours = true
  return 'renewed'
}
