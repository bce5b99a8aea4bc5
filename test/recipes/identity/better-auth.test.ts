import { betterAuth } from 'better-auth'
import { memoryAdapter } from 'better-auth/adapters/memory'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { signInRequired } from 'why401/problem'
import { verdictOf } from 'why401'
import { keepCookies } from '../backend/cookies.ts'
import { readRequest, sendResponse, serve } from '../backend/respond.ts'
import { createBetterAuthLogin } from './better-auth.ts'

afterEach(() => vi.unstubAllGlobals())

const account = { email: 'ada@example.com', password: 'correct horse battery' }

/** better-auth itself on a server, with an API beside it. */
async function startServer(): Promise<{ readonly url: string; readonly end: () => void }> {
  const database = { user: [], session: [], account: [], verification: [] }
  let server: { handler: (request: Request) => Promise<Response>; isIn: (headers: Headers) => Promise<boolean> }
  const url = await serve((incoming, outgoing) => {
    void readRequest(incoming).then(async (request) => {
      const isLogin = new URL(request.url).pathname.startsWith('/api/auth/')
      if (isLogin) await sendResponse(await server.handler(request), outgoing)
      else await sendResponse((await server.isIn(request.headers)) ? Response.json([1]) : signInRequired(), outgoing)
    })
  })
  const { handler, api } = betterAuth({
    baseURL: url,
    secret: 'a secret of this test alone, 32+ long',
    database: memoryAdapter(database),
    emailAndPassword: { enabled: true },
    logger: { disabled: true },
  })
  server = { handler, isIn: async (headers) => (await api.getSession({ headers })) !== null }
  return { url, end: () => void database.session.splice(0) }
}

async function start(ask = async (): Promise<boolean> => false) {
  const server = await startServer()
  keepCookies(server.url)
  const asked = vi.fn(ask)
  const { auth, client } = createBetterAuthLogin(server.url, asked)
  await client.signUp.email({ ...account, name: 'Ada' })
  return { auth, client, asked, end: server.end, data: `${server.url}/api/data` }
}

describe('better-auth', () => {
  it('given a session → the API is there', async () => {
    const { auth, asked, data } = await start()
    expect((await auth.fetch(data)).status).toBe(200)
    expect(asked).not.toHaveBeenCalled()
  })

  it('given a session that is over and three requests → the user is asked once, and each is sent again', async () => {
    const login = { signIn: async (): Promise<boolean> => false }
    const { auth, client, asked, end, data } = await start(() => login.signIn())
    login.signIn = async () => (await client.signIn.email(account)).error === null
    end()
    const responses = await Promise.all([1, 2, 3].map((page) => auth.fetch(`${data}?page=${page}`)))
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(asked).toHaveBeenCalledOnce()
  })

  it('given a wrong password → the form says so', async () => {
    const { client } = await start()
    let seen: Response | undefined
    const { error } = await client.signIn.email(
      { ...account, password: 'wrong wrong' },
      { onError: ({ response }) => void (seen = response) },
    )
    expect(error?.status).toBe(401)
    expect(verdictOf(seen)).toMatchObject({ kind: 'credentials-rejected', reason: 'wrong-credentials' })
  })

  it('given a decline → the refusal, and nobody is asked again', async () => {
    const { auth, asked, end, data } = await start()
    end()
    expect(verdictOf(await auth.fetch(data))).toMatchObject({ kind: 'reauthenticate' })
    expect((await auth.fetch(data)).status).toBe(401)
    expect(asked).toHaveBeenCalledOnce()
  })
})
