import { overRest, type Setup } from '../setup.ts'
// #region setup
import wretch, { type Wretch } from 'wretch'
import type { Auth } from 'why401'

export function createApi(auth: Auth, base: string): Wretch {
  return wretch(base).fetchPolyfill(auth.strictFetch)
}
// #endregion

export const setup: Setup = {
  name: 'wretch',
  page: 'wretch',
  package: 'wretch',
  ways: ['strictFetch', 'fetch'],
  connect: ({ auth, base }) => {
    const api = createApi(auth, base)
    return overRest({
      get: (path) => api.get(path).json(),
      post: (path, body) => api.post(body, path).json(),
    })
  },
}
