import { describe, expect, it, vi } from 'vitest'
import { type HandlerContext, createAuth, type RenewResult, verdictOf } from 'why401'
import { refusal, serve, staleNonce, stepUp } from '../../fetch/server.ts'
import { record, startBackend } from '../backend.ts'
import { gate, until } from '../gate.ts'

describe('one renewal for many refusals', () => {
  it.each([5, 50])('renews once for %i concurrent 401s and sends each once more', async (count) => {
    const backend = await startBackend()
    const renew = vi.fn(async (): Promise<RenewResult> => {
      await until(() => expect(seen.verdicts).toHaveLength(count))
      backend.refresh()
      return 'renewed'
    })
    const auth = createAuth({ origins: [backend.url], authorize: backend.authorize, renew })
    const seen = record(auth)
    const responses = await Promise.all(
      Array.from({ length: count }, (_, index) => auth.fetch(`${backend.url}/api/${index}`)),
    )
    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: count }, () => 200))
    expect(renew).toHaveBeenCalledOnce()
    expect(backend.hits).toHaveLength(2 * count)
    expect(seen.types()).toEqual(['reauthenticate'])
    expect(seen.events[0]).toMatchObject({ count, request: { method: 'GET' } })
    expect(auth.state.get()).toEqual({ status: 'signed-in', generation: 1 })
  })

  it('sends a late 401 again without a second renewal', async () => {
    const late = gate()
    const backend = await startBackend(async ({ path, headers }) => {
      if (path === '/api/late' && headers.authorization === 'Bearer old') await late.opened
      return undefined
    })
    const renew = vi.fn(async (): Promise<RenewResult> => {
      backend.refresh()
      return 'renewed'
    })
    const auth = createAuth({ origins: [backend.url], authorize: backend.authorize, renew })
    const seen = record(auth)
    const slow = auth.fetch(`${backend.url}/api/late`)
    await until(() => expect(backend.hits).toHaveLength(1))
    expect((await auth.fetch(`${backend.url}/api/quick`)).status).toBe(200)
    late.open()
    expect((await slow).status).toBe(200)
    expect(renew).toHaveBeenCalledOnce()
    expect(seen.types()).toEqual(['reauthenticate'])
  })

  it('does not ask a second time for a 401 that comes after the user declined', async () => {
    const late = gate()
    const server = await serve(async ({ path }) => {
      if (path === '/late') await late.opened
      return refusal
    })
    const signIn = vi.fn(async (): Promise<RenewResult> => 'declined')
    const auth = createAuth({ origins: [server.url], signIn })
    const seen = record(auth)
    const slow = auth.fetch(`${server.url}/late`)
    await until(() => expect(server.hits).toHaveLength(1))
    expect((await auth.fetch(`${server.url}/quick`)).status).toBe(401)
    late.open()
    expect((await slow).status).toBe(401)
    expect(signIn).toHaveBeenCalledOnce()
    expect(seen.types()).toEqual(['reauthenticate', 'signed-out'])
    // Nor for one that is sent later by itself; the user may still want to.
    await auth.fetch(`${server.url}/later`)
    expect(signIn).toHaveBeenCalledOnce()
    expect(await auth.signIn()).toBe(false)
    expect(signIn).toHaveBeenCalledTimes(2)
  })

  it('given endpoints that refuse every token, then each settles after one replay, and the login stays', async () => {
    const server = await serve(() => refusal)
    const renew = vi.fn(async (): Promise<RenewResult> => 'renewed')
    const auth = createAuth({ origins: [server.url], renew })
    const seen = record(auth)
    const responses = await Promise.all(['a', 'b', 'c'].map((name) => auth.fetch(`${server.url}/${name}`)))
    expect(responses.map(({ status }) => status)).toEqual([401, 401, 401])
    expect(await responses[0]?.json()).toEqual({ error: 'sign in, please' })
    expect(server.hits).toHaveLength(6)
    expect(renew).toHaveBeenCalledOnce()
    expect(seen.types()).toEqual(['reauthenticate'])
    expect(auth.state.get()).toEqual({ status: 'signed-in', generation: 1 })
    // Asked again at once, the same endpoints start no further renewal.
    await Promise.all(['a', 'b', 'c'].map((name) => auth.fetch(`${server.url}/${name}`)))
    expect(renew).toHaveBeenCalledOnce()
  })

  it('given two renewals in a row that helped no request, then it is a sign-out', async () => {
    const server = await serve(() => refusal)
    const renew = vi.fn(async (): Promise<RenewResult> => 'renewed')
    const auth = createAuth({ origins: [server.url], renew })
    const seen = record(auth)
    await auth.fetch(`${server.url}/a`)
    await auth.fetch(`${server.url}/b`)
    expect(renew).toHaveBeenCalledTimes(2)
    expect(seen.types()).toEqual(['reauthenticate', 'reauthenticate', 'signed-out'])
    expect(auth.state.get()).toMatchObject({ status: 'signed-out', generation: 2, verdict: { kind: 'reauthenticate' } })
  })

  it('given two renewals in a row that helped no request, then the user is asked', async () => {
    const server = await serve(() => refusal)
    const signIn = vi.fn(async (): Promise<RenewResult> => 'declined')
    const auth = createAuth({ origins: [server.url], renew: async () => 'renewed', signIn })
    await auth.fetch(`${server.url}/a`)
    await auth.fetch(`${server.url}/b`)
    await until(() => expect(signIn).toHaveBeenCalledOnce())
  })

  it('given a probe that knows the user, then endpoints that refuse every token end no login', async () => {
    const server = await serve(() => refusal)
    const auth = createAuth({ origins: [server.url], renew: async () => 'renewed', probe: async () => true })
    const seen = record(auth)
    for (const name of ['a', 'b', 'c', 'd']) await auth.fetch(`${server.url}/${name}`)
    expect(seen.types()).not.toContain('signed-out')
  })

  it('does not end an ask that is under way when a replay is refused', async () => {
    const second = gate()
    const answer = gate<RenewResult>()
    const server = await serve(async ({ path }) => {
      if (path === '/first' && server.paths().filter((asked) => asked === '/first').length === 2) await second.opened
      return refusal
    })
    const asks: HandlerContext[] = []
    const auth = createAuth({
      origins: [server.url],
      signIn: (ask) => {
        asks.push(ask)
        return asks.length === 1 ? Promise.resolve('renewed') : answer.opened
      },
    })
    const first = auth.fetch(`${server.url}/first`)
    await until(() => expect(server.hits).toHaveLength(2))
    const other = auth.fetch(`${server.url}/other`)
    await until(() => expect(asks).toHaveLength(2))
    second.open()
    expect((await first).status).toBe(401)
    expect(asks[1]?.signal.aborted).toBe(false)
    expect(auth.state.get().status).toBe('signing-in')
    answer.open('declined')
    expect((await other).status).toBe(401)
    expect(auth.state.get().status).toBe('signed-out')
  })

  it('is not signed out by the replay of an older generation', async () => {
    const second = gate()
    const server = await serve(async ({ path }) => {
      if (path === '/slow' && server.hits.length > 1) await second.opened
      return refusal
    })
    const auth = createAuth({ origins: [server.url], renew: async () => 'renewed' })
    const slow = auth.fetch(`${server.url}/slow`)
    await until(() => expect(server.hits).toHaveLength(2))
    auth.signedIn()
    second.open()
    expect((await slow).status).toBe(401)
    expect(auth.state.get()).toEqual({ status: 'signed-in', generation: 2 })
  })
})

describe('renew, then signIn', () => {
  it('asks the user only when renew declines', async () => {
    const backend = await startBackend()
    const asks: string[] = []
    const auth = createAuth({
      origins: [backend.url],
      authorize: backend.authorize,
      renew: async () => {
        asks.push(`renew in ${auth.state.get().status}`)
        return 'declined'
      },
      signIn: async ({ verdict }) => {
        asks.push(`signIn in ${auth.state.get().status} for ${verdict.reason}`)
        backend.refresh()
        return 'renewed'
      },
    })
    expect((await auth.fetch(`${backend.url}/api`)).status).toBe(200)
    expect(asks).toEqual(['renew in renewing', 'signIn in signing-in for token-invalid'])
  })

  it('signs out once when the user declines, and every waiter gets its own readable refusal', async () => {
    const server = await serve(({ path }) => ({ ...refusal, body: { path } }))
    const signIn = vi.fn(async (): Promise<RenewResult> => {
      await until(() => expect(server.hits).toHaveLength(3))
      return 'declined'
    })
    const auth = createAuth({ origins: [server.url], signIn })
    const seen = record(auth)
    const responses = await Promise.all(['/a', '/b', '/c'].map((path) => auth.fetch(server.url + path)))
    expect(await Promise.all(responses.map((response) => response.json()))).toEqual([
      { path: '/a' },
      { path: '/b' },
      { path: '/c' },
    ])
    expect(responses.map((response) => verdictOf(response)?.kind)).toEqual([
      'reauthenticate',
      'reauthenticate',
      'reauthenticate',
    ])
    expect(signIn).toHaveBeenCalledOnce()
    expect(seen.types()).toEqual(['reauthenticate', 'signed-out'])
    expect(auth.state.get()).toMatchObject({ status: 'signed-out', generation: 0 })
  })

  it('settles at once and signs out when there is nobody to ask', async () => {
    const server = await serve(() => refusal)
    const auth = createAuth({ origins: [server.url] })
    const seen = record(auth)
    expect((await auth.fetch(server.url)).status).toBe(401)
    expect(seen.types()).toEqual(['reauthenticate', 'signed-out'])
    expect(server.hits).toHaveLength(1)
  })

  it('given silent renewals, then no event says that the user signed in', async () => {
    const backend = await startBackend()
    const auth = createAuth({
      origins: [backend.url],
      authorize: backend.authorize,
      renew: async () => {
        backend.refresh()
        return 'renewed'
      },
    })
    const seen = record(auth)
    await auth.fetch(`${backend.url}/api`)
    backend.valid = 'newer'
    expect((await auth.fetch(`${backend.url}/api`)).status).toBe(200)
    expect(seen.types()).toEqual(['reauthenticate', 'reauthenticate'])
    expect(auth.state.get().generation).toBe(2)
  })
})

describe('a step-up', () => {
  it('goes straight to signIn, which learns the level', async () => {
    let level = 'none'
    const server = await serve(() => (level === 'gold' ? {} : stepUp))
    const renew = vi.fn(async (): Promise<RenewResult> => 'renewed')
    const signIn = vi.fn(async ({ verdict }: HandlerContext): Promise<RenewResult> => {
      level = verdict.stepUp?.acrValues?.[0] ?? ''
      return 'renewed'
    })
    const auth = createAuth({ origins: [server.url], renew, signIn })
    expect((await auth.fetch(server.url)).status).toBe(200)
    expect(renew).not.toHaveBeenCalled()
    expect(signIn).toHaveBeenCalledOnce()
  })

  it('that is declined is not a sign-out', async () => {
    const server = await serve(() => stepUp)
    const auth = createAuth({ origins: [server.url], signIn: async () => 'declined' })
    auth.signedIn()
    const seen = record(auth)
    expect((await auth.fetch(server.url)).status).toBe(401)
    expect(seen.types()).toEqual(['reauthenticate'])
    expect(auth.state.get()).toEqual({ status: 'signed-in', generation: 1 })
  })

  it('given a step-up that shows only after a silent renewal, then the user is asked, and a decline settles the request', async () => {
    let token = 'dead'
    const server = await serve(() => (token === 'dead' ? refusal : stepUp))
    const renew = async (): Promise<RenewResult> => {
      token = 'live'
      return 'renewed'
    }
    const asked = Promise.withResolvers<string>()
    const signIn = async ({ verdict }: HandlerContext): Promise<RenewResult> => {
      asked.resolve(verdict.reason)
      return 'declined'
    }
    const auth = createAuth({ origins: [server.url], renew, signIn })
    expect((await auth.fetch(server.url)).status).toBe(401)
    expect(await asked.promise).toBe('step-up')
    expect(server.hits).toHaveLength(2)
  })

  it('that is refused again is not a sign-out', async () => {
    const server = await serve(() => stepUp)
    const auth = createAuth({ origins: [server.url], signIn: async () => 'renewed' })
    expect((await auth.fetch(server.url)).status).toBe(401)
    expect(server.hits).toHaveLength(2)
    expect(auth.state.get().status).toBe('signed-in')
  })

  it('given a plain renewal that is pending, then the request is held back, and the step-up is asked for after it', async () => {
    const renewing = gate()
    const answered = gate()
    const asked: string[] = []
    const backend = await startBackend(({ path, headers }) =>
      path === '/gold' && !headers.authorization?.endsWith('+gold') ? stepUp : undefined,
    )
    const auth = createAuth({
      origins: [backend.url],
      authorize: backend.authorize,
      renew: async () => {
        asked.push('renew')
        await renewing.opened
        backend.refresh()
        return 'renewed'
      },
      signIn: async ({ verdict }) => {
        asked.push(`signIn ${verdict.remedy}`)
        // The step-up takes the plain token away: not before the plain request came through with it.
        await answered.opened
        backend.valid += '+gold'
        backend.refresh()
        return 'renewed'
      },
    })
    const plain = auth.fetch(`${backend.url}/api`)
    await until(() => expect(asked).toEqual(['renew']))
    const gold = auth.fetch(`${backend.url}/gold`)
    renewing.open()
    expect((await plain).status).toBe(200)
    answered.open()
    expect((await gold).status).toBe(200)
    expect(asked).toEqual(['renew', 'signIn step-up'])
  })
})

describe('a stale nonce', () => {
  it('is renewed without the user', async () => {
    let nonce = 'n1'
    const server = await serve(() => (nonce === 'n2' ? {} : staleNonce))
    const signIn = vi.fn(async (): Promise<RenewResult> => 'renewed')
    const auth = createAuth({
      origins: [server.url],
      renew: async ({ verdict }) => {
        nonce = verdict.nonce ?? ''
        return 'renewed'
      },
      signIn,
    })
    expect((await auth.fetch(server.url)).status).toBe(200)
    expect(signIn).not.toHaveBeenCalled()
  })

  it.each(['declined', 'renewed', 'no renew'] as const)('never asks the user nor signs out (%s)', async (temper) => {
    const server = await serve(() => staleNonce)
    const signIn = vi.fn(async (): Promise<RenewResult> => 'renewed')
    const auth = createAuth({
      origins: [server.url],
      signIn,
      ...(temper !== 'no renew' && { renew: async () => temper }),
    })
    auth.signedIn()
    expect((await auth.fetch(server.url)).status).toBe(401)
    expect(signIn).not.toHaveBeenCalled()
    expect(auth.state.get().status).toBe('signed-in')
  })

  it.each([
    ['that cannot be renewed does not keep a plain 401 from its sign-in', 'declined', 401, 1],
    ['that is renewed is a renewal for a plain 401 that waits, too', 'renewed', 200, 0],
  ] as const)('%s', async (_name, outcome, status, asked) => {
    const renewing = gate()
    const renew = vi.fn(async (): Promise<RenewResult> => {
      await renewing.opened
      if (outcome === 'renewed') backend.refresh()
      return outcome
    })
    const signIn = vi.fn(async (): Promise<RenewResult> => {
      backend.refresh()
      return 'renewed'
    })
    const backend = await startBackend(({ path, headers }) =>
      path === '/nonce' && headers.authorization === 'Bearer old' ? staleNonce : undefined,
    )
    const auth = createAuth({
      origins: [backend.url],
      authorize: backend.authorize,
      renew,
      signIn,
    })
    const seen = record(auth)
    const nonce = auth.fetch(`${backend.url}/nonce`)
    await until(() => expect(seen.verdicts).toHaveLength(1))
    const plain = auth.fetch(`${backend.url}/api`)
    await until(() => expect(seen.verdicts).toHaveLength(2))
    renewing.open()
    expect((await nonce).status).toBe(status)
    expect((await plain).status).toBe(200)
    expect(renew).toHaveBeenCalledTimes(1 + asked)
    expect(signIn).toHaveBeenCalledTimes(asked)
  })
})

describe('the app signs in or out by itself', () => {
  it('signedIn() sends those who wait again and ends the ask', async () => {
    const backend = await startBackend()
    const asked = gate<AbortSignal>()
    const auth = createAuth({
      origins: [backend.url],
      authorize: backend.authorize,
      signIn: ({ signal }) => {
        asked.open(signal)
        return new Promise(() => {})
      },
    })
    const seen = record(auth)
    const waiting = auth.fetch(`${backend.url}/api`)
    const signal = await asked.opened
    backend.refresh()
    auth.signedIn()
    expect((await waiting).status).toBe(200)
    expect(signal.aborted).toBe(true)
    expect(seen.types()).toEqual(['reauthenticate', 'signed-in'])
  })

  it('signedIn() inside the reauthenticate event spares the handlers', async () => {
    const backend = await startBackend()
    const renew = vi.fn(async (): Promise<RenewResult> => 'declined')
    const auth = createAuth({ origins: [backend.url], authorize: backend.authorize, renew })
    auth.on('reauthenticate', () => {
      backend.refresh()
      auth.signedIn()
    })
    expect((await auth.fetch(`${backend.url}/api`)).status).toBe(200)
    expect(renew).not.toHaveBeenCalled()
    expect(auth.state.get()).toEqual({ status: 'signed-in', generation: 1 })
  })

  it('signedOut() inside the reauthenticate event does so too', async () => {
    const server = await serve(() => refusal)
    const signIn = vi.fn(async (): Promise<RenewResult> => 'renewed')
    const auth = createAuth({ origins: [server.url], signIn })
    auth.on('reauthenticate', () => auth.signedOut())
    expect((await auth.fetch(server.url)).status).toBe(401)
    expect(signIn).not.toHaveBeenCalled()
    expect(auth.state.get()).toEqual({ status: 'signed-out', generation: 0 })
  })

  it('signedIn() by a subscriber of the state spares the handlers too', async () => {
    const backend = await startBackend()
    const renew = vi.fn(async (): Promise<RenewResult> => 'renewed')
    const auth = createAuth({ origins: [backend.url], authorize: backend.authorize, renew })
    auth.state.subscribe(({ status }) => {
      if (status !== 'renewing') return
      backend.refresh()
      auth.signedIn()
    })
    expect((await auth.fetch(`${backend.url}/api`)).status).toBe(200)
    expect(renew).not.toHaveBeenCalled()
    expect(auth.state.get()).toEqual({ status: 'signed-in', generation: 1 })
  })

  it('signedOut() settles those who wait with their refusal', async () => {
    const server = await serve(() => refusal)
    const asked = gate<AbortSignal>()
    const auth = createAuth({
      origins: [server.url],
      signIn: ({ signal }) => {
        asked.open(signal)
        return new Promise(() => {})
      },
    })
    const seen = record(auth)
    const waiting = auth.fetch(server.url)
    const signal = await asked.opened
    auth.signedOut()
    expect((await waiting).status).toBe(401)
    expect(signal.aborted).toBe(true)
    expect(seen.types()).toEqual(['reauthenticate', 'signed-out'])
    expect(auth.state.get().status).toBe('signed-out')
  })

  it('dispose() settles who waits, ends the ask, and asks nobody any more', async () => {
    const server = await serve(() => refusal)
    const asked = gate<AbortSignal>()
    const signIn = vi.fn(({ signal }: HandlerContext) => {
      asked.open(signal)
      return new Promise<RenewResult>(() => {})
    })
    const auth = createAuth({ origins: [server.url], signIn })
    const seen = record(auth)
    const waiting = auth.fetch(server.url)
    const signal = await asked.opened
    auth.dispose()
    expect((await waiting).status).toBe(401)
    expect(signal.aborted).toBe(true)
    expect((await auth.fetch(server.url)).status).toBe(401)
    expect(signIn).toHaveBeenCalledOnce()
    expect(seen.types()).toEqual(['reauthenticate'])
  })
})
