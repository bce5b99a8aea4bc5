// oxlint-disable import/no-named-as-default-member -- as axios's own readme has it
import axios, { AxiosError, type AxiosInstance, type InternalAxiosRequestConfig } from 'axios'
import type { Session } from './api.ts'

// #region recipe
export function createApi(baseURL: string, session: Session): AxiosInstance {
  const api = axios.create({ baseURL })
  let renewal: Promise<string> | undefined
  const renew = async (): Promise<string> => {
    try {
      const { data } = await axios.post<{ accessToken: string }>(`${baseURL}/token/refresh`)
      return data.accessToken
    } finally {
      renewal = undefined
    }
  }
  api.interceptors.request.use((config) => {
    config.headers.set('authorization', `Bearer ${session.token}`)
    return config
  })
  api.interceptors.response.use(undefined, async (error: unknown) => {
    if (!(error instanceof AxiosError) || error.response?.status !== 401 || !error.config) throw error
    const config: InternalAxiosRequestConfig & { wasSentAgain?: boolean } = error.config
    if (config.wasSentAgain) throw error
    config.wasSentAgain = true
    try {
      renewal ??= renew()
      session.token = await renewal
    } catch {
      session.signOut()
      throw error
    }
    return api(config)
  })
  return api
}
// #endregion
