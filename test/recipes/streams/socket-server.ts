import type { Socket } from 'node:net'
import { WebSocketServer } from 'ws'
import { type Backend, credentialOf } from '../backend/backend.ts'

/** How a server refuses a WebSocket: by the status of the handshake, or by the code that it closes it with. */
export type Refuse = 401 | 4401 | 1008

/** WebSockets on the backend's own server; the count of handshakes. */
export function acceptSockets(backend: Backend, refuse: Refuse): () => number {
  const sockets = new WebSocketServer({ noServer: true })
  let handshakes = 0
  backend.server.on('upgrade', (request, socket: Socket, head) => {
    handshakes += 1
    const isFresh = backend.isValid(credentialOf(request))
    if (!isFresh && refuse === 401) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      if (isFresh) opened.send('hello')
      else opened.close(refuse, 'token expired')
    })
  })
  return () => handshakes
}
