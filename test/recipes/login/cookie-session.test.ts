import { afterEach, describe, expect, it, vi } from 'vitest'
import { verdictOf } from 'why401'
import { password, startBackend } from '../backend/backend.ts'
import { createCookieLogin } from './cookie-session.ts'

afterEach(() => vi.unstubAllGlobals())

/** The part of a browser that keeps cookies. */
function keepCookies(): void {
  const send = globalThis.fetch
  let cookie: string | undefined
  vi.stubGlobal('fetch', async (input: RequestInfo, init?: RequestInit) => {
    const request = new Request(input, init)
    if (cookie !== undefined && request.credentials === 'include') request.headers.set('cookie', cookie)
    const response = await send(request)
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return response
  })
}

async function start(pass = password) {
  keepCookies()
  const backend = await startBackend()
  const post = () =>
    auth.fetch(`${backend.url}/session`, { method: 'POST', body: JSON.stringify({ user: 'ada', password: pass }) })
  const ask = vi.fn(async () => (await post()).ok)
  const auth = createCookieLogin(backend.url, ask)
  return { auth, backend, ask, post, reports: `${backend.url}/api/reports` }
}

describe('cookie session', () => {
  it('given nobody is signed in → the user is asked, and the request is sent again', async () => {
    const { auth, ask, reports } = await start()
    expect((await auth.fetch(reports)).status).toBe(200)
    expect(ask).toHaveBeenCalledOnce()
  })

  it('given a session that is over and three requests → the user is asked once', async () => {
    const { auth, backend, ask, post, reports } = await start()
    await post()
    backend.expire()
    const responses = await Promise.all([1, 2, 3].map((page) => auth.fetch(`${reports}?page=${page}`)))
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(ask).toHaveBeenCalledOnce()
  })

  it('given a wrong password → credentials-rejected; a poll does not ask again', async () => {
    const { auth, ask, post, reports } = await start('wrong')
    expect(verdictOf(await post())).toMatchObject({ kind: 'credentials-rejected', reason: 'wrong-credentials' })
    expect((await auth.fetch(reports)).status).toBe(401)
    expect((await auth.fetch(reports)).status).toBe(401)
    expect(ask).toHaveBeenCalledOnce()
  })

  it('given a missing permission → forbidden, and nobody is asked', async () => {
    const { auth, ask, post, reports } = await start()
    await post()
    expect(verdictOf(await auth.fetch(reports, { method: 'DELETE' }))).toMatchObject({ kind: 'forbidden' })
    expect(ask).not.toHaveBeenCalled()
  })
})
