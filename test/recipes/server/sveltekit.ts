import type { RequestEvent } from '@sveltejs/kit'
import type { HandleFetch } from '@sveltejs/kit/hooks' // version 2: '@sveltejs/kit'
import { type Auth, createAuth } from 'why401'

// #region recipe
/** hooks.server.ts: `export const handleFetch = createHandleFetch(env.API)`. */
export function createHandleFetch(api: string): HandleFetch {
  const auths = new WeakMap<RequestEvent, Auth>()
  return ({ event, request, fetch }) => {
    if (new URL(request.url).origin !== api) return fetch(request)
    const auth = auths.get(event) ?? createEventAuth(event, api, fetch)
    auths.set(event, auth) // one for all that the `load` functions of a page ask
    return auth.fetch(request)
  }
}

function createEventAuth(event: RequestEvent, api: string, fetch: typeof globalThis.fetch): Auth {
  return createAuth({
    origins: [api],
    fetch,
    token: () => event.cookies.get('token'),
    renew: async (context) => {
      const headers = { cookie: `refresh=${event.cookies.get('refresh')}` }
      const response = await context.fetch(`${api}/token/refresh`, { method: 'POST', headers })
      if (!response.ok) throw new Error(`refresh: ${response.status}`)
      const { accessToken } = (await response.json()) as { accessToken: string }
      event.cookies.set('token', accessToken, { httpOnly: true, sameSite: 'lax', path: '/' })
    },
  })
}
// #endregion
