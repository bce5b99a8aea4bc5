import ky from 'ky'
import { ref } from 'vue'
import { type HandlerContext, createAuth, loginRedirect, type RenewResult } from 'why401'
import { withAuth } from 'why401/ky'
import { auth } from '../../client/auth.ts'
import { createSignIn } from '../../client/sign-in.ts'
import { router } from '../router.ts'

// #region auth
const LOGIN = '/vue/login'

/** What the user has typed, and would lose with the page. */
export const note = ref('')
/** The login page was not opened, for the note's sake. */
export const isHeldBack = ref(false)

/** One navigation, however many requests were refused. */
const redirect = loginRedirect({
  to: LOGIN,
  navigate: (path) => router.replace(path),
  beforeLeave: () => {
    isHeldBack.value = note.value !== ''
    return !isHeldBack.value
  },
})

export const archiveAuth = createAuth({
  tabs: 'archive',
  ownRealms: ['projects', 'reports'],
  routes: [{ path: '/api/session', method: 'POST', role: 'sign-in' }],
  signIn: (ask) => Promise.race([redirect(ask), leftLogin(ask)]),
})

/** Back, or a link: who leaves the login page without signing in has declined. */
function leftLogin({ signal }: HandlerContext): Promise<RenewResult> {
  return new Promise((resolve) => {
    const stop = router.afterEach((_to, from) => {
      if (from.path === LOGIN) resolve('declined')
    })
    signal.addEventListener('abort', stop, { once: true })
  })
}
// #endregion

export const archiveApi = withAuth(ky.create({ prefix: '/api', retry: 0 }), archiveAuth)

export const archiveSignIn = createSignIn(async (credentials) => {
  await archiveApi.post('session', { json: credentials })
  archiveAuth.signedIn()
  // The cookie is one for the whole app.
  auth.signedIn()
})
archiveAuth.on('credentials-rejected', ({ verdict }) => archiveSignIn.reject(verdict))
