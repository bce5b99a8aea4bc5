import { getResponse, http, HttpResponse } from 'msw'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createAuth, isAuthError, verdictOf } from 'why401'
import { createTestAuth, refuse, responses } from 'why401/testing'

const url = 'https://app.test/api'
afterEach(() => vi.useRealTimers())

describe('createTestAuth', () => {
  it('a renewal ends when the test says so: several requests, one renewal', async () => {
    const { auth, renewal, requests } = createTestAuth({
      respond: () => (requests.length > 3 ? responses.ok({ n: 1 }) : responses.tokenExpired()),
    })
    const all = Promise.all([1, 2, 3].map(() => auth.fetch(url)))
    expect((await renewal.called()).verdict.reason).toBe('token-expired')
    expect([renewal.pending, auth.state.get().status]).toEqual([1, 'renewing'])
    renewal.finish()
    expect((await all).map(({ status }) => status)).toEqual([200, 200, 200])
    // Equal requests that wait are sent again once, for all of them.
    expect([renewal.calls.length, renewal.pending, requests.length]).toEqual([1, 0, 4])
  })

  it('given a renewal that declines → the sign-in, which the test ends, too', async () => {
    const { auth, renewal, signIn, requests } = createTestAuth({
      respond: () => (requests.length > 1 ? responses.ok() : responses.sessionExpired()),
      renews: false,
    })
    const response = auth.fetch(url)
    await signIn.called()
    signIn.finish('renewed')
    expect((await response).status).toBe(200)
    expect(renewal.calls).toEqual([])
  })

  it('given a renewal and a sign-in that fail → the refusal', async () => {
    const { auth, renewal, signIn } = createTestAuth({ respond: () => responses.tokenExpired() })
    const response = auth.strictFetch(url).catch((error: unknown) => error)
    await renewal.called()
    renewal.fail(new Error('invalid_grant'))
    await signIn.called()
    signIn.finish('declined')
    expect(isAuthError(await response)).toBe(true)
    expect(auth.state.get().status).toBe('signed-out')
  })

  it.each(['https://app.test/api', '/api'])(
    'given a page of another origin, as in jsdom, counts answers of %s',
    async (path) => {
      vi.stubGlobal('location', new URL('http://localhost:3000/'))
      vi.stubGlobal('document', { baseURI: 'http://localhost:3000/' })
      onTestFinished(() => void vi.unstubAllGlobals())
      const { auth } = createTestAuth({ respond: () => responses.thirdPartyKey('meteo') })
      expect(verdictOf(await auth.fetch(path))?.kind).toBe('third-party-key-invalid')
    },
  )

  it.each([
    ['renew', '`renewal.finish`'],
    ['signIn', '`signIn.finish`'],
    ['fetch', '`respond`'],
  ])('given `%s`, which the test itself decides → a TypeError that names %s', (option, instead) => {
    const create = (): unknown => createTestAuth({ [option]: () => undefined })
    expect(create).toThrow(TypeError(`createTestAuth: \`${option}\` is not an option; use ${instead}`))
  })

  it('works with fake timers: a renewal that never ends is given up', async () => {
    vi.useFakeTimers()
    const { auth } = createTestAuth({ respond: () => responses.tokenExpired(), signsIn: false, maxWait: 60_000 })
    const response = auth.fetch(url)
    await vi.advanceTimersByTimeAsync(60_000)
    expect((await response).status).toBe(401)
  })
})

/** What msw answers by these handlers. `msw/node` would leave marks on the globals that other tests look at. */
const answerBy = (handlers: Parameters<typeof getResponse>[0]): typeof fetch => {
  return async (input, init) => {
    const response = await getResponse(handlers, new Request(input, init))
    if (response === undefined) throw new Error('no handler answered')
    return response
  }
}

describe('refuse with msw', () => {
  it.each([
    ['once', { times: 1 }, [401, 200, 200, 200]],
    ['always', {}, [401, 401, 401, 401]],
    ['after 2', { after: 2 }, [200, 200, 401, 401]],
    ['after 1, once', { after: 1, times: 1 }, [200, 401, 200, 200]],
  ])('%s', async (_name, options, statuses) => {
    const handlers = [
      http.all(url, refuse(responses.tokenExpired(), options)),
      http.get(url, () => HttpResponse.json({ ok: true })),
    ]
    const auth = createAuth({ origins: ['https://app.test'], fetch: answerBy(handlers) })
    const seen: number[] = []
    for (const _ of statuses) seen.push((await auth.fetch(url)).status)
    expect(seen).toEqual(statuses)
  })

  it('given createTestAuth without answers → the global fetch answers, and the verdict is the product’s own', async () => {
    vi.stubGlobal(
      'fetch',
      answerBy([
        http.get(
          url,
          refuse(() => responses.thirdPartyKey('slack')),
        ),
      ]),
    )
    onTestFinished(() => void vi.unstubAllGlobals())
    const { auth } = createTestAuth()
    expect(verdictOf(await auth.fetch(url))).toMatchObject({ kind: 'third-party-key-invalid', integration: 'slack' })
  })

  it.each([
    ['after', { after: -1 }],
    ['times', { times: '1' as never }],
  ])('given a wrong `%s` → a TypeError that names it', (name, options) => {
    expect(() => refuse(responses.ok(), options)).toThrow(TypeError(`refuse: \`${name}\` must be a number of requests`))
  })
})
