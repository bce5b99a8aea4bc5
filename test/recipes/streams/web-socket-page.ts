import { createAuth } from 'why401'
import { openSocket } from './web-socket.ts'

// What the test calls in the browser: the handshake carries the cookie of the login.
const auth = createAuth({
  renew: async ({ fetch }) => {
    const response = await fetch('/token/refresh', { method: 'POST' })
    if (!response.ok) throw new Error(`refresh: ${response.status}`)
  },
})
const url = `${location.origin.replace('http', 'ws')}/live`
const run = (): Promise<unknown> =>
  new Promise((resolve) => {
    openSocket(auth, {
      url,
      connect: () => new WebSocket(url),
      onMessage: resolve,
      onRefused: (verdict) => resolve(verdict?.kind ?? 'refused'),
    })
  })
Object.assign(globalThis, { run })
