import { overRest, type Setup } from '../setup.ts'
// #region setup
import ky, { type KyInstance } from 'ky'
import type { Auth } from 'why401'
import { withAuth } from 'why401/ky'

export function createApi(auth: Auth, base: string): KyInstance {
  return withAuth(ky.create({ prefix: base, retry: 0 }), auth)
}
// #endregion

export const setup: Setup = {
  name: 'ky',
  page: 'ky',
  package: 'ky',
  ways: ['withAuth'],
  connect: ({ auth, base }) => {
    const api = createApi(auth, base)
    return overRest({
      get: (path) => api.get(path.slice(1)).json(),
      post: (path, body) => api.post(path.slice(1), { json: body }).json(),
    })
  },
}
