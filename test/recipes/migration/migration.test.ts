import type { AxiosInstance } from 'axios'
import type { KyInstance } from 'ky'
import { describe, expect, it, vi } from 'vitest'
import { startBackend } from '../backend/backend.ts'
import type { Api, Session } from './api.ts'
import { createApi as createAuthRefreshApi } from './axios-auth-refresh-before.ts'
import { createApi as createAxiosApi } from './axios-interceptors-after.ts'
import { createApi as createInterceptorsApi } from './axios-interceptors-before.ts'
import { createApi as createKyApi } from './ky-after.ts'
import { createApi as createKyHooksApi } from './ky-before.ts'

type Create = (url: string, session: Session) => Api

const overAxios =
  (create: (url: string, session: Session) => AxiosInstance): Create =>
  (url, session) => {
    const api = create(url, session)
    return {
      get: async (path) => (await api.get<unknown>(path)).data,
      post: async (path) => (await api.post<unknown>(path)).data,
    }
  }
const overKy =
  (create: (url: string, session: Session) => KyInstance): Create =>
  (url, session) => {
    const api = create(url, session)
    return { get: (path) => api.get(path.slice(1)).json(), post: (path) => api.post(path.slice(1)).json() }
  }

interface Cost {
  /** Renewals for five requests, and how many of them are answered. */
  readonly crowd: number
  readonly answered: number
  /** Renewals for two requests, one of which is refused when the renewal is over. */
  readonly late: number
  /** Sign-outs for a renewal that is refused to two requests, and then to one. */
  readonly signOuts: number
}

/** What each pays for five requests with an expired token, and for one that is refused when the renewal is over. */
const clients: readonly (readonly [string, Create, Cost])[] = [
  ['axios, interceptors', overAxios(createInterceptorsApi), { crowd: 1, answered: 5, late: 2, signOuts: 3 }],
  // While it renews, it hands a 401 of what was sent before to the caller.
  ['axios-auth-refresh', overAxios(createAuthRefreshApi), { crowd: 1, answered: 1, late: 2, signOuts: 2 }],
  ['axios with why401', overAxios(createAxiosApi), { crowd: 1, answered: 5, late: 1, signOuts: 1 }],
  ['ky, beforeRetry', overKy(createKyHooksApi), { crowd: 5, answered: 5, late: 2, signOuts: 3 }],
  ['ky with why401', overKy(createKyApi), { crowd: 1, answered: 5, late: 1, signOuts: 1 }],
]

async function start(create: Create) {
  const backend = await startBackend()
  const signOut = vi.fn()
  const api = create(backend.url, { token: backend.issue(), signOut })
  const renewals = (): number => backend.count('POST /token/refresh')
  return { backend, api, signOut, renewals }
}

describe.each(clients)('%s', (name, create, { crowd, answered, late, signOuts }) => {
  const isOurs = name.endsWith('why401')

  it(`given five requests that are refused before the renewal ends → ${crowd} renewal(s), ${answered} answered`, async () => {
    const { backend, api, renewals } = await start(create)
    const renewal = backend.hold('/token/refresh')
    backend.expire()
    const asked = Promise.allSettled([1, 2, 3, 4, 5].map((page) => api.get(`/api/reports?page=${page}`)))
    await vi.waitUntil(() => backend.countAnswered('GET /api/reports') === 5 && renewals() >= crowd)
    renewal.release()
    expect((await asked).filter(({ status }) => status === 'fulfilled')).toHaveLength(answered)
    expect(renewals()).toBe(crowd)
  })

  it(`given a refusal that comes after the renewal → ${late} renewal(s)`, async () => {
    const { backend, api, renewals } = await start(create)
    const slow = backend.hold('/api/slow')
    backend.expire()
    const answer = api.get('/api/slow')
    await vi.waitUntil(() => backend.count('GET /api/slow') === 1)
    await api.get('/api/reports')
    slow.release()
    expect(await answer).toEqual({ reports: ['May', 'June'] })
    expect(renewals()).toBe(late)
  })

  it(`given a refused renewal, two requests that wait and one later → ${signOuts} sign-out(s)`, async () => {
    const { backend, api, signOut } = await start(create)
    const renewal = backend.hold('/token/refresh')
    backend.expire()
    backend.setRefresh('is refused')
    const asked = Promise.allSettled([api.get('/api/reports'), api.get('/api/reports?page=2')])
    await vi.waitUntil(() => backend.countAnswered('GET /api/reports') === 2)
    renewal.release()
    await asked
    await expect(api.get('/api/reports')).rejects.toThrow()
    expect(signOut).toHaveBeenCalledTimes(signOuts)
  })

  it(`given a POST with an expired token → it is ${name === 'ky, beforeRetry' ? 'not ' : ''}sent again`, async () => {
    const { backend, api } = await start(create)
    backend.expire()
    const status = await api.post('/api/reports').then(
      () => 'answered',
      () => 'failed',
    )
    expect(status).toBe(name === 'ky, beforeRetry' ? 'failed' : 'answered')
  })

  it(`given a renewal that is down → ${isOurs ? 'no ' : 'a '}sign-out`, async () => {
    const { backend, api, signOut } = await start(create)
    backend.expire()
    backend.setRefresh('is down')
    await expect(api.get('/api/reports')).rejects.toThrow()
    expect(signOut).toHaveBeenCalledTimes(isOurs ? 0 : 1)
  })
})
