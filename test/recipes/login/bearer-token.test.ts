import { describe, expect, it } from 'vitest'
import { verdictOf } from 'why401'
import { password, startBackend } from '../backend/backend.ts'
import { describeLogin } from '../backend/scenarios.ts'
import { createBearerLogin } from './bearer-token.ts'

async function start(ask: () => Promise<boolean>) {
  const backend = await startBackend()
  const login = createBearerLogin(backend.url, ask)
  await login.signIn({ user: 'ada', password })
  const renewals = (): number => backend.count('POST /token/refresh')
  return { ...login, backend, ask, renewals, setRenewal: backend.setRefresh }
}

describeLogin('bearer token', start)

describe('bearer token: the form', () => {
  it('given a wrong password → the form says so, and nothing is renewed', async () => {
    const { signIn, renewals } = await start(async () => false)
    const verdict = await signIn({ user: 'ada', password: 'wrong' })
    expect(verdict).toMatchObject({ kind: 'credentials-rejected', remedy: 'fix-credentials' })
    expect(renewals()).toBe(0)
  })

  it('given a right password in the dialog → the request that waited is sent again', async () => {
    const dialog = { signIn: async (): Promise<boolean> => false }
    const { auth, backend, signIn, setRenewal } = await start(() => dialog.signIn())
    dialog.signIn = async () => (await signIn({ user: 'ada', password })) === undefined
    backend.expire()
    setRenewal('is refused')
    expect((await auth.fetch(`${backend.url}/api/reports`)).status).toBe(200)
  })

  it('given a dead key of an integration → the login stays', async () => {
    const { auth, backend } = await start(async () => false)
    const verdict = verdictOf(await auth.fetch(`${backend.url}/integrations/mail/inbox`))
    expect(verdict).toMatchObject({ kind: 'third-party-key-invalid', integration: 'mail', reason: 'key-revoked' })
    expect(auth.state.get().status).not.toBe('signed-out')
  })
})
