import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, request as send } from 'node:http'
import type { Duplex } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import { createAuth } from 'why401'
import { listen, urlOf } from './server.ts'

const refused = 'WWW-Authenticate: Bearer error="invalid_token", error_description="The access token expired"'

/** A server with a WebSocket and an event stream, which know one valid token; the WebSocket is closed with 4401 when it is another. */
async function start({ closesLate = false } = {}) {
  let token = 'old'
  const valid = 'new'
  const isValid = (request: IncomingMessage): boolean =>
    request.headers.authorization === `Bearer ${valid}` || (request.url ?? '').endsWith(`token=${valid}`)
  const server = createServer((request, response) => {
    if (!isValid(request)) {
      const [name = '', value = ''] = refused.split(/: (.*)/)
      response.writeHead(401, { [name]: value }).end()
    } else if (request.headers.upgrade === undefined && request.url?.startsWith('/socket')) {
      response.writeHead(426).end()
    } else {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n')
    }
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    if (!isValid(request) && !closesLate) {
      socket.end(`HTTP/1.1 401 Unauthorized\r\n${refused}\r\n\r\n`)
      return
    }
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`
    const accept = createHash('sha1').update(key).digest('base64')
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    )
    // A frame that closes (RFC 6455 §5.5.1), with an app's own code for 401.
    if (!isValid(request)) socket.end(Buffer.from([0x88, 2, 4401 >> 8, 4401 & 255]))
    else socket.write(Buffer.from([0x81, 2, 0x6f, 0x6b]))
  })
  await listen(server)
  const url = urlOf(server)
  const renew = vi.fn(async () => {
    token = valid
  })
  const auth = createAuth({ origins: [url], token: () => token, renew })
  /** `open: ok`, `open: 4401`, or the status of a refused handshake. */
  const open = (): Promise<string> =>
    new Promise((resolve, reject) => {
      const handshake = send(`${url}/socket?token=${token}`, {
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
          'sec-websocket-version': '13',
        },
      })
      handshake.on('upgrade', (_response, socket: Duplex, head: Buffer) => {
        const hear = (frame: Buffer): void => {
          socket.destroy()
          resolve(`open: ${frame[0] === 0x88 ? frame.readUInt16BE(2) : frame.subarray(2).toString()}`)
        }
        if (head.length > 0) hear(head)
        else socket.once('data', hear)
      })
      handshake.on('response', ({ statusCode }) => resolve(`${statusCode}`))
      handshake.on('error', reject)
      handshake.end()
    })
  return { url, auth, renew, open }
}

describe('auth.check and auth.renew, with real servers', () => {
  it('given a WebSocket whose handshake is refused → check renews, and it opens', async () => {
    const { url, auth, renew, open } = await start()
    expect(await open()).toBe('401')
    const verdict = await auth.check(`${url.replace('http', 'ws')}/socket`)
    // 426: the same address without an upgrade; it is no refusal any more.
    expect(verdict).toMatchObject({ kind: 'none', status: 426 })
    expect(renew).toHaveBeenCalledOnce()
    expect(await open()).toBe('open: ok')
  })

  it('given a WebSocket that is closed with 4401 → renew, and it stays open', async () => {
    const { auth, renew, open } = await start({ closesLate: true })
    expect(await open()).toBe('open: 4401')
    expect(await Promise.all([auth.renew(), auth.renew()])).toEqual([true, true])
    expect(renew).toHaveBeenCalledOnce()
    expect(await open()).toBe('open: ok')
  })

  it('given an event stream that is refused → check renews; an endless answer is not waited for', async () => {
    const { url, auth, renew } = await start()
    expect(await auth.check(`${url}/events`)).toMatchObject({ kind: 'none', reason: 'ok', status: 200 })
    expect(renew).toHaveBeenCalledOnce()
  })

  it('given a renewal that helps nobody → check says why', async () => {
    const { url, auth, renew } = await start()
    renew.mockImplementation(async () => {})
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    expect(await auth.check(`${url}/events`)).toMatchObject({ kind: 'reauthenticate', reason: 'token-expired' })
    vi.restoreAllMocks()
  })

  it('given a renewal that declines → renew resolves to false', async () => {
    const auth = createAuth({ origins: ['https://app.test'], renew: async () => 'declined' })
    expect(await auth.renew()).toBe(false)
  })
})
