import { describe, expect, it, vi } from 'vitest'
import { createAppAuth, type Ui } from '../../examples/first-steps/auth.ts'
import { serve } from '../fetch/server.ts'

interface Shape {
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

/** What ordinary backends answer to an expired access token. */
const shapes: readonly (readonly [name: string, Shape])[] = [
  ['express-jwt', { body: { message: 'jwt expired' } }],
  ['a bare 401', {}],
  ['NestJS', { body: { message: 'Unauthorized', statusCode: 401 } }],
  ['DRF simplejwt', { body: { detail: 'Given token not valid for any token type', code: 'token_not_valid' } }],
  ['RFC 6750', { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }],
  ['RFC 6750 with a realm', { headers: { 'www-authenticate': 'Bearer realm="api", error="invalid_token"' } }],
  ['FastAPI', { body: { detail: 'Could not validate credentials' }, headers: { 'www-authenticate': 'Bearer' } }],
  ['Laravel Sanctum', { body: { message: 'Unauthenticated.' } }],
  ['Spring', { headers: { 'www-authenticate': 'Bearer' } }],
  ['devise-jwt', { body: 'Signature has expired', headers: { 'content-type': 'text/plain' } }],
]

let backends = 0

/** A backend that knows one access token, which only a refresh gives: whatever the page holds is dead. */
async function start(shape: Shape, { refresh = 200 }: { readonly refresh?: number } = {}) {
  backends += 1
  const accessToken = `token-${backends}`
  const server = await serve(({ path, method, headers }) => {
    if (path === '/token/refresh') return { status: refresh, body: { access_token: accessToken, expires_in: 3600 } }
    if (path === '/session' && method === 'POST') {
      return { status: 401, body: { message: 'Invalid username or password' } }
    }
    if (headers.authorization === `Bearer ${accessToken}`) return { body: { ok: true } }
    return { status: 401, ...shape }
  })
  const ui = {
    askToSignIn: vi.fn<Ui['askToSignIn']>(async () => undefined),
    askToReconnect: vi.fn<Ui['askToReconnect']>(),
    showNotice: vi.fn<Ui['showNotice']>(),
  }
  return { server, ui, accessToken, auth: createAppAuth(server.url, ui) }
}

describe.each(shapes)('the first block of the README, given %s for an expired token', (_name, shape) => {
  it.each(['/reports', '/integrations/slack/channels'])(
    'then a request to %s succeeds, and no user is asked',
    async (path) => {
      const { server, ui, auth } = await start(shape)
      const answers = await Promise.all([1, 2, 3].map(() => auth.fetch(server.url + path)))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
      expect(server.paths().filter((asked) => asked === '/token/refresh')).toHaveLength(1)
      expect(ui.askToSignIn).not.toHaveBeenCalled()
      expect(ui.askToReconnect).not.toHaveBeenCalled()
      auth.dispose()
    },
  )
})

describe('the first block of the README', () => {
  it('given a refused refresh, then the user is asked once, however many requests were refused', async () => {
    const { server, ui, auth } = await start({}, { refresh: 401 })
    const answers = await Promise.all([1, 2, 3].map((n) => auth.fetch(`${server.url}/reports/${n}`)))
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401])
    expect(ui.askToSignIn).toHaveBeenCalledOnce()
    auth.dispose()
  })

  it('given a refused refresh and a user who signs in, then the requests that waited are sent with the new token', async () => {
    const { server, ui, accessToken, auth } = await start({}, { refresh: 401 })
    ui.askToSignIn.mockResolvedValue({ access_token: accessToken })
    const answers = await Promise.all([1, 2].map((n) => auth.fetch(`${server.url}/reports/${n}`)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(ui.askToSignIn).toHaveBeenCalledOnce()
    auth.signedOut()
    expect((await auth.fetch(`${server.url}/reports/3`)).status).toBe(401)
    expect(server.hits.at(-1)?.headers.authorization).toBeUndefined()
    auth.dispose()
  })

  it('given a refresh that fails for the moment, then no user is asked, and the login stays', async () => {
    const { server, ui, auth } = await start({}, { refresh: 503 })
    expect((await auth.fetch(`${server.url}/reports`)).status).toBe(401)
    expect(ui.askToSignIn).not.toHaveBeenCalled()
    expect(auth.state.get().status).toBe('unknown')
    auth.dispose()
  })

  it('given a wrong password, then the form gets its refusal, and nothing is renewed', async () => {
    const { server, ui, auth } = await start({})
    const response = await auth.fetch(`${server.url}/session`, { method: 'POST', body: '{}' })
    expect(response.status).toBe(401)
    expect(server.paths()).toEqual(['/session'])
    expect(ui.askToSignIn).not.toHaveBeenCalled()
    auth.dispose()
  })
})
