import { Auth as authJs, type AuthConfig } from '@auth/core'
import Credentials from '@auth/core/providers/credentials'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { verdictOf } from 'why401'
import { signInRequired } from 'why401/problem'
import { keepCookies } from '../backend/cookies.ts'
import { readRequest, sendResponse, serve } from '../backend/respond.ts'
import { createAuthJsLogin } from './auth-js.ts'

afterEach(() => vi.unstubAllGlobals())

const password = 'correct horse'

/** Auth.js itself on a server, with an API beside it. */
async function startServer() {
  let isOver = false
  let isStale = false
  const config: AuthConfig = {
    basePath: '/api/auth',
    secret: 'a secret of this test alone',
    trustHost: true,
    logger: { error: () => {}, warn: () => {} },
    providers: [
      Credentials({
        credentials: { password: {} },
        authorize: (form) => (form.password === password ? { id: 'ada', name: 'Ada' } : null),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => {
        if (user) isOver = false
        isStale = false
        return isOver ? null : token
      },
    },
  }
  const url = await serve((incoming, outgoing) => {
    void readRequest(incoming).then(async (request) => {
      const isLogin = new URL(request.url).pathname.startsWith('/api/auth/')
      if (isLogin) return sendResponse(await authJs(request, config), outgoing)
      const isIn = !isOver && !isStale && /session-token=./.test(request.headers.get('cookie') ?? '')
      return sendResponse(isIn ? Response.json([1]) : signInRequired(), outgoing)
    })
  })
  const end = (): void => {
    isOver = true
  }
  const expire = (): void => {
    isStale = true
  }
  return { url, end, expire }
}

/** What `signIn('credentials', { redirect: false })` of next-auth does. */
async function signIn(url: string, typed: string): Promise<boolean> {
  const { csrfToken } = (await (await fetch(`${url}/api/auth/csrf`)).json()) as { csrfToken: string }
  const response = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { 'x-auth-return-redirect': '1' },
    body: new URLSearchParams({ csrfToken, password: typed }),
  })
  const answer = (await response.json()) as { url: string }
  return new URL(answer.url).searchParams.get('error') === null
}

async function start(typed = password) {
  const { url, end, expire } = await startServer()
  keepCookies(url)
  await signIn(url, password)
  const ask = vi.fn(() => signIn(url, typed))
  return { auth: createAuthJsLogin(url, ask), ask, end, expire, data: `${url}/api/data` }
}

describe('Auth.js', () => {
  it('given a session → the API is there', async () => {
    const { auth, ask, data } = await start()
    expect((await auth.fetch(data)).status).toBe(200)
    expect(ask).not.toHaveBeenCalled()
  })

  it('given an access token that Auth.js renews when its session is asked for → the user is not asked', async () => {
    const { auth, ask, expire, data } = await start()
    expire()
    const responses = await Promise.all([1, 2, 3].map((page) => auth.fetch(`${data}?page=${page}`)))
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(ask).not.toHaveBeenCalled()
  })

  it('given a session that is over and three requests → the user is asked once, and each is sent again', async () => {
    const { auth, ask, end, data } = await start()
    end()
    const responses = await Promise.all([1, 2, 3].map((page) => auth.fetch(`${data}?page=${page}`)))
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(ask).toHaveBeenCalledOnce()
  })

  it('given a wrong password in the dialog → the refusal, and nobody is asked again', async () => {
    const { auth, ask, end, data } = await start('wrong')
    end()
    expect(verdictOf(await auth.fetch(data))).toMatchObject({ kind: 'reauthenticate' })
    expect((await auth.fetch(data)).status).toBe(401)
    expect(ask).toHaveBeenCalledOnce()
  })
})
