import ky, { type KyInstance } from 'ky'
import type { Session } from './api.ts'

// #region recipe
export function createApi(baseURL: string, session: Session): KyInstance {
  return ky.create({
    prefix: baseURL,
    retry: { statusCodes: [401], limit: 1, delay: () => 0 },
    hooks: {
      beforeRequest: [({ request }) => request.headers.set('authorization', `Bearer ${session.token}`)],
      beforeRetry: [
        async ({ request }) => {
          try {
            const { accessToken } = await ky
              .post(`${baseURL}/token/refresh`, { retry: 0 })
              .json<{ accessToken: string }>()
            session.token = accessToken
          } catch (error) {
            session.signOut()
            throw error
          }
          request.headers.set('authorization', `Bearer ${session.token}`)
        },
      ],
    },
  })
}
// #endregion
