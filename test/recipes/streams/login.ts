import { onTestFinished, vi } from 'vitest'
import { type Backend, password, startBackend } from '../backend/backend.ts'
import { createBearerLogin } from '../login/bearer-token.ts'

/** A user with a bearer token, whose streams are refused once it is over. */
export async function startLogin(backend?: Backend) {
  const server = backend ?? (await startBackend())
  const ask = vi.fn(async () => false)
  const login = createBearerLogin(server.url, ask)
  onTestFinished(() => login.auth.dispose())
  await login.signIn({ user: 'ada', password })
  const renewals = (): number => server.count('POST /token/refresh')
  return { ...login, backend: server, ask, renewals, token: () => login.getToken() ?? '' }
}
