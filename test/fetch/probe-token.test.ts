import { describe, expect, it } from 'vitest'
import { createAuth, verdictOf } from 'why401'

const origin = 'https://app.example'
const json = (body: object, status: number): Response => Response.json(body, { status })

/** An app with a token, whose server answers by what the token of a request is worth. */
function start(answer: (path: string, isAlive: boolean) => Response) {
  let token = 'old'
  let alive = 'new'
  const sent: string[] = []
  const auth = createAuth({
    origins: [origin],
    token: () => token,
    probe: `${origin}/session`,
    routes: [{ path: '/mail', role: 'integration', integration: 'mail' }],
    renew: async () => {
      token = 'new'
      sent.push('renew')
    },
    fetch: async (input, init) => {
      const { headers, url } = new Request(input, init)
      const { pathname } = new URL(url)
      const bearer = headers.get('authorization')
      sent.push(`${pathname} ${bearer}`)
      return answer(pathname, bearer === `Bearer ${alive}`)
    },
  })
  const revive = (): void => {
    alive = token
  }
  return { auth, sent, revive }
}

/** A server that says 403 without a word to whoever is not signed in. */
const mute = (path: string, isAlive: boolean): Response => {
  if (path === '/session') return isAlive ? json({ authenticated: true }, 200) : json({}, 401)
  return isAlive ? json({ ok: true }, 200) : new Response(null, { status: 403 })
}

describe('a probe URL, with a token', () => {
  it('refused with the token that was refused → the login is renewed, and the request sent again', async () => {
    const { auth, sent } = start(mute)
    expect((await auth.fetch(`${origin}/api`)).status).toBe(200)
    expect(sent).toEqual(['/api Bearer old', '/session Bearer old', 'renew', '/api Bearer new'])
  })

  it('answered with the token → a bare 403 is no matter of the login', async () => {
    const { auth, sent, revive } = start((path, isAlive) =>
      path === '/session' ? mute(path, isAlive) : new Response(null, { status: 403 }),
    )
    revive()
    const response = await auth.fetch(`${origin}/api`)
    expect(verdictOf(response)).toMatchObject({ kind: 'forbidden' })
    expect(sent).toEqual(['/api Bearer old', '/session Bearer old'])
  })

  it('answered with the token, which may be a newer one → it makes no refusal the third party’s', async () => {
    const { auth, sent } = start((path) =>
      path === '/session' ? json({ authenticated: true }, 200) : json({ error: 'invalid token' }, 401),
    )
    const response = await auth.fetch(`${origin}/mail`)
    // Only what is refused with a credential that is proven fresh is the third party's.
    expect(sent.slice(0, 4)).toEqual(['/mail Bearer old', '/session Bearer old', 'renew', '/mail Bearer new'])
    expect(sent.filter((line) => line === 'renew')).toHaveLength(1)
    expect(verdictOf(response)).toMatchObject({ kind: 'third-party-key-invalid', integration: 'mail' })
    expect(auth.state.get().status).not.toBe('signed-out')
    expect(response.status).toBe(401)
  })
})
