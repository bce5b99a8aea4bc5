import ky from 'ky'
import { ref } from 'vue'
import { type HandlerContext, createAuth, loginRedirect, type RenewResult } from 'why401'
import { withAuth } from 'why401/ky'
import { auth } from '../../client/auth.ts'
import { createSignIn } from '../../client/sign-in.ts'
import { router } from '../router.ts'

// #region auth
const LOGIN = '/vue/login'

/** Text that the user would lose with the page. */
export const note = ref('')
/** Whether the page stayed because of the note. */
export const isHeldBack = ref(false)

/** One navigation for all refused requests. */
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

/** A user who leaves the login page (Back, or a link) without signing in has declined. */
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
  // The whole app has one cookie.
  auth.signedIn()
})
archiveAuth.on('credentials-rejected', ({ verdict }) => archiveSignIn.reject(verdict))
