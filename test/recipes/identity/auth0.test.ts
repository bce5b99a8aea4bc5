import { Auth0Client } from '@auth0/auth0-spa-js'
import { onTestFinished } from 'vitest'
import { startBackend } from '../backend/backend.ts'
import { startIssuer } from '../backend/issuer.ts'
import { openPage } from '../backend/page.ts'
import { describeLogin } from '../backend/scenarios.ts'
import { createAuth0Login } from './auth0.ts'

/** Signed in by the SDK itself: the test is the browser that goes to the provider and back. */
async function start(ask: () => Promise<boolean>) {
  const backend = await startBackend()
  const issuer = await startIssuer(backend)
  openPage(backend.url)
  const client = new Auth0Client({
    domain: issuer.url,
    clientId: 'app',
    useRefreshTokens: true,
    cacheLocation: 'localstorage', // the default, memory, needs a Worker
    authorizationParams: { redirect_uri: `${backend.url}/callback` },
  })
  let back = ''
  await client.loginWithRedirect({
    openUrl: async (url) => {
      back = await issuer.authorize(url)
    },
  })
  await client.handleRedirectCallback(back)
  const auth = createAuth0Login(backend.url, client, ask)
  onTestFinished(() => auth.dispose())
  return { auth, backend, ask, renewals: issuer.renewals, setRenewal: issuer.setRefresh }
}

describeLogin('Auth0 SPA', start)
