import { createApp, toWebHandler } from 'h3'
import { describe, expect, it } from 'vitest'
import { type Backend, startBackend } from '../backend/backend.ts'
import { createReportsHandler } from './nuxt.ts'

/** The handler in h3, which Nuxt's server is; Nuxt itself is not started. */
async function ask(backend: Backend, token: string, method = 'GET') {
  const handle = toWebHandler(createApp({ onError: () => {} }).use(createReportsHandler(backend.url)))
  const headers = { cookie: `token=${token}; refresh=r` }
  const response = await handle(new Request('https://app.example.com/api/reports', { method, headers }))
  const [cookie] = response.headers.getSetCookie()
  return { status: response.status, token: /^token=([^;]+)/.exec(cookie ?? '')?.[1], body: await response.text() }
}

describe('an event handler of Nuxt', () => {
  it('given a valid token → the data, and no cookie', async () => {
    const backend = await startBackend()
    const { status, token, body } = await ask(backend, backend.issue())
    expect([status, token, JSON.parse(body)]).toEqual([200, undefined, { reports: ['May', 'June'] }])
  })

  it('given an expired token → one renewal, the data, and the new token in a cookie', async () => {
    const backend = await startBackend()
    const { status, token } = await ask(backend, 'expired')
    expect([status, backend.isValid(token)]).toEqual([200, true])
    expect(backend.count('POST /token/refresh')).toBe(1)
  })

  it('given a refused renewal → 401 with the reason', async () => {
    const backend = await startBackend()
    backend.setRefresh('is refused')
    const { status, body } = await ask(backend, 'expired')
    expect(status).toBe(401)
    expect(body).toContain('token-expired')
  })

  it('given a missing scope → 403, and nothing is renewed', async () => {
    const backend = await startBackend()
    expect((await ask(backend, backend.issue(), 'DELETE')).status).toBe(403)
    expect(backend.count('POST /token/refresh')).toBe(0)
  })

  it('given two users at once → each gets a token of its own', async () => {
    const backend = await startBackend()
    const [first, second] = await Promise.all([ask(backend, 'expired 1'), ask(backend, 'expired 2')])
    expect([backend.isValid(first.token), backend.isValid(second.token)]).toEqual([true, true])
    expect(first.token).not.toBe(second.token)
  })
})
