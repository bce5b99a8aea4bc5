import { afterEach, describe, expect, it, vi } from 'vitest'
import { createAuth, type RenewResult, verdictOf } from 'why401'
import { type Answer, keyRefused, refusal, serve } from '../../fetch/server.ts'
import { record } from '../backend.ts'
import { gate, until } from '../gate.ts'

afterEach(() => vi.useRealTimers())

/** 401 without a challenge: whose refusal it is stays open. */
const bare: Answer = { status: 401 }

describe('whose refusal is it?', () => {
  it('still signed in: a 401 is a third party’s, and nobody is signed out', async () => {
    const server = await serve(() => bare)
    const signIn = vi.fn(async (): Promise<RenewResult> => 'renewed')
    const auth = createAuth({ origins: [server.url], probe: async () => true, signIn })
    const seen = record(auth)
    const response = await auth.fetch(server.url)
    expect(verdictOf(response)).toMatchObject({ kind: 'third-party-key-invalid', certainty: 'certain' })
    expect(verdictOf(response)?.because[0]).toMatchObject({ rule: 'session/probe' })
    expect(seen.types()).toEqual(['third-party-key-invalid'])
    expect(signIn).not.toHaveBeenCalled()
  })

  it('not signed in any more: it is ours, and certain', async () => {
    let open = false
    const server = await serve(() => (open ? {} : bare))
    const auth = createAuth({
      origins: [server.url],
      probe: async () => false,
      signIn: async () => {
        open = true
        return 'renewed'
      },
    })
    const seen = record(auth)
    expect((await auth.fetch(server.url)).status).toBe(200)
    expect(seen.events[0]).toMatchObject({ type: 'reauthenticate', verdict: { certainty: 'certain' } })
  })

  it('a probe by URL that went out with a cookie says nothing of a dead token', async () => {
    const server = await serve(({ path, headers }) =>
      path === '/session' || headers.authorization === 'Bearer live' ? { body: { user: 'ada' } } : bare,
    )
    let token = 'dead'
    const auth = createAuth({
      origins: [server.url],
      probe: `${server.url}/session`,
      authorize: ({ url, headers }) => {
        if (!url.endsWith('/session')) headers.set('authorization', `Bearer ${token}`)
      },
      renew: async () => {
        token = 'live'
        return 'renewed'
      },
    })
    expect((await auth.fetch(`${server.url}/api`)).status).toBe(200)
    expect(server.paths()).toEqual(['/api', '/session', '/api'])
  })

  it.each([
    [403, true, 'forbidden'],
    [403, false, 'reauthenticate'],
    [419, true, 'forbidden'],
    [419, false, 'reauthenticate'],
    [401, true, 'third-party-key-invalid'],
  ] as const)('a bare %i with the probe saying %j is %s', async (status, signedIn, kind) => {
    const server = await serve(() => ({ status }))
    const auth = createAuth({ origins: [server.url], probe: async () => signedIn })
    expect(verdictOf(await auth.fetch(server.url))).toMatchObject({ kind, certainty: 'certain' })
  })

  it.each([
    ['undefined', async () => undefined],
    ['a word', async () => 'yes'],
    ['an exception', () => Promise.reject(new Error('offline'))],
    [
      'an exception at once',
      () => {
        throw new Error('offline')
      },
    ],
  ])('%s is no answer: the verdict stays as it was', async (_name, probe) => {
    const server = await serve(() => ({ status: 403 }))
    const auth = createAuth({ origins: [server.url], probe: probe as never })
    expect(verdictOf(await auth.fetch(server.url))).toMatchObject({ kind: 'forbidden', certainty: 'guess' })
  })

  it('a probe that hangs is given 5 s', async () => {
    vi.useFakeTimers()
    const url = 'https://app.example/'
    const signals: AbortSignal[] = []
    const auth = createAuth({
      origins: [new URL(url).origin],
      fetch: async () => new Response(null, { status: 403 }),
      probe: (signal) => {
        signals.push(signal)
        return new Promise(() => {})
      },
    })
    const settled = vi.fn()
    const waiting = auth.fetch(url)
    void waiting.then(settled)
    await vi.advanceTimersByTimeAsync(4_999)
    expect(settled).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(verdictOf(await waiting)).toMatchObject({ certainty: 'guess' })
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each([200, 401])('a probe that another origin answers (%i) says nothing', async (status) => {
    const other = await serve(() => ({ status, body: { user: 'ada' } }))
    const server = await serve(({ path }) =>
      path === '/session' ? { status: 302, headers: { location: other.url } } : { status: 403 },
    )
    const auth = createAuth({ origins: [server.url], probe: `${server.url}/session` })
    expect(verdictOf(await auth.fetch(server.url))).toMatchObject({ kind: 'forbidden', certainty: 'guess' })
    expect(other.hits).toHaveLength(1)
  })

  it('a verdict that is certain asks nothing, nor does a success', async () => {
    const server = await serve(({ path }) => ({ '/ok': {}, '/key': keyRefused('mail'), '/mine': refusal })[path] ?? {})
    const probe = vi.fn(async () => true)
    const auth = createAuth({ origins: [server.url], probe })
    for (const path of ['/ok', '/key', '/mine']) await auth.fetch(server.url + path)
    expect(probe).not.toHaveBeenCalled()
  })

  it('a late 401 is sent again without asking', async () => {
    const late = gate()
    let open = false
    const server = await serve(async () => {
      if (open) return {}
      await late.opened
      return bare
    })
    const probe = vi.fn(async () => true)
    const auth = createAuth({ origins: [server.url], probe })
    const slow = auth.fetch(server.url)
    await until(() => expect(server.hits).toHaveLength(1))
    auth.signedIn()
    open = true
    late.open()
    expect((await slow).status).toBe(200)
    expect(probe).not.toHaveBeenCalled()
  })

  it('given a crowd of refusals, then it is asked at most twice, and anew for a later refusal', async () => {
    const server = await serve(() => bare)
    const answer = gate<boolean>()
    const probe = vi.fn(() => answer.opened)
    const examine = vi.fn(() => undefined)
    const auth = createAuth({ origins: [server.url], probe, conventions: [{ name: 'looks on', examine }] })
    const all = Promise.all(['a', 'b', 'c'].map((path) => auth.fetch(`${server.url}/${path}`)))
    await until(() => expect(examine).toHaveBeenCalledTimes(3))
    await until(() => expect(probe).toHaveBeenCalled())
    answer.open(true)
    expect((await all).map((response) => verdictOf(response)?.kind)).toEqual(
      Array.from({ length: 3 }, () => 'third-party-key-invalid'),
    )
    const { length } = probe.mock.calls
    // A probe that is under way serves no refusal that came after it was sent.
    expect(length).toBeLessThanOrEqual(2)
    await auth.fetch(`${server.url}/d`)
    expect(probe).toHaveBeenCalledTimes(length + 1)
  })
})

describe('a probe by URL', () => {
  it.each([
    ['200', {}, 'third-party-key-invalid', 'certain'],
    ['401', refusal, 'reauthenticate', 'certain'],
    ['200 {"authenticated": false}', { body: { authenticated: false } }, 'reauthenticate', 'certain'],
    ['503: no answer', { status: 503 }, 'reauthenticate', 'guess'],
    ['404: no answer', { status: 404 }, 'reauthenticate', 'guess'],
  ] as const)('that answers %s', async (_name, answer, kind, certainty) => {
    const server = await serve(({ path }) => (path === '/me' ? answer : bare))
    const auth = createAuth({ origins: [server.url], probe: `${server.url}/me` })
    const seen = record(auth)
    expect(verdictOf(await auth.fetch(`${server.url}/api`))).toMatchObject({ kind, certainty })
    // Its own refusal is an answer, not an event.
    expect(seen.verdicts).toHaveLength(1)
    expect(server.paths()).toEqual(['/api', '/me'])
  })

  it('a redirect to a login page means signed out', async () => {
    const html = {
      headers: { 'content-type': 'text/html' },
      body: '<!doctype html><form><input type="password"></form>',
    }
    const server = await serve(
      ({ path }) =>
        ({ '/me': { status: 302, headers: { location: '/login' } }, '/login': html })[path] ?? { status: 403 },
    )
    const auth = createAuth({ origins: [server.url], probe: `${server.url}/me` })
    expect(verdictOf(await auth.fetch(`${server.url}/api`))).toMatchObject({
      kind: 'reauthenticate',
      certainty: 'certain',
    })
  })

  it('is authorized and carried like everything else, but only on a listed origin', async () => {
    const server = await serve(({ path }) => (path === '/me' ? {} : { status: 403 }))
    const other = await serve(() => ({}))
    const carried: string[] = []
    const options = {
      origins: [server.url],
      authorize: (request: Request) => request.headers.set('authorization', 'Bearer t'),
      fetch: (async (input, init) => {
        carried.push(new URL(new Request(input).url).pathname)
        return fetch(input, init)
      }) as typeof fetch,
    }
    await createAuth({ ...options, probe: `${server.url}/me` }).fetch(`${server.url}/api`)
    await createAuth({ ...options, probe: `${other.url}/me` }).fetch(`${server.url}/api`)
    expect(carried).toEqual(['/api', '/me', '/api', '/me'])
    expect(server.hits[1]?.headers.authorization).toBe('Bearer t')
    expect(other.hits[0]?.headers.authorization).toBeUndefined()
  })
})
