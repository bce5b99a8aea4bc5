import { overRest, type Setup } from '../setup.ts'
// #region setup
import { createFetch, type $Fetch } from 'ofetch'
import type { Auth } from 'why401'

export function createApi(auth: Auth, base: string): $Fetch {
  return createFetch({ fetch: auth.strictFetch, defaults: { baseURL: base, retry: 0 } })
}
// #endregion

export const setup: Setup = {
  name: 'ofetch',
  page: 'ofetch',
  package: 'ofetch',
  ways: ['strictFetch', 'fetch'],
  connect: ({ auth, base }) => {
    const api = createApi(auth, base)
    return overRest({
      get: (path) => api<unknown>(path),
      post: (path, body) => api<unknown>(path, { method: 'POST', body: body as Record<string, unknown> }),
    })
  },
}
