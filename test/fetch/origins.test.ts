import { afterEach, describe, expect, it, vi } from 'vitest'
import { createAuth, type RenewResult, verdictOf } from 'why401'
import { record } from '../session/backend.ts'
import { refusal, serve } from './server.ts'

afterEach(() => vi.restoreAllMocks())

describe('an origin that is not listed', () => {
  it.each([401, 403, 407, 419, 502])('answers %i: untouched, no verdict, no event, no action', async (status) => {
    const own = await serve(() => ({}))
    const foreign = await serve(() => ({ ...refusal, status }))
    const ask = vi.fn(async (): Promise<RenewResult> => 'renewed')
    const authorize = vi.fn()
    const probe = vi.fn(async () => false)
    const auth = createAuth({ origins: [own.url], renew: ask, signIn: ask, authorize, probe })
    const seen = record(auth)
    const clone = vi.spyOn(Response.prototype, 'clone')
    // 407 is a network error to fetch.
    const response = await auth.fetch(foreign.url).catch(() => undefined)
    expect(response?.status).toBe(status === 407 ? undefined : status)
    expect(response && verdictOf(response)).toBeUndefined()
    expect(clone).not.toHaveBeenCalled()
    expect([...seen.events, ...seen.verdicts]).toEqual([])
    for (const handler of [ask, authorize, probe]) expect(handler).not.toHaveBeenCalled()
    expect(auth.state.get()).toEqual({ status: 'unknown', generation: 0 })
    expect(foreign.hits).toHaveLength(1)
  })

  it('another port, scheme or host is another origin', async () => {
    const server = await serve(() => refusal)
    const { port } = new URL(server.url)
    for (const origin of [
      `https://127.0.0.1:${port}`,
      `http://localhost:${port}`,
      `http://127.0.0.1:${Number(port) + 1}`,
    ]) {
      const auth = createAuth({ origins: [origin] })
      expect(verdictOf(await auth.fetch(server.url))).toBeUndefined()
    }
    expect(verdictOf(await createAuth({ origins: [`${server.url}/`] }).fetch(server.url))).toBeDefined()
  })

  it('that a redirect of ours leads to is no concern of ours either', async () => {
    const foreign = await serve(() => refusal)
    const own = await serve(() => ({ status: 302, headers: { location: foreign.url } }))
    const signIn = vi.fn(async (): Promise<RenewResult> => 'renewed')
    const auth = createAuth({ origins: [own.url], signIn })
    const seen = record(auth)
    const response = await auth.fetch(own.url)
    expect(response.status).toBe(401)
    expect(verdictOf(response)).toBeUndefined()
    expect([...seen.events, ...seen.verdicts]).toEqual([])
    expect(signIn).not.toHaveBeenCalled()
  })

  it('redirected to an origin that is listed, the answer counts', async () => {
    const other = await serve(() => refusal)
    const own = await serve(() => ({ status: 302, headers: { location: other.url } }))
    const auth = createAuth({ origins: [own.url, other.url] })
    expect(verdictOf(await auth.fetch(own.url))?.kind).toBe('reauthenticate')
  })

  it('nothing is listed where there is no page and the app lists nothing', async () => {
    const server = await serve(() => refusal)
    expect(globalThis.location).toBeUndefined()
    const auth = createAuth()
    expect(verdictOf(await auth.fetch(server.url))).toBeUndefined()
  })
})

describe('a drop-in fetch', () => {
  it('rejects as fetch does', async () => {
    const auth = createAuth({ origins: ['http://127.0.0.1:1'] })
    await expect(auth.fetch('http://127.0.0.1:1')).rejects.toThrow(TypeError)
    await expect(auth.fetch('/relative')).rejects.toThrow(TypeError)
    await expect(auth.fetch('http://127.0.0.1:1', { method: 'GET', body: 'x' })).rejects.toThrow(TypeError)
    await expect((auth.fetch as () => Promise<Response>)()).rejects.toThrow(TypeError)
  })

  it('rejects a Request whose body is used', async () => {
    const server = await serve(() => ({}))
    const request = new Request(server.url, { method: 'POST', body: 'x' })
    await request.text()
    await expect(createAuth({ origins: [server.url] }).fetch(request)).rejects.toThrow(TypeError)
  })

  it('takes what fetch takes: string, URL, Request; and needs no this', async () => {
    const server = await serve(() => refusal)
    const { fetch } = createAuth({ origins: [server.url] })
    for (const input of [server.url, new URL(server.url), new Request(server.url)]) {
      expect(verdictOf(await fetch(input))?.url).toBe(`${server.url}/`)
    }
  })

  it('takes a Request in place of init, as fetch does', async () => {
    const server = await serve(({ method }) => (server.hits.length === 1 ? refusal : { body: method }))
    const auth = createAuth({ origins: [server.url], renew: async () => 'renewed' })
    const response = await auth.fetch(
      server.url,
      new Request('http://elsewhere.example', { method: 'DELETE', headers: { 'x-kept': 'yes' } }),
    )
    expect(await response.text()).toBe('DELETE')
    expect(server.hits.map(({ method, headers }) => [method, headers['x-kept']])).toEqual([
      ['DELETE', 'yes'],
      ['DELETE', 'yes'],
    ])
  })

  it('uses the fetch that is global when it is called', async () => {
    const auth = createAuth({ origins: ['https://app.example'] })
    const replaced = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('replaced'))
    expect(await (await auth.fetch('https://app.example')).text()).toBe('replaced')
    expect(replaced).toHaveBeenCalledOnce()
  })

  it('uses the app’s own fetch for each attempt, and hands it what the caller handed over', async () => {
    const server = await serve(({ headers }) => (headers['x-attempt'] === '2' ? {} : refusal))
    const inits: (RequestInit | undefined)[] = []
    let attempt = 0
    const own: typeof fetch = (input, init) => {
      inits.push(init)
      attempt += 1
      return fetch(input, { ...init, headers: { 'x-attempt': String(attempt) } })
    }
    const auth = createAuth({ origins: [server.url], fetch: own, renew: async () => 'renewed' })
    const next = { revalidate: 1 }
    expect((await auth.fetch(server.url, { next } as RequestInit)).status).toBe(200)
    expect(inits).toEqual([{ next }, { next }])
    const body = new URLSearchParams('a=1')
    await auth.fetch(server.url, { method: 'POST', body, next } as RequestInit)
    expect(inits[2]).toEqual({ method: 'POST', body, next })
    expect(inits[2]?.body).not.toBe(body)
  })
})
