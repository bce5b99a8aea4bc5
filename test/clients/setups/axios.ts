// oxlint-disable import/no-named-as-default-member -- as the documentation of axios writes it
import { overRest, type Setup } from '../setup.ts'
// #region setup
import axios, { type AxiosInstance } from 'axios'
import type { Auth } from 'why401'
import { withAuth } from 'why401/axios'

export function createApi(auth: Auth, base: string): AxiosInstance {
  return withAuth(axios.create({ baseURL: base }), auth)
}
// #endregion

// #region fetch
/** Without `why401/axios`: axios with its fetch adapter. */
export function createFetchApi(auth: Auth, base: string): AxiosInstance {
  return axios.create({ baseURL: base, adapter: 'fetch', env: { fetch: auth.strictFetch } })
}
// #endregion

function connect(api: AxiosInstance): ReturnType<typeof overRest> {
  return overRest({
    get: async (path) => (await api.get<unknown>(path)).data,
    post: async (path, body) => (await api.post<unknown>(path, body)).data,
  })
}

export const setup: Setup = {
  name: 'axios',
  page: 'axios',
  package: 'axios',
  ways: ['withAuth'],
  connect: ({ auth, base }) => connect(createApi(auth, base)),
}

export const fetchSetup: Setup = {
  name: 'axios, fetch adapter',
  page: 'axios',
  package: 'axios',
  ways: ['strictFetch', 'fetch'],
  connect: ({ auth, base }) => connect(createFetchApi(auth, base)),
}
