import type { AuthOptions } from 'why401'

const problem = (integration: string): Response =>
  Response.json(
    { type: 'https://app.example/problems/third-party-key-invalid', integration, reason: 'key-expired' },
    { status: 403, headers: { 'content-type': 'application/problem+json' } },
  )

const answers: Readonly<Record<string, () => Response>> = {
  '/ok': () => new Response('{}'),
  '/token': () => new Response(null, { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }),
  '/scope': () =>
    new Response(null, {
      status: 403,
      headers: { 'www-authenticate': 'Bearer error="insufficient_scope", scope="admin"' },
    }),
  '/permission': () => Response.json({ code: 'PERMISSION_DENIED' }, { status: 403 }),
  '/meteo': () => problem('meteo'),
  '/radar': () => problem('radar'),
  '/login': () => Response.json({ error: 'invalid_grant' }, { status: 400 }),
}

/** An auth's options for a backend that answers each path in its own way. */
export const backend = {
  origins: ['https://app.example'],
  routes: [{ path: '/login', role: 'sign-in' }],
  renew: async () => 'declined',
  fetch: async (input) => answers[new URL(input instanceof Request ? input.url : input).pathname]!(),
} satisfies AuthOptions

/** The URL of one of its paths. */
export const at = (path: '/ok' | '/token' | '/scope' | '/permission' | '/meteo' | '/radar' | '/login'): string =>
  `https://app.example${path}`
