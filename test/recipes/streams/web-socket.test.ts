import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket as Client } from 'ws'
import { startLogin } from './login.ts'
import { acceptSockets, type Refuse } from './socket-server.ts'
import { openSocket } from './web-socket.ts'

/** A server that refuses the handshake, or closes what is open by a code. */
async function open(refuse: Refuse, before: (login: Awaited<ReturnType<typeof startLogin>>) => void) {
  const login = await startLogin()
  const handshakes = acceptSockets(login.backend, refuse)
  before(login)
  const onRefused = vi.fn()
  const url = login.backend.url.replace('http', 'ws')
  const result = await new Promise<unknown>((resolve) => {
    const socket = openSocket(login.auth, {
      url,
      // Node's own WebSocket sends a handshake that is refused by 401 twice; browsers, as this one, once.
      connect: () => {
        // Without a listener for errors it throws them.
        const client: unknown = new Client(`${url}/live?token=${login.token()}`).on('error', () => {})
        return client as WebSocket
      },
      onMessage: resolve,
      onRefused: (verdict) => {
        onRefused(verdict)
        resolve('refused')
      },
    })
    onTestFinished(socket.close)
  })
  return { ...login, result, onRefused, handshakes }
}

describe.each<Refuse>([401, 4401, 1008])('a WebSocket that is refused by %s', (refuse) => {
  it('given an expired token → one renewal, and it is open', async () => {
    const { result, renewals, handshakes } = await open(refuse, ({ backend }) => backend.expire())
    expect([result, renewals(), handshakes()]).toEqual(['hello', 1, 2])
  })

  it('given a decline → it stays closed, and nobody is asked twice', async () => {
    const { result, ask, handshakes } = await open(refuse, ({ backend }) => {
      backend.expire()
      backend.setRefresh('is refused')
    })
    expect([result, handshakes()]).toEqual(['refused', 1])
    expect(ask).toHaveBeenCalledOnce()
  })

  it('given a server that refuses every token → it is opened twice and not for ever', async () => {
    const { result, handshakes } = await open(refuse, ({ backend }) => {
      backend.expire()
      vi.spyOn(backend, 'isValid').mockReturnValue(false)
    })
    expect([result, handshakes()]).toEqual(['refused', 2])
  })
})
