import { NextRequest } from 'next/server'
import { describe, expect, it } from 'vitest'
import { type Backend, startBackend } from '../backend/backend.ts'
import { createReportsRoute, loadReports } from './next-route.ts'

/** What Next calls, with a request of its own class; Next itself is not started. */
function ask(backend: Backend, token: string, method = 'GET') {
  const headers = { cookie: `token=${token}; refresh=r` }
  return createReportsRoute(backend.url)(new NextRequest('https://app.example.com/api/reports', { method, headers }))
}

describe('a route handler of Next', () => {
  it('given a valid token → the data, and no cookie', async () => {
    const backend = await startBackend()
    const response = await ask(backend, backend.issue())
    expect([response.status, await response.json()]).toEqual([200, { reports: ['May', 'June'] }])
    expect(response.cookies.get('token')).toBeUndefined()
  })

  it('given an expired token → one renewal, the data, and the new token in a cookie', async () => {
    const backend = await startBackend()
    const response = await ask(backend, 'expired')
    expect(response.status).toBe(200)
    expect(backend.isValid(response.cookies.get('token')?.value)).toBe(true)
    expect(backend.count('POST /token/refresh')).toBe(1)
  })

  it('given a refused renewal → the page gets the refusal, with its challenge', async () => {
    const backend = await startBackend()
    backend.setRefresh('is refused')
    const response = await ask(backend, 'expired')
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toContain('invalid_token')
  })

  it('given a missing scope → 403, and nothing is renewed', async () => {
    const backend = await startBackend()
    expect((await ask(backend, backend.issue(), 'DELETE')).status).toBe(403)
    expect(backend.count('POST /token/refresh')).toBe(0)
  })

  it('given two users at once → each gets a token of its own', async () => {
    const backend = await startBackend()
    const [first, second] = await Promise.all([ask(backend, 'expired 1'), ask(backend, 'expired 2')])
    expect(first.cookies.get('token')?.value).not.toBe(second.cookies.get('token')?.value)
    expect(backend.count('POST /token/refresh')).toBe(2)
  })
})

describe('a server component of Next', () => {
  it('given a valid token → the data', async () => {
    const backend = await startBackend()
    expect(await loadReports(backend.url, backend.issue())).toEqual({ data: { reports: ['May', 'June'] } })
  })

  it.each([undefined, 'expired'])('given the token %s → the login page', async (token) => {
    const backend = await startBackend()
    // What `redirect` throws for Next to catch.
    await expect(loadReports(backend.url, token)).rejects.toMatchObject({
      digest: expect.stringMatching(/^NEXT_REDIRECT;\w+;\/login\?returnTo=\/reports;/) as unknown,
    })
  })
})
