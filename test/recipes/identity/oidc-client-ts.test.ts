import { InMemoryWebStorage, User, UserManager, WebStorageStateStore } from 'oidc-client-ts'
import { expect, it, onTestFinished } from 'vitest'
import { startBackend } from '../backend/backend.ts'
import { startIssuer } from '../backend/issuer.ts'
import { openPage } from '../backend/page.ts'
import { describeLogin } from '../backend/scenarios.ts'
import { createOidcLogin } from './oidc-client-ts.ts'

async function start(ask: () => Promise<boolean>) {
  const backend = await startBackend()
  const issuer = await startIssuer(backend)
  openPage(backend.url)
  const users = new UserManager({
    authority: issuer.url,
    client_id: 'app',
    redirect_uri: `${backend.url}/callback`,
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    automaticSilentRenew: false,
  })
  const tokens = await issuer.createTokens('app')
  const expires = Math.floor(Date.now() / 1000) + tokens.expires_in
  const profile = { sub: 'ada', iss: `${issuer.url}/`, aud: 'app', exp: expires, iat: expires - tokens.expires_in }
  await users.storeUser(new User({ ...tokens, expires_at: expires, profile }))
  const auth = createOidcLogin(backend.url, users, ask)
  onTestFinished(() => auth.dispose())
  return { auth, backend, ask, users, renewals: issuer.renewals, setRenewal: issuer.setRefresh }
}

describeLogin('oidc-client-ts', start)

it('oidc-client-ts: given a sign-out at the provider → the login is over', async () => {
  const { auth, users } = await start(async () => false)
  await users.events._raiseUserSignedOut()
  await expect.poll(() => auth.state.get().status).toBe('signed-out')
})
