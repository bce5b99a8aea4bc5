import { Server } from 'socket.io'
import { io } from 'socket.io-client'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startLogin } from './login.ts'
import { renewSocket } from './socket-io.ts'

interface Handshake {
  readonly token?: string
}

async function start() {
  const login = await startLogin()
  const server = new Server(login.backend.server)
  server.use((socket, next) => {
    const { token } = socket.handshake.auth as Handshake
    if (login.backend.isValid(token)) next()
    else next(Object.assign(new Error('token expired'), { data: { status: 401 } }))
  })
  const open = () => {
    const socket = io(login.backend.url, { auth: (send) => send({ token: login.token() }), forceNew: true })
    onTestFinished(() => void socket.disconnect())
    const connected = (): Promise<string> =>
      new Promise((resolve) => {
        socket.once('connect', () => resolve('connected'))
      })
    const refused = new Promise<string>((resolve) => {
      renewSocket(login.auth, socket, (error) => resolve(error.message))
    })
    return { connected, refused }
  }
  onTestFinished(() => void server.close())
  return { ...login, server, open }
}

describe('socket.io', () => {
  it('given an expired token → one renewal, and it is connected', async () => {
    const { backend, open, renewals } = await start()
    backend.expire()
    expect(await open().connected()).toBe('connected')
    expect(renewals()).toBe(1)
  })

  it('given a server that ends the connection when the token is over → renewed, and connected again', async () => {
    const { backend, server, open, renewals } = await start()
    const { connected } = open()
    await connected()
    backend.expire()
    const again = connected()
    server.disconnectSockets()
    expect(await again).toBe('connected')
    expect(renewals()).toBe(1)
  })

  it('given a decline → the error, and nobody is asked twice', async () => {
    const { backend, open, ask } = await start()
    backend.expire()
    backend.setRefresh('is refused')
    expect(await open().refused).toBe('token expired')
    expect(ask).toHaveBeenCalledOnce()
  })
})
