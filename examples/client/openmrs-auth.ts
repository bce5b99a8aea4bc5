import ky from 'ky'
import { createAuth } from 'why401'
import { withAuth } from 'why401/ky'
import { traffic } from './scenarios/page-traffic.ts'
import { createSignIn } from './sign-in.ts'

/** OpenMRS has its own users and sessions: each login has its own `auth`. */
export const openmrsAuth = createAuth({
  // `inspect`: OpenMRS also answers a wrong password with 200 and `"authenticated": false`.
  routes: [{ path: '/api/openmrs/session', method: 'GET', role: 'sign-in', inspect: true }],
  ownRealms: ['OpenMRS at /api/openmrs'],
  probe: '/api/openmrs/session',
  tabs: 'openmrs',
  signIn: (ask) => openmrsSignIn.open(ask),
})

/**
 * Without this header a Basic challenge opens the browser's own dialog, and the request hangs until the user closes it.
 */
export const QUIET = 'Disable-WWW-Authenticate'

export const openmrs = withAuth(
  ky.create({ prefix: '/api', retry: 0, fetch: traffic.fetch, headers: { [QUIET]: 'true' } }),
  openmrsAuth,
)

export const openmrsSignIn = createSignIn(async ({ username, password }) => {
  const bytes = new TextEncoder().encode(`${username}:${password}`)
  const basic = btoa(String.fromCharCode(...bytes))
  await openmrs.get('openmrs/session', { headers: { Authorization: `Basic ${basic}` } })
})
openmrsAuth.on('credentials-rejected', ({ verdict }) => openmrsSignIn.reject(verdict))
