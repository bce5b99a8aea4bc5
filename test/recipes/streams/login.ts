import { onTestFinished, vi } from 'vitest'
import { password, startBackend } from '../backend/backend.ts'
import { openPage } from '../backend/page.ts'
import { createBearerLogin } from '../login/bearer-token.ts'

/** A user with a bearer token, whose streams are refused once it is over. */
export async function startLogin({ hasPage = false } = {}) {
  const backend = await startBackend()
  // Before the auth, which looks whether it is in a page.
  if (hasPage) openPage(backend.url)
  const ask = vi.fn(async () => false)
  const login = createBearerLogin(backend.url, ask)
  onTestFinished(() => login.auth.dispose())
  await login.signIn({ user: 'ada', password })
  const renewals = (): number => backend.count('POST /token/refresh')
  return { ...login, backend, ask, renewals, token: () => login.getToken() ?? '' }
}
