// One adapter a client, each written as its own documentation shows it; peers through their public API only.
// An adapter is `({ origin, store, tab, maxWait }) → { send({ id, delay, body, type }) → { status, id }, close? }`; it may reject.
// `store` is what tabs share (localStorage): the access token and the refresh token, read when needed.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const modules = resolve(process.env.WHY401_PEERS ?? new URL('../../node_modules', import.meta.url).pathname)
const dist = pathToFileURL(`${resolve(process.env.WHY401_DIST ?? new URL('../../dist', import.meta.url).pathname)}/`)
/** ky is also one of our own dependencies. */
const folders = [modules, resolve(new URL('../../node_modules', import.meta.url).pathname)]
const homeOf = (name) => folders.find((folder) => existsSync(`${folder}/${name}/package.json`)) ?? modules
const peer = (path) => import(pathToFileURL(`${homeOf(/^(?:@[^/]+\/)?[^/]+/.exec(path)[0])}/${path}`).href)
const version = async (name) => JSON.parse(await readFile(`${homeOf(name)}/${name}/package.json`, 'utf8')).version

const pathOf = ({ id, delay = 0 }) => `/api/${id}${delay > 0 ? `?delay=${delay}` : ''}`
const initOf = ({ body, type }) =>
  body === undefined ? {} : { method: 'POST', body, ...(type && { headers: { 'content-type': type } }) }
const read = async (response) => ({ status: response.status, id: response.ok ? (await response.json()).id : undefined })
const refreshBody = (store) => ({ refreshToken: store.refreshToken })
const keep = (store, { token, refreshToken }) => Object.assign(store, { token, refreshToken })
/** For clients whose documentation leaves the refresh call to the app. */
const refreshCall = ({ origin, store }) =>
  fetch(`${origin}/auth/refresh`, { method: 'POST', body: JSON.stringify(refreshBody(store)) })
const refreshOrThrow = async ({ origin, store }) => {
  const response = await refreshCall({ origin, store })
  if (!response.ok) throw Object.assign(new Error(`refresh: ${response.status}`), { status: response.status })
  keep(store, await response.json())
}

/** The two tabs of one browser, as ports: real locks and a real channel of node, and an epoch that both see. */
const epochs = new Map()
const tabPorts = () => ({
  now: Date.now,
  after: (ms, act) => {
    const timer = setTimeout(() => act(), ms)
    return () => clearTimeout(timer)
  },
  lock: (name, options, act) => navigator.locks.request(name, options, act),
  channel: (name, hear) => {
    const channel = new BroadcastChannel(name)
    channel.addEventListener('message', ({ data }) => hear(data))
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has none
    return { post: (message) => channel.postMessage(message), close: () => channel.close() }
  },
  epoch: (name) => ({ read: async () => epochs.get(name) ?? 0, write: async (epoch) => void epochs.set(name, epoch) }),
  visible: () => true,
  onShow: () => () => {},
})

const createOurs = async ({ origin, store, tab, maxWait }) => {
  const { createAuth } = await import(new URL('fetch/index.js', dist).href)
  const { standard } = await import(new URL('conventions/index.js', dist).href)
  return createAuth(
    {
      conventions: standard(),
      origins: [origin],
      ...(maxWait && { maxWait }),
      tabs: tab ?? false,
      authorize: (request) => request.headers.set('authorization', `Bearer ${store.token}`),
      renew: async () => {
        await refreshOrThrow({ origin, store })
        return 'renewed'
      },
    },
    tab === undefined ? undefined : tabPorts(),
  )
}

const authFetch = async (world) => {
  const auth = await createOurs(world)
  return {
    send: async (request) => read(await auth.fetch(world.origin + pathOf(request), initOf(request))),
    close: auth.dispose,
  }
}

const authKy = async (world) => {
  const auth = await createOurs(world)
  const { withAuth } = await import(new URL('ky/index.js', dist).href)
  const { default: ky } = await peer('ky/distribution/index.js')
  const api = withAuth(ky.create({ prefix: world.origin }), auth)
  return { send: async (request) => read(await api(pathOf(request).slice(1), initOf(request))), close: auth.dispose }
}

/** ky, readme: "Or retry with a fresh token on a 401 error". */
const kyAfterResponse = async ({ origin, store }) => {
  const { default: ky } = await peer('ky/distribution/index.js')
  const api = ky.create({
    prefix: origin,
    hooks: {
      beforeRequest: [({ request }) => request.headers.set('Authorization', `Bearer ${store.token}`)],
      afterResponse: [
        async ({ request, response, retryCount }) => {
          if (response.status !== 401 || retryCount !== 0) return undefined
          keep(store, await ky.post(`${origin}/auth/refresh`, { json: refreshBody(store) }).json())
          const headers = new Headers(request.headers)
          headers.set('Authorization', `Bearer ${store.token}`)
          return ky.retry({ request: new Request(request, { headers }), code: 'TOKEN_REFRESHED' })
        },
      ],
    },
  })
  return { send: async (request) => read(await api(pathOf(request).slice(1), initOf(request))) }
}

/** ky, readme: `beforeRetry`, "Modifying headers"; 401 has to be one of the statuses that are retried. */
const kyBeforeRetry = async ({ origin, store }) => {
  const { default: ky } = await peer('ky/distribution/index.js')
  const api = ky.create({
    prefix: origin,
    retry: { limit: 1, statusCodes: [401], methods: ['get', 'post'] },
    hooks: {
      beforeRequest: [({ request }) => request.headers.set('Authorization', `Bearer ${store.token}`)],
      beforeRetry: [
        async ({ request }) => {
          keep(store, await ky.post(`${origin}/auth/refresh`, { json: refreshBody(store) }).json())
          request.headers.set('Authorization', `Bearer ${store.token}`)
        },
      ],
    },
  })
  return { send: async (request) => read(await api(pathOf(request).slice(1), initOf(request))) }
}

/** axios-auth-refresh, readme: Usage, and "Request interceptor". */
const axiosAuthRefresh = async ({ origin, store }) => {
  const { default: axios } = await peer('axios/index.js')
  const { createAuthRefresh } = await peer('axios-auth-refresh/dist/index.esm.js')
  const api = axios.create({ baseURL: origin })
  api.interceptors.request.use((request) => {
    request.headers.Authorization = `Bearer ${store.token}`
    return request
  })
  createAuthRefresh(api, async (failedRequest) => {
    const { data } = await axios.post(`${origin}/auth/refresh`, refreshBody(store))
    keep(store, data)
    failedRequest.response.config.headers.Authorization = `Bearer ${store.token}`
  })
  return {
    send: async (request) => {
      const { method = 'GET', body, headers } = initOf(request)
      const { status, data } = await api.request({ url: pathOf(request), method, data: body, headers })
      return { status, id: data.id }
    },
  }
}

/** alova, "Token authentication interceptor": expiry told by the server, over its fetch adapter. */
const alovaServerToken = async ({ origin, store }) => {
  const { createAlova } = await peer('alova/dist/alova.esm.js')
  const { default: adapterFetch } = await peer('alova/dist/adapter/fetch.esm.js')
  const { createServerTokenAuthentication } = await peer('alova/dist/clienthook/index.esm.js')
  const { onAuthRequired, onResponseRefreshToken } = createServerTokenAuthentication({
    assignToken: (method) => {
      method.config.headers.Authorization = `Bearer ${store.token}`
    },
    refreshTokenOnSuccess: {
      isExpired: (response) => response.status === 401,
      handler: async () => {
        const refreshToken = api.Post('/auth/refresh', refreshBody(store))
        refreshToken.meta = { authRole: 'refreshToken' }
        const { status, data } = await refreshToken
        if (status !== 200) throw Object.assign(new Error(`refresh: ${status}`), { status })
        keep(store, data)
      },
    },
  })
  const api = createAlova({
    baseURL: origin,
    cacheFor: null,
    requestAdapter: adapterFetch(),
    beforeRequest: onAuthRequired(),
    responded: onResponseRefreshToken(async (response) => ({ status: response.status, data: await response.json() })),
  })
  return {
    send: async (request) => {
      const { body, headers = {} } = initOf(request)
      const { status, data } = await (body === undefined
        ? api.Get(pathOf(request))
        : api.Post(pathOf(request), body, { headers }))
      return { status, id: data.id }
    },
  }
}

/** urql, @urql/exchange-auth: readme, with the refresh as a fetch call. */
const urqlAuthExchange = async ({ origin, store }) => {
  const { Client, fetchExchange } = await peer('@urql/core/dist/urql-core.mjs')
  const { authExchange } = await peer('@urql/exchange-auth/dist/urql-exchange-auth.mjs')
  const client = new Client({
    url: `${origin}/graphql`,
    preferGetMethod: false,
    exchanges: [
      authExchange(async (utils) => ({
        addAuthToOperation: (operation) =>
          store.token ? utils.appendHeaders(operation, { Authorization: `Bearer ${store.token}` }) : operation,
        willAuthError: () => !store.token,
        didAuthError: (error) =>
          error.response?.status === 401 ||
          error.graphQLErrors.some((each) => each.extensions?.code === 'UNAUTHENTICATED'),
        refreshAuth: async () => {
          const response = await refreshCall({ origin, store })
          if (response.ok) keep(store, await response.json())
          else keep(store, {})
        },
      })),
      fetchExchange,
    ],
  })
  const query = 'query ($id: ID!, $delay: Int, $body: String) { item(id: $id, delay: $delay, body: $body) }'
  return {
    send: async ({ id, delay = 0, body }) => {
      const { data, error } = await client
        .query(query, { id, delay, body }, { requestPolicy: 'network-only' })
        .toPromise()
      return error ? { status: error.response?.status, error } : { status: 200, id: data.item }
    },
  }
}

/** auth0-spa-js: its fetcher, with the app's own token; it looks at a 401 for a DPoP nonce only. */
const auth0Fetcher = async ({ origin, store }) => {
  const { Auth0Client } = await peer('@auth0/auth0-spa-js/dist/auth0-spa-js.production.esm.js')
  const fetcher = new Auth0Client({ domain: origin, clientId: 'storm' }).createFetcher({
    baseUrl: origin,
    getAccessToken: async () => store.token,
  })
  return { send: async (request) => read(await fetcher.fetchWithAuth(pathOf(request), initOf(request))) }
}

const own = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')).version
/** name, package, what makes it, which bodies it can send; ours first. */
const contestants = [
  { name: `why401 ${own}, auth.fetch`, ours: true, create: authFetch },
  { name: `why401 ${own}, withAuth(ky)`, ours: true, create: authKy },
  { name: 'ky', note: 'afterResponse', create: kyAfterResponse },
  { name: 'ky', note: 'beforeRetry', create: kyBeforeRetry },
  { name: 'axios-auth-refresh', create: axiosAuthRefresh },
  { name: 'alova', create: alovaServerToken },
  { name: '@urql/exchange-auth', create: urqlAuthExchange, bodies: ['json'], graphql: true },
  { name: '@auth0/auth0-spa-js', note: 'fetcher', create: auth0Fetcher },
]

/** Those that are installed, with their versions. */
export async function readClients() {
  const clients = []
  for (const client of contestants) {
    try {
      const name = client.ours
        ? client.name
        : `${client.name} ${await version(client.name)}${client.note ? `, ${client.note}` : ''}`
      await (await client.create({ origin: 'http://127.0.0.1:9', store: {} })).close?.()
      clients.push({ ...client, name })
    } catch (error) {
      console.log(`${client.name} cannot run here, and is skipped:`, String(error))
    }
  }
  return clients
}
