// oxlint-disable import/no-named-as-default-member -- as axios's own readme has it
import axios, { type AxiosError, type AxiosInstance } from 'axios'
import { createAuthRefresh } from 'axios-auth-refresh'
import type { Session } from './api.ts'

// #region recipe
export function createApi(baseURL: string, session: Session): AxiosInstance {
  const api = axios.create({ baseURL })
  api.interceptors.request.use((config) => {
    config.headers.set('authorization', `Bearer ${session.token}`)
    return config
  })
  createAuthRefresh(api, async (failed: AxiosError) => {
    try {
      const { data } = await axios.post<{ accessToken: string }>(`${baseURL}/token/refresh`)
      session.token = data.accessToken
      failed.response?.config.headers.set('authorization', `Bearer ${session.token}`)
    } catch (error) {
      session.signOut()
      throw error
    }
  })
  return api
}
// #endregion
