import ky from 'ky'
import { createAuth, loginRedirect, type RenewResult } from 'why401'
import { withAuth } from 'why401/ky'
import { mayLeave } from './archive-note.ts'
import { router } from '../router.tsx'

// #region auth
const LOGIN = '/react/login'

/** Login by redirect: one navigation for all refused requests. */
const redirect = loginRedirect({
  to: LOGIN,
  navigate: (path) => router.navigate(path, { replace: true }),
  beforeLeave: mayLeave,
})

export const archiveAuth = createAuth({
  tabs: 'archive',
  ownRealms: ['projects', 'reports'],
  routes: [{ path: '/api/session', method: 'POST', role: 'sign-in' }],
  // In this order: a redirect that need not wait for `beforeLeave` is on the login page before the next line runs.
  signIn: (ask) => Promise.race([leftLogin(ask.signal), redirect(ask)]),
})

export const archive = withAuth(ky.create({ prefix: '/api', retry: 0 }), archiveAuth)

/** A user who leaves the login page (Back, or a link) without signing in has declined. */
function leftLogin(signal: AbortSignal): Promise<RenewResult> {
  return new Promise((resolve) => {
    let wasThere = false
    const stop = router.subscribe(({ location: { pathname } }) => {
      if (wasThere && pathname !== LOGIN) resolve('declined')
      wasThere ||= pathname === LOGIN
    })
    signal.addEventListener('abort', stop, { once: true })
  })
}
// #endregion
