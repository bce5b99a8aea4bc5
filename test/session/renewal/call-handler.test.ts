import { HTTPError } from 'ky'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type HandlerContext, type AuthOptions, AuthError, classify, createAuth, type RenewResult } from 'why401'
import { refusal, serve } from '../../fetch/server.ts'
import { record } from '../backend.ts'

/** What `renew` throws with ky, when the token endpoint answers with `status`. */
function httpError(status: number): HTTPError {
  return new HTTPError(new Response(null, { status }), new Request('http://127.0.0.1/token'), {} as never)
}

/** Two requests at once against a server that refuses all; what became of them. */
async function refuseTwo(options: AuthOptions) {
  const server = await serve(() => refusal)
  const auth = createAuth({ origins: [server.url], ...options })
  auth.signedIn()
  const seen = record(auth)
  const responses = await Promise.all([auth.fetch(`${server.url}/a`), auth.fetch(`${server.url}/b`)])
  return {
    auth,
    seen,
    server,
    statuses: responses.map(({ status }) => status),
    bodies: await Promise.all(responses.map((response) => response.json())),
  }
}

let reported: unknown[]

beforeEach(() => {
  reported = []
  vi.spyOn(console, 'error').mockImplementation((error: unknown) => void reported.push(error))
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** What `renew` throws, and what may pass by itself. */
const passing: readonly { readonly name: string; readonly error: () => unknown }[] = [
  { name: 'a network error', error: () => new TypeError('fetch failed') },
  { name: '503 of ky', error: () => httpError(503) },
  { name: '429 of ky', error: () => httpError(429) },
  { name: '408 of ky', error: () => httpError(408) },
  { name: '425 of ky', error: () => httpError(425) },
  { name: '500 of ofetch', error: () => Object.assign(new Error('500'), { status: 500 }) },
  { name: '502 of axios', error: () => Object.assign(new Error('502'), { response: { status: 502 } }) },
  { name: 'status 0 of XMLHttpRequest', error: () => Object.assign(new Error('offline'), { status: 0 }) },
  { name: '503 in the message', error: () => new Error('refresh failed: 503') },
  { name: 'a time-out of auth0-spa-js', error: () => Object.assign(new Error('Timeout'), { error: 'timeout' }) },
  { name: 'no network of MSAL', error: () => Object.assign(new Error(), { errorCode: 'no_network_connectivity' }) },
]

describe('renew throws for a reason that may pass', () => {
  it.each(passing)(
    '$name: everybody settles with the own refusal, nobody is signed out or asked',
    async ({ error }) => {
      const signIn = vi.fn(async (): Promise<RenewResult> => 'renewed')
      const { auth, seen, statuses, bodies } = await refuseTwo({ renew: () => Promise.reject(error()), signIn })
      expect(statuses).toEqual([401, 401])
      expect(bodies).toEqual([refusal.body, refusal.body])
      expect(signIn).not.toHaveBeenCalled()
      expect(seen.types()).toEqual(['reauthenticate'])
      expect(auth.state.get()).toEqual({ status: 'signed-in', generation: 1 })
      expect(reported).toEqual([])
    },
  )

  it('given failures in a row, then renew is called again only after a pause that grows', async () => {
    vi.useFakeTimers()
    const origin = 'https://app.example'
    const attempts: number[] = []
    let token = 'bad'
    const auth = createAuth({
      origins: [origin],
      tabs: false,
      token: () => token,
      fetch: async (input, init) => {
        const { headers } = new Request(input, init)
        return new Response(null, { status: headers.get('authorization') === 'Bearer good' ? 200 : 401 })
      },
      renew: async ({ attempt }) => {
        attempts.push(attempt)
        if (attempt < 3) throw httpError(503)
        token = 'good'
        return 'renewed'
      },
    })
    for (let index = 0; index < 5; index += 1) await auth.fetch(origin)
    expect(attempts).toEqual([1])
    await vi.advanceTimersByTimeAsync(1_000)
    await auth.fetch(origin)
    await vi.advanceTimersByTimeAsync(1_999)
    await auth.fetch(origin)
    expect(attempts).toEqual([1, 2])
    await vi.advanceTimersByTimeAsync(1)
    expect((await auth.fetch(origin)).status).toBe(200)
    token = 'bad'
    await auth.fetch(origin)
    expect(attempts).toEqual([1, 2, 3, 1])
  })
})

describe('renew is refused for good', () => {
  it.each([400, 401, 403])('an error with status %i goes on to signIn', async (status) => {
    const signIn = vi.fn(async (_ask: HandlerContext): Promise<RenewResult> => 'declined')
    const { seen, statuses } = await refuseTwo({ renew: () => Promise.reject(httpError(status)), signIn })
    expect(statuses).toEqual([401, 401])
    expect(signIn).toHaveBeenCalledOnce()
    expect(seen.types()).toEqual(['reauthenticate', 'signed-out'])
    expect(reported).toEqual([])
  })

  it.each<[string, unknown]>([
    ['oidc-client-ts', Object.assign(new Error('Token is not active'), { error: 'invalid_grant' })],
    ['auth0-spa-js', Object.assign(new Error('Login required'), { error: 'login_required' })],
    ['MSAL', Object.assign(new Error(), { name: 'InteractionRequiredAuthError', errorCode: 'interaction_required' })],
    ['keycloak-js', undefined],
    ['a status in the message', new Error('refresh failed: 401')],
    ['a cause', new Error('no token', { cause: { response: { status: 403 } } })],
  ])('so does what %s throws', async (_name, error) => {
    const signIn = vi.fn(async (): Promise<RenewResult> => 'declined')
    await refuseTwo({ renew: () => Promise.reject(error), signIn })
    expect(signIn).toHaveBeenCalledOnce()
    expect(reported).toEqual([])
  })

  it('an error that nothing explains goes on to signIn, and is reported', async () => {
    const error = new Error('E_LOCKED')
    const signIn = vi.fn(async (): Promise<RenewResult> => 'declined')
    await refuseTwo({ renew: () => Promise.reject(error), signIn })
    expect(signIn).toHaveBeenCalledOnce()
    expect(reported).toEqual([error])
  })

  it.each([true, undefined, 'renewed'])('renew that resolves to %j has renewed', async (result) => {
    const { auth } = await refuseTwo({ renew: async () => result as RenewResult })
    expect(auth.state.get()).toEqual({ status: 'signed-in', generation: 2 })
  })

  it.each([false, null, 'declined'])('renew that resolves to %j has declined', async (result) => {
    const { seen } = await refuseTwo({ renew: async () => result as RenewResult })
    expect(seen.types()).toEqual(['reauthenticate', 'signed-out'])
  })

  it('so does an AuthError of our own ky', async () => {
    const response = new Response(null, { status: 401 })
    const error = new AuthError(await classify(response), { cause: httpError(401), response })
    const signIn = vi.fn(async (): Promise<RenewResult> => 'renewed')
    await refuseTwo({ renew: () => Promise.reject(error), signIn })
    expect(signIn).toHaveBeenCalledOnce()
  })

  it('an exception of signIn is reported, and signs out', async () => {
    const error = new Error('the dialog broke')
    const { seen, statuses } = await refuseTwo({ signIn: () => Promise.reject(error) })
    expect(statuses).toEqual([401, 401])
    expect(seen.types()).toEqual(['reauthenticate', 'signed-out'])
    expect(reported).toEqual([error])
  })
})

describe('handlers of bad manners', () => {
  it.each([7, 'renew', {}])(
    'renew that resolves to %j is reported as a TypeError, and everybody settles',
    async (rubbish) => {
      const { auth, statuses } = await refuseTwo({ renew: async () => rubbish as RenewResult })
      expect(statuses).toEqual([401, 401])
      expect(reported).toEqual([
        new TypeError('createAuth: `renew` must resolve to "renewed", "declined", a boolean or nothing'),
      ])
      expect(auth.state.get().status).toBe('signed-in')
    },
  )

  it('uses reportError where there is one', async () => {
    const reportError = vi.fn()
    vi.stubGlobal('reportError', reportError)
    await refuseTwo({ signIn: async () => 'yes' as RenewResult })
    expect(reportError).toHaveBeenCalledExactlyOnceWith(
      new TypeError('createAuth: `signIn` must resolve to "renewed", "declined", a boolean or nothing'),
    )
    expect(reported).toEqual([])
  })

  it('a handler that is not async may throw or return as it likes', async () => {
    const thrown = new Error('sync')
    const { statuses } = await refuseTwo({
      renew: () => {
        throw thrown
      },
    })
    expect(statuses).toEqual([401, 401])
    expect(reported).toEqual([thrown])
    const plain = await refuseTwo({ renew: (() => 'declined') as never })
    expect(plain.seen.types()).toEqual(['reauthenticate', 'signed-out'])
  })
})

describe('handlers that do not settle', () => {
  const url = 'https://app.example/api'
  let open: boolean

  /** No network here: time is the subject. */
  const start = (options: AuthOptions) => {
    const send = vi.fn<typeof fetch>(async () => new Response(null, { status: open ? 200 : 401 }))
    const auth = createAuth({ origins: [new URL(url).origin], fetch: send, ...options })
    const settled = vi.fn()
    const waiting = auth.fetch(url)
    void waiting.then(settled)
    return { auth, send, waiting, settled, seen: record(auth) }
  }

  beforeEach(() => {
    open = false
    vi.useFakeTimers()
  })

  it('renew is given 30 s; what fails then is not a sign-out', async () => {
    const signals: AbortSignal[] = []
    const { auth, waiting, settled, seen } = start({
      renew: ({ signal }) => {
        signals.push(signal)
        return new Promise(() => {})
      },
    })
    await vi.advanceTimersByTimeAsync(29_999)
    expect(settled).not.toHaveBeenCalled()
    expect(auth.state.get().status).toBe('renewing')
    await vi.advanceTimersByTimeAsync(1)
    expect((await waiting).status).toBe(401)
    expect(signals[0]?.aborted).toBe(true)
    expect(seen.types()).toEqual(['reauthenticate'])
    expect(auth.state.get().status).toBe('unknown')
  })

  it('a shorter maxWait bounds renew as well', async () => {
    const { waiting } = start({ maxWait: 1_000, renew: () => new Promise(() => {}) })
    await vi.advanceTimersByTimeAsync(1_000)
    expect((await waiting).status).toBe(401)
  })

  it('given a slow renew, then a request waits no longer than maxWait in all, and the dialog stays for as long', async () => {
    const { waiting, settled, seen } = start({
      maxWait: 60_000,
      renew: () =>
        new Promise((resolve) => {
          setTimeout(resolve, 20_000, 'declined')
        }),
      signIn: () => new Promise(() => {}),
    })
    await vi.advanceTimersByTimeAsync(59_999)
    expect(settled).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect((await waiting).status).toBe(401)
    expect(seen.types()).toEqual(['reauthenticate'])
    await vi.advanceTimersByTimeAsync(20_000)
    expect(seen.types()).toEqual(['reauthenticate', 'signed-out'])
  })

  it('signIn is given five minutes where the app does not say', async () => {
    const { waiting, settled } = start({ signIn: () => new Promise(() => {}) })
    await vi.advanceTimersByTimeAsync(299_999)
    expect(settled).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect((await waiting).status).toBe(401)
  })

  it('a sign-in that comes after we gave up still counts', async () => {
    const { auth, send, waiting, seen } = start({
      maxWait: 1_000,
      signIn: () =>
        new Promise((resolve) => {
          setTimeout(resolve, 5_000, 'renewed')
        }),
    })
    await vi.advanceTimersByTimeAsync(1_000)
    expect((await waiting).status).toBe(401)
    open = true
    await vi.advanceTimersByTimeAsync(4_000)
    expect(seen.types()).toEqual(['reauthenticate', 'signed-out', 'signed-in'])
    expect(auth.state.get()).toEqual({ status: 'signed-in', generation: 1 })
    // It had settled already: nothing is sent behind the caller's back.
    expect(send).toHaveBeenCalledOnce()
  })

  it('what comes after dispose() or a sign-in by the app counts no more', async () => {
    const options: AuthOptions = {
      signIn: () =>
        new Promise((resolve) => {
          setTimeout(resolve, 5_000, 'renewed')
        }),
    }
    const disposed = start(options)
    const signedIn = start(options)
    await vi.advanceTimersByTimeAsync(1_000)
    disposed.auth.dispose()
    signedIn.auth.signedIn()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(disposed.auth.state.get().generation).toBe(0)
    expect(signedIn.auth.state.get().generation).toBe(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('leaves no timer behind when all went well', async () => {
    const { waiting } = start({
      renew: async () => {
        open = true
        return 'renewed'
      },
    })
    expect((await waiting).status).toBe(200)
    expect(vi.getTimerCount()).toBe(0)
  })
})
