import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGzip } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { standard } from 'why401/conventions'
import { classifyResponse } from 'why401/response'

const MiB = 1_048_576

/** Bodies that a hostile or broken server sends, over a real connection. */
const bodies: Readonly<Record<string, RequestListener>> = {
  '/bomb': (_request, response) => {
    response.writeHead(401, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
    const gzip = createGzip({ level: 9 })
    gzip.pipe(response)
    gzip.write('{"code":"')
    for (let time = 0; time < 64; time++) gzip.write('0'.repeat(MiB))
    gzip.end('"}')
  },
  '/endless': (_request, response) => {
    response.writeHead(401, { 'content-type': 'text/plain' })
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(16_384))) continue
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  },
  '/drip': (_request, response) => {
    response.writeHead(401, { 'content-type': 'text/plain' })
    response.write('Session timed out')
    const timer = setInterval(() => response.write('.'), 50)
    response.once('close', () => clearInterval(timer))
  },
  '/cut': (_request, response) => {
    response.writeHead(401, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write('{"code":"SESSION_', () => response.destroy())
  },
  '/false-gzip': (_request, response) => {
    response
      .writeHead(401, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
      .end('{"code":"SESSION_EXPIRED"}')
  },
  '/long': (_request, response) => {
    response
      .writeHead(401, { 'content-type': 'application/json' })
      .end(JSON.stringify({ code: 'X', data: 'y'.repeat(300_000) }))
  },
}

let server: Server
let origin = ''

beforeAll(async () => {
  server = createServer((request, response) => bodies[request.url ?? '']?.(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

describe('over a real connection', () => {
  test('a gzip bomb is a verdict without the body, and the caller may still read it', async () => {
    const response = await fetch(`${origin}/bomb`)
    const before = process.memoryUsage().arrayBuffers
    expect(await classifyResponse(response, { conventions: standard() })).toMatchObject({
      kind: 'reauthenticate',
      certainty: 'guess',
    })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * MiB)
    let length = 0
    for await (const chunk of response.body ?? []) length += chunk.length
    expect(length).toBe(64 * MiB + 11)
  })

  test('an endless stream ends at the cap', async () => {
    // The clock stands still: only the cap can end the read.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const abort = new AbortController()
    const response = await fetch(`${origin}/endless`, { signal: abort.signal })
    expect((await classifyResponse(response, { conventions: standard() })).kind).toBe('reauthenticate')
    expect(response.bodyUsed).toBe(false)
    abort.abort()
  })

  test('a drip that never ends is left when its time is over, with what came', async () => {
    const abort = new AbortController()
    const response = await fetch(`${origin}/drip`, { signal: abort.signal })
    expect(await classifyResponse(response, { conventions: standard() })).toMatchObject({ reason: 'session-expired' })
    abort.abort()
  })

  test.each(['/cut', '/false-gzip'])('%s is a verdict without the body', async (path) => {
    expect(await classifyResponse(await fetch(origin + path), { conventions: standard() })).toMatchObject({
      kind: 'reauthenticate',
      certainty: 'guess',
    })
  })

  test('the caller reads its own copy in full', async () => {
    const response = await fetch(`${origin}/long`)
    await classifyResponse(response, { conventions: standard() })
    expect(await response.json()).toEqual({ code: 'X', data: 'y'.repeat(300_000) })
  })
})
