import { createError, defineEventHandler, getCookie, type H3Event, setCookie } from 'h3'
import { type Auth, createAuth, verdictOf } from 'why401'

// #region recipe
/** One for each request: what a server keeps between requests, another user gets. */
export function authOf(event: H3Event, api: string): Auth {
  let token = getCookie(event, 'token')
  return createAuth({
    origins: [api],
    token: () => token,
    renew: async ({ fetch }) => {
      const headers = { cookie: `refresh=${getCookie(event, 'refresh')}` }
      const response = await fetch(`${api}/token/refresh`, { method: 'POST', headers })
      if (!response.ok) throw new Error(`refresh: ${response.status}`)
      const { accessToken } = (await response.json()) as { accessToken: string }
      token = accessToken
      setCookie(event, 'token', accessToken, { httpOnly: true, sameSite: 'lax', path: '/' })
    },
  })
}

/** server/api/reports.get.ts: `export default createReportsHandler(useRuntimeConfig().api)`. */
export const createReportsHandler = (api: string) =>
  defineEventHandler(async (event) => {
    const response = await authOf(event, api).fetch(`${api}/api/reports`, { method: event.method })
    const verdict = verdictOf(response)
    if (verdict) throw createError({ status: response.status, message: verdict.reason, data: await response.json() })
    return response.json()
  })
// #endregion
