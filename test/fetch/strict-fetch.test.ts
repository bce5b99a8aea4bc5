import { create, isAxiosError } from 'axios'
import { afterEach, describe, expect, it } from 'vitest'
import { AuthError, createAuth, type AuthOptions, isAuthError, verdictOf } from 'why401'
import { type Answer, keyRefused, refusal, serve } from './server.ts'

async function start(answer: Answer, options: AuthOptions = {}) {
  const server = await serve(() => answer)
  return { server, auth: createAuth({ origins: [server.url], ...options }) }
}

const thrownBy = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => undefined, (error: unknown) => error) // prettier-ignore

const page = '<!doctype html><title>Sign in</title><form action="/login"><input type="password"></form>'
const inspect: AuthOptions = { routes: [{ path: '/*', inspect: true }] }
const before = globalThis.fetch
afterEach(() => {
  globalThis.fetch = before
})

describe('strictFetch', () => {
  it.each<[string, Answer, AuthOptions, string]>([
    ['401', refusal, {}, 'reauthenticate'],
    ['403', { status: 403 }, {}, 'forbidden'],
    ['403 with the problem type', keyRefused('mail'), {}, 'third-party-key-invalid'],
    ['401 at the sign-in', { status: 401 }, { routes: [{ path: '/', role: 'sign-in' }] }, 'credentials-rejected'],
    ['200 with a login page', { headers: { 'content-type': 'text/html' }, body: page }, inspect, 'reauthenticate'],
    [
      '200 with a GraphQL error',
      { body: { data: null, errors: [{ message: 'no', extensions: { code: 'FORBIDDEN' } }] } },
      inspect,
      'forbidden',
    ],
    ['200 with a status inside', { body: { authenticated: false } }, inspect, 'reauthenticate'],
  ])('given %s → rejects with an AuthError whose response can be read', async (_name, answer, options, kind) => {
    // prettier-ignore
    const { server, auth } = await start(answer, options)
    const error = await thrownBy(auth.strictFetch(server.url))
    expect(error).toBeInstanceOf(AuthError)
    if (!isAuthError(error)) return
    expect(error.verdict.kind).toBe(kind)
    expect(verdictOf(error.response)).toBe(error.verdict)
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? '').replace(/^""$/, '')
    expect(await error.response?.text()).toBe(text)
  })

  it.each([200, 204, 400, 404, 429, 500])('given %i, no matter of auth → resolves', async (status) => {
    const { server, auth } = await start({ status })
    expect((await auth.strictFetch(server.url)).status).toBe(status)
  })

  it('renews and sends again as fetch does, and rejects when that did not help', async () => {
    const server = await serve(({ path }) => (path === '/fixed' && server.hits.length > 1 ? { body: {} } : refusal))
    const auth = createAuth({ origins: [server.url], renew: async () => 'renewed' })
    expect((await auth.strictFetch(`${server.url}/fixed`)).status).toBe(200)
    expect(isAuthError(await thrownBy(auth.strictFetch(`${server.url}/broken`)))).toBe(true)
  })

  it('has the name and length of fetch, and what fetch rejects with', async () => {
    const { auth } = await start({})
    expect([auth.strictFetch.name, auth.strictFetch.length]).toEqual(['fetch', 1])
    expect(await thrownBy(auth.strictFetch('http://127.0.0.1:1'))).toBeInstanceOf(TypeError)
    const aborted = await thrownBy(auth.strictFetch('http://127.0.0.1:1', { signal: AbortSignal.abort() }))
    expect(aborted).toMatchObject({ name: 'AbortError' })
  })

  it.each([[{ Request, Response }], [{}]])(
    'given axios over it (env %o) → isAuthError, with the whole verdict',
    async (env) => {
      const { server, auth } = await start(keyRefused('mail'))
      const api = create({ adapter: 'fetch', env: { fetch: auth.strictFetch, ...env } as object })
      const error = await thrownBy(api.get(server.url))
      expect(isAxiosError(error)).toBe(true)
      expect(isAuthError(error)).toBe(true)
      expect(verdictOf(error)).toMatchObject({ kind: 'third-party-key-invalid', integration: 'mail' })
    },
  )

  it('given it in place of the global fetch → sends each request once', async () => {
    const { server, auth } = await start(refusal)
    globalThis.fetch = auth.strictFetch
    expect(isAuthError(await thrownBy(globalThis.fetch(server.url)))).toBe(true)
    expect((await auth.fetch(server.url)).status).toBe(401)
    expect(server.hits).toHaveLength(2)
  })
})
