import { describe, expect, it } from 'vitest'
import { createAuth, type RenewResult } from 'why401'
import { gate, until } from '../session/gate.ts'
import { refusal, serve } from './server.ts'

/** A backend that refuses until the user signs in, and an app whose poll goes on meanwhile. */
async function start() {
  let isSignedIn = false
  const answer = gate<RenewResult>()
  const server = await serve(({ path }) => (isSignedIn ? { body: { path } } : refusal))
  const auth = createAuth({ origins: [server.url], signIn: () => answer.opened })
  return {
    server,
    auth,
    signIn: () => {
      isSignedIn = true
      answer.open('renewed')
    },
  }
}

describe('equal requests that waited together', () => {
  it('given a poll behind a dialog, then it is sent once again, and each caller has a body of its own', async () => {
    const { server, auth, signIn } = await start()
    const polls = Array.from({ length: 20 }, () => auth.fetch(`${server.url}/poll`))
    await until(() => expect(server.hits).toHaveLength(20))
    await until(() => expect(auth.state.get().status).toBe('signing-in'))
    signIn()
    const answers = await Promise.all(polls)
    expect(await Promise.all(answers.map((response) => response.json()))).toEqual(
      Array.from({ length: 20 }, () => ({ path: '/poll' })),
    )
    expect(server.hits.length - 20).toBeLessThan(20)
  })

  it('given another URL, another header or a POST, then each is sent again', async () => {
    const { server, auth, signIn } = await start()
    const sent = [
      auth.fetch(`${server.url}/a`),
      auth.fetch(`${server.url}/b`),
      auth.fetch(`${server.url}/a`, { headers: { accept: 'text/plain' } }),
      auth.fetch(`${server.url}/a`, { method: 'POST' }),
      auth.fetch(`${server.url}/a`, { method: 'POST' }),
    ]
    await until(() => expect(server.hits).toHaveLength(5))
    signIn()
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(server.hits).toHaveLength(10)
  })

  it('given a first caller that aborts, then the others have their answer', async () => {
    const { server, auth, signIn } = await start()
    const controller = new AbortController()
    const first = auth.fetch(`${server.url}/poll`, { signal: controller.signal })
    const others = [1, 2].map(() => auth.fetch(`${server.url}/poll`))
    await until(() => expect(server.hits).toHaveLength(3))
    signIn()
    controller.abort()
    await expect(first).rejects.toThrow('abort')
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual([200, 200])
  })
})
