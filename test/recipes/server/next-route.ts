import { redirect } from 'next/navigation'
import { type NextRequest, NextResponse } from 'next/server'
import { type Auth, createAuth, type Verdict, verdictOf } from 'why401'

interface Cookies {
  readonly get: (name: string) => { readonly value: string } | undefined
}

// #region auth
/** One for each request: what a server keeps between requests, another user gets. */
export function createRequestAuth(api: string, cookies: Cookies): { auth: Auth; getRenewed: () => string | undefined } {
  let renewed: string | undefined
  const auth = createAuth({
    origins: [api],
    token: () => renewed ?? cookies.get('token')?.value,
    renew: async ({ fetch }) => {
      const headers = { cookie: `refresh=${cookies.get('refresh')?.value}` }
      const response = await fetch(`${api}/token/refresh`, { method: 'POST', headers })
      if (!response.ok) throw new Error(`refresh: ${response.status}`)
      const { accessToken } = (await response.json()) as { accessToken: string }
      renewed = accessToken
    },
  })
  return { auth, getRenewed: () => renewed }
}
// #endregion

// #region route
/** app/api/reports/route.ts: `export const GET = createReportsRoute(process.env.API)`. */
export function createReportsRoute(api: string) {
  return async (request: NextRequest): Promise<NextResponse> => {
    const { auth, getRenewed } = createRequestAuth(api, request.cookies)
    const response = await auth.fetch(`${api}/api/reports`, { method: request.method })
    const answer = NextResponse.json(await response.json(), { status: response.status })
    // The page's own why401 sees what this one saw.
    const challenge = response.headers.get('www-authenticate')
    if (challenge !== null) answer.headers.set('www-authenticate', challenge)
    const renewed = getRenewed()
    if (renewed !== undefined) answer.cookies.set('token', renewed, { httpOnly: true, sameSite: 'lax', path: '/' })
    return answer
  }
}
// #endregion

// #region component
/** For a server component, which cannot set cookies: it renews nothing, and leads to the login page. */
export async function loadReports(
  api: string,
  token: string | undefined,
): Promise<{ data: unknown; verdict?: Verdict }> {
  const auth = createAuth({ origins: [api], token: () => token })
  const response = await auth.fetch(`${api}/api/reports`)
  const verdict = verdictOf(response)
  if (verdict?.kind === 'reauthenticate') redirect('/login?returnTo=/reports')
  return { data: await response.json(), ...(verdict && { verdict }) }
}
// #endregion
