import {
  type Configuration,
  type INetworkModule,
  loadExternalTokens,
  type NetworkResponse,
  PublicClientApplication,
} from '@azure/msal-browser'
import { onTestFinished } from 'vitest'
import { startBackend } from '../backend/backend.ts'
import { startIssuer } from '../backend/issuer.ts'
import { openPage } from '../backend/page.ts'
import { describeLogin } from '../backend/scenarios.ts'
import { createMsalLogin } from './msal.ts'

/** MSAL takes https only; what it sends goes to the issuer on loopback. */
const authority = 'https://id.example.com'

function networkTo(issuer: string): INetworkModule {
  async function send<T>(url: string, init: RequestInit): Promise<NetworkResponse<T>> {
    const response = await fetch(url.replace(authority, issuer), init)
    const text = (await response.text()).replaceAll(issuer, authority)
    const body = (text.startsWith('{') ? JSON.parse(text) : {}) as T
    return { status: response.status, headers: Object.fromEntries(response.headers), body }
  }
  return {
    sendGetRequestAsync: (url, options) => send(url, { headers: options?.headers ?? {} }),
    sendPostRequestAsync: (url, options) =>
      send(url, { method: 'POST', headers: options?.headers ?? {}, body: options?.body ?? '' }),
  }
}

async function start(ask: () => Promise<boolean>) {
  const backend = await startBackend()
  const issuer = await startIssuer(backend)
  openPage(backend.url)
  const config: Configuration = {
    auth: { clientId: 'app', authority, knownAuthorities: ['id.example.com'], redirectUri: `${backend.url}/callback` },
    cache: { cacheLocation: 'sessionStorage' },
    system: { networkClient: networkTo(issuer.url), protocolMode: 'OIDC' },
  }
  const scopes = ['openid', 'profile']
  const tokens = await issuer.createTokens('app')
  const { account } = await loadExternalTokens(config, { scopes, authority }, tokens, {})
  const client = new PublicClientApplication(config)
  await client.initialize()
  client.setActiveAccount(account)
  const auth = createMsalLogin(backend.url, client, scopes, ask)
  onTestFinished(() => auth.dispose())
  return { auth, backend, ask, renewals: issuer.renewals, setRenewal: issuer.setRefresh }
}

describeLogin('MSAL', start)
