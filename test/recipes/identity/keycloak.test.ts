import Keycloak from 'keycloak-js'
import { onTestFinished } from 'vitest'
import { startBackend } from '../backend/backend.ts'
import { startIssuer } from '../backend/issuer.ts'
import { openPage } from '../backend/page.ts'
import { describeLogin } from '../backend/scenarios.ts'
import { createKeycloakLogin } from './keycloak.ts'

async function start(ask: () => Promise<boolean>) {
  const backend = await startBackend()
  const issuer = await startIssuer(backend)
  openPage(backend.url)
  const keycloak = new Keycloak({ url: issuer.url, realm: 'app', clientId: 'app' })
  const tokens = await issuer.createTokens('app')
  await keycloak.init({
    token: tokens.access_token,
    refreshToken: tokens.refresh_token,
    idToken: tokens.id_token,
    timeSkew: 0,
    checkLoginIframe: false,
  })
  const first = issuer.renewals() // of `init` itself
  const auth = createKeycloakLogin(backend.url, keycloak, ask)
  onTestFinished(() => auth.dispose())
  return { auth, backend, ask, renewals: () => issuer.renewals() - first, setRenewal: issuer.setRefresh }
}

describeLogin('keycloak-js', start)
