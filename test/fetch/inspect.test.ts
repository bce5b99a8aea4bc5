import { afterEach, describe, expect, it, vi } from 'vitest'
import { createAuth, type RenewResult, verdictOf } from 'why401'
import { record } from '../session/backend.ts'
import { serve } from './server.ts'

afterEach(() => vi.restoreAllMocks())

const inside = { status: 200, body: { error: { code: 'third_party_key_invalid', integration: 'mail' } } }
const login = {
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><title>Sign in</title><form action="/login"><input type="password"></form>',
}

describe('a route with inspect', () => {
  it('looks into a 200 and finds the refusal; elsewhere a 200 is a 200', async () => {
    const server = await serve(() => inside)
    const auth = createAuth({
      origins: [server.url],
      routes: [{ path: '/mail/*', role: 'integration', integration: 'mail', inspect: true }],
    })
    const seen = record(auth)
    const found = await auth.fetch(`${server.url}/mail/send`)
    expect(verdictOf(found)).toMatchObject({ kind: 'third-party-key-invalid', integration: 'mail', status: 200 })
    expect(await found.json()).toEqual(inside.body)
    expect(seen.types()).toEqual(['third-party-key-invalid'])
    const clone = vi.spyOn(Response.prototype, 'clone')
    expect(verdictOf(await auth.fetch(`${server.url}/other`))).toBeUndefined()
    expect(clone).not.toHaveBeenCalled()
  })

  it('a 200 that is a success is no event', async () => {
    const server = await serve(() => ({ body: { folders: [] } }))
    const auth = createAuth({ origins: [server.url], routes: [{ path: '/mail', role: 'integration', inspect: true }] })
    const seen = record(auth)
    const response = await auth.fetch(`${server.url}/mail`)
    expect(await response.json()).toEqual({ folders: [] })
    expect([...seen.events, ...seen.verdicts]).toEqual([])
  })

  it('a session inside a 200 that is over starts a renewal', async () => {
    const server = await serve(() => ({ body: { authenticated: server.hits.length > 1 } }))
    const auth = createAuth({
      origins: [server.url],
      routes: [{ path: '/session', role: 'resource', inspect: true }],
      signIn: async () => 'renewed',
    })
    expect(await (await auth.fetch(`${server.url}/session`)).json()).toEqual({ authenticated: true })
    expect(server.hits).toHaveLength(2)
  })
})

describe('a redirect to a login page', () => {
  it('that fetch followed: signs in and sends the original request again', async () => {
    let open = false
    const server = await serve(({ path }) => {
      if (path === '/login') return login
      return open ? { body: { ok: true } } : { status: 302, headers: { location: '/login' } }
    })
    const signIn = vi.fn(async (): Promise<RenewResult> => {
      open = true
      return 'renewed'
    })
    const auth = createAuth({ origins: [server.url], signIn })
    const seen = record(auth)
    const response = await auth.fetch(`${server.url}/api`)
    expect(await response.json()).toEqual({ ok: true })
    expect(seen.events[0]).toMatchObject({
      type: 'reauthenticate',
      verdict: { reason: expect.stringMatching(/^login-/) },
    })
    expect(server.paths()).toEqual(['/api', '/login', '/api'])
  })

  it('HTML that was asked for and not redirected is a page like any other', async () => {
    const server = await serve(() => login)
    const auth = createAuth({ origins: [server.url] })
    expect(verdictOf(await auth.fetch(server.url))).toBeUndefined()
  })

  it.each(['GET', 'POST'])('given %s with redirect: manual → the redirect is handed back as it is', async (method) => {
    const opaque = Object.defineProperties(new Response(), {
      type: { value: 'opaqueredirect' },
      status: { value: 0 },
      ok: { value: false },
    })
    const carry = vi.fn(async () => opaque)
    const signIn = vi.fn(async (): Promise<RenewResult> => 'renewed')
    const auth = createAuth({ origins: ['https://app.example'], fetch: carry, signIn })
    const seen = record(auth)
    expect(await auth.fetch('https://app.example', { method, redirect: 'manual' })).toBe(opaque)
    expect(carry).toHaveBeenCalledOnce()
    expect(signIn).not.toHaveBeenCalled()
    expect(seen.events).toEqual([])
  })

  it('a login URL is offered on a listed origin only, and never followed', async () => {
    const other = await serve(() => ({}))
    const offer = (origins: string[], server: { readonly url: string }, loginUrl: string) =>
      createAuth({ origins }).fetch(`${server.url}/?to=${encodeURIComponent(loginUrl)}`)
    const server = await serve(({ path }) => ({
      status: 401,
      headers: { 'content-type': 'application/problem+json' },
      body: {
        type: 'https://app.example/problems/session-expired',
        loginUrl: new URL(path, server.url).searchParams.get('to'),
      },
    }))
    const offered = async (origins: string[], loginUrl: string) => {
      const verdict = verdictOf(await offer(origins, server, loginUrl))
      expect(verdict?.kind).toBe('reauthenticate')
      return verdict?.kind === 'reauthenticate' ? verdict.loginUrl : 'none'
    }
    expect(await offered([server.url], '/login')).toBe(`${server.url}/login`)
    expect(await offered([server.url], `${other.url}/login`)).toBeUndefined()
    expect(await offered([server.url, other.url], `${other.url}/login`)).toBe(`${other.url}/login`)
    expect(await offered([server.url], 'javascript:alert(1)')).toBeUndefined()
    expect(other.hits).toHaveLength(0)
  })
})
