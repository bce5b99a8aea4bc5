import ky, { type KyInstance } from 'ky'
import { createAuth } from 'why401'
import { withAuth } from 'why401/ky'
import type { Session } from './api.ts'

// #region recipe
export function createApi(baseURL: string, session: Session): KyInstance {
  const auth = createAuth({
    origins: [baseURL],
    token: () => session.token,
    renew: async () => {
      const { accessToken } = await ky.post(`${baseURL}/token/refresh`, { retry: 0 }).json<{ accessToken: string }>()
      session.token = accessToken
    },
  })
  auth.on('signed-out', session.signOut)
  return withAuth(ky.create({ prefix: baseURL }), auth)
}
// #endregion
