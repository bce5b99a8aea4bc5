// oxlint-disable import/no-named-as-default-member -- as axios's own readme has it
import axios, { type AxiosInstance } from 'axios'
import { createAuth } from 'why401'
import { withAuth } from 'why401/axios'
import type { Session } from './api.ts'

// #region recipe
export function createApi(baseURL: string, session: Session): AxiosInstance {
  const auth = createAuth({
    origins: [baseURL],
    token: () => session.token,
    renew: async () => {
      const { data } = await axios.post<{ accessToken: string }>(`${baseURL}/token/refresh`)
      session.token = data.accessToken
    },
  })
  auth.on('signed-out', session.signOut)
  return withAuth(axios.create({ baseURL }), auth)
}
// #endregion
