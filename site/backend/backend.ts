// The example's server, its third party and its other origin, without a server: requests come in as plain values.
import './node.ts'
import { createApp } from '../../examples/server/app.ts'
import { createStore } from '../../examples/server/store/store.ts'
import { createThirdParty } from '../../examples/server/meteo/third-party.ts'
import { ask, type Incoming, type Outgoing } from './express.ts'

/** Names that no network knows: what is sent there never leaves the page. */
export const OTHER_URL = 'https://other-origin.test'
const THIRD_PARTY_URL = 'https://meteo.test'

export type Answer = (incoming: Incoming, isWithCookies: boolean) => Promise<Outgoing>

export async function createBackend(origin: string): Promise<Answer> {
  const store = await createStore({ isHttps: false })
  Object.assign(store.urls, { url: origin, otherUrl: OTHER_URL, thirdPartyUrl: THIRD_PARTY_URL })
  const thirdParty = createThirdParty(store.counts)
  const app = createApp(store, thirdParty, undefined)
  const jar = new Map<string, string>()
  const networkFetch = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    if (!request.url.startsWith(THIRD_PARTY_URL)) return networkFetch(input, init)
    const incoming = {
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      text: '',
    }
    const { status, headers, text } = await ask(thirdParty.app, incoming, new Map())
    return new Response(text, { status, headers })
  }
  return (incoming, isWithCookies) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = isWithCookies && cookie !== '' ? { ...incoming.headers, cookie } : incoming.headers
    return ask(app, { ...incoming, headers }, isWithCookies ? jar : new Map())
  }
}
