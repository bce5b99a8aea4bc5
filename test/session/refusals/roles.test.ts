import { describe, expect, it, vi } from 'vitest'
import { createAuth, type RenewResult, type Role, verdictOf } from 'why401'
import { refusal, serve } from '../../fetch/server.ts'
import { record, startBackend } from '../backend.ts'

describe('an endpoint that is a flow of its own', () => {
  it.each([
    ['sign-in', 'credentials-rejected'],
    ['renewal', 'reauthenticate'],
    ['probe', 'reauthenticate'],
  ] as const)('role %s: its refusal is a verdict and starts no renewal', async (role, kind) => {
    const server = await serve(() => refusal)
    const renew = vi.fn(async (): Promise<RenewResult> => 'renewed')
    const signIn = vi.fn(async (): Promise<RenewResult> => 'renewed')
    const auth = createAuth({ origins: [server.url], routes: [{ path: '/flow', role }], renew, signIn })
    const seen = record(auth)
    const response = await auth.fetch(`${server.url}/flow`)
    expect(verdictOf(response)?.kind).toBe(kind)
    expect(seen.verdicts).toMatchObject([{ verdict: { kind } }])
    expect(seen.types()).toEqual(kind === 'reauthenticate' ? [] : [kind])
    expect(renew).not.toHaveBeenCalled()
    expect(signIn).not.toHaveBeenCalled()
    expect(server.hits).toHaveLength(1)
    expect(auth.state.get().status).toBe('unknown')
  })

  it.each(['sign-in', 'renewal', 'probe'] satisfies Role[])(
    'role %s: the probe is not asked, so that it cannot ask itself',
    async (role) => {
      const server = await serve(() => ({ status: 401 }))
      const probe = vi.fn(async () => true)
      const auth = createAuth({ origins: [server.url], routes: [{ path: '/flow', role }], probe })
      await auth.fetch(`${server.url}/flow`)
      expect(probe).not.toHaveBeenCalled()
    },
  )

  it('renew may go through auth.fetch and wait for nobody', async () => {
    const backend = await startBackend(({ path }) => (path === '/token' ? { body: 'new' } : undefined))
    const auth = createAuth({
      origins: [backend.url],
      routes: [{ path: '/token', role: 'renewal' }],
      authorize: backend.authorize,
      renew: async () => {
        backend.token = await (await auth.fetch(`${backend.url}/token`, { method: 'POST' })).text()
        return 'renewed'
      },
    })
    expect((await auth.fetch(`${backend.url}/api`)).status).toBe(200)
    expect(backend.paths()).toEqual(['/api', '/token', '/api'])
  })

  it('a dead refresh token goes on to the sign-in, which may go through auth.fetch too', async () => {
    const backend = await startBackend(({ path }) => {
      if (path === '/token') return { status: 400, body: { error: 'invalid_grant' } }
      return path === '/login' ? { body: 'new' } : undefined
    })
    const auth = createAuth({
      origins: [backend.url],
      routes: [
        { path: '/token', role: 'renewal' },
        { path: '/login', role: 'sign-in' },
      ],
      authorize: backend.authorize,
      renew: async () => {
        const response = await auth.fetch(`${backend.url}/token`, { method: 'POST' })
        expect(verdictOf(response)).toMatchObject({ kind: 'reauthenticate', reason: 'renewal-rejected' })
        return 'declined'
      },
      signIn: async () => {
        backend.token = await (await auth.fetch(`${backend.url}/login`, { method: 'POST' })).text()
        return 'renewed'
      },
    })
    const seen = record(auth)
    expect((await auth.fetch(`${backend.url}/api`)).status).toBe(200)
    expect(seen.types()).toEqual(['reauthenticate', 'signed-in'])
  })
})

describe('an integration', () => {
  it('its relayed 401 never asks the user to sign in', async () => {
    const server = await serve(() => ({ status: 401, headers: { 'www-authenticate': 'Bearer realm="mail.example"' } }))
    const signIn = vi.fn(async (): Promise<RenewResult> => 'renewed')
    const auth = createAuth({
      origins: [server.url],
      routes: [{ path: '/api/integrations/:integration/*', role: 'integration' }],
      signIn,
    })
    const seen = record(auth)
    const response = await auth.fetch(`${server.url}/api/integrations/mail/folders`)
    expect(verdictOf(response)).toMatchObject({ kind: 'third-party-key-invalid', integration: 'mail' })
    expect(seen.types()).toEqual(['third-party-key-invalid'])
    expect(signIn).not.toHaveBeenCalled()
    expect([...auth.integrations.get().keys()]).toEqual(['mail'])
  })

  it('our own realm on its route is still our own session', async () => {
    const server = await serve(() => refusal)
    const auth = createAuth({
      origins: [server.url],
      ownRealms: ['app'],
      routes: [{ path: '/mail', role: 'integration', integration: 'mail' }],
    })
    expect(verdictOf(await auth.fetch(`${server.url}/mail`))?.kind).toBe('reauthenticate')
  })
})
