import { type AxiosAdapter, type AxiosInstance, getAdapter } from 'axios'
import type { Auth, Fetch } from '../fetch/index.js'
import { createAdapter } from './adapter.js'
import { noteFetch } from './response.js'

/** Adapters that join a session already. */
const ours = new WeakSet<AxiosAdapter>()
/** What each instance joined: a second call must not ask the session twice for one request. */
const joined = new WeakMap<AxiosInstance, Auth>()

/**
 * Attaches a session to an axios instance, and returns that instance: after a refusal the session renews, emits its events and
 * sends the request again, with the adapter and the progress events that it had. A call that stays refused, also inside a
 * success, rejects with axios's own error, which has a `verdict` and passes `isAuthError`. axios's `timeout` (ms) bounds each
 * attempt; the time that the user takes to sign in does not count.
 *
 * @throws TypeError when `axios` is not an axios instance, or `auth` does not come from `createAuth`
 * @example
 * import { withAuth } from 'why401/axios'
 * const client = withAuth(axios.create({ baseURL: '/api' }), auth)
 * const { data } = await client.get('reports')
 */
export function withAuth(axios: AxiosInstance, auth: Auth): AxiosInstance {
  if (typeof axios?.interceptors?.request?.use !== 'function') {
    throw new TypeError('withAuth: `axios` must be an axios instance')
  }
  if (joined.get(axios) === auth) return axios
  const join = createAdapter(axios, auth)
  joined.set(axios, auth)
  axios.interceptors.request.use(
    (config) => {
      const chosen = config.adapter ?? axios.defaults.adapter
      // An app that sends `error.config` again brings the adapter that it was given.
      if (typeof chosen === 'function' && ours.has(chosen)) return config
      const { fetch } = Object(config.env) as { readonly fetch?: Fetch }
      const env = { ...config.env, fetch: noteFetch(fetch) }
      const adapter = join(getAdapter(chosen, { ...config, env }))
      ours.add(adapter)
      config.adapter = adapter
      return config
    },
    null,
    { synchronous: true },
  )
  return axios
}
