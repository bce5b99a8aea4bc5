import ky from 'ky'
import { type HandlerContext, createAuth, type RenewResult } from 'why401'
import { withAuth } from 'why401/ky'
import { config } from './config.ts'
import { proofFor, useNonce } from './dpop.ts'
import { createSignIn } from './sign-in.ts'
import { createTokens, type TokenAnswer } from './tokens.ts'
import { askUser, csrfToken, rememberUser, type SessionAnswer } from './user.ts'

/** The app's own login: a cookie session, and tokens that are issued for it. */
export const auth = createAuth({
  origins: [location.origin, config.otherUrl],
  ownRealms: ['projects', 'reports'],
  routes: [
    { path: '/api/session', method: 'POST', role: 'sign-in' },
    { path: '/api/oauth/token', role: 'renewal' },
    // `inspect`, since some backends put the refusal of a key inside a 200.
    { path: '/api/integrations/:integration/*', role: 'integration', inspect: true },
  ],
  probe: '/api/session',
  // One name for each login: its tabs renew and sign in together, and have nothing to do with those of another `auth`.
  tabs: 'projects',
  authorize,
  renew,
  signIn: (ask) => signIn.open(ask),
})

// No retries: what was refused is not granted for being asked again, and why401 repeats what is worth it.
export const api = withAuth(ky.create({ prefix: '/api', retry: 0 }), auth)
export const otherApi = withAuth(ky.create({ prefix: `${config.otherUrl}/api`, retry: 0 }), auth)

export const signIn = createSignIn(async (credentials, ask) => {
  const acr = ask?.verdict.stepUp?.acrValues?.[0]
  rememberUser(await api.post('session', { json: { ...credentials, acr } }).json<SessionAnswer>())
  dropTokens()
  ours = true
})
auth.on('credentials-rejected', ({ verdict }) => signIn.reject(verdict))

/** By the user's wish: nothing was refused. */
export async function signInNow(): Promise<void> {
  if ((await signIn.open()) === 'renewed') auth.signedIn()
}

export async function signOutNow(): Promise<void> {
  // Signing out needs the CSRF token of the session as it is now: another tab may have signed in since.
  await lookWhoIsThere()
  await api.delete('session')
  auth.signedOut()
}

const bearer = createTokens((form) => api.post('oauth/token', { body: form }).json<TokenAnswer>())
const bound = createTokens(async (form) => {
  const proof = await proofFor('POST', `${location.origin}/api/oauth/token`)
  return api.post('oauth/token', { body: form, headers: { DPoP: proof } }).json<TokenAnswer>()
})

/** They were issued for the session that ended, or for another user. */
function dropTokens(): void {
  bearer.drop()
  bound.drop()
}

/** Who is there, and the CSRF token of the session that all tabs share. Asking is never refused. */
export const lookWhoIsThere = (): Promise<void> => askUser(() => api.get('session').json<SessionAnswer>())

// The cookie is one for all tabs; the user, the CSRF token and the access tokens in memory are this tab's own. A new
// generation that this tab did not bring about is another tab's sign-in or renewal: what is held here may be of the session
// before it. Requests that waited are sent again after this, with what `authorize` gets them then.
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
// By the user's wish, or in another tab. With a verdict it was a refusal here: whose page this is stays known.
auth.on('signed-out', ({ verdict }) => {
  if (verdict !== undefined) return
  dropTokens()
  rememberUser({ authenticated: false })
})

/** Called for each attempt, so that a request that is sent again has the credentials of that moment. */
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

/** Fresh credentials without the user. A refusal of the token endpoint, thrown by ky, counts as declined. */
async function renew({ verdict }: HandlerContext): Promise<RenewResult> {
  if (verdict.reason === 'stale-nonce') {
    useNonce(verdict.nonce)
    ours = true
    return 'renewed'
  }
  // A cookie session that is gone comes back by a sign-in only.
  if (verdict.remedy !== 'renew') return 'declined'
  await Promise.all([bearer.renew(), bound.renew()])
  ours = true
  return 'renewed'
}
