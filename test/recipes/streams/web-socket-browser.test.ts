import { describe, expect, it } from 'vitest'
import { startBackend } from '../backend/backend.ts'
import { openBrowser, pageWith } from '../backend/browser.ts'
import { acceptSockets, type Refuse } from './socket-server.ts'

async function start(refuse: Refuse) {
  const backend = await startBackend(await pageWith('streams/web-socket-page.ts'))
  const handshakes = acceptSockets(backend, refuse)
  const page = await openBrowser(backend.url)
  const run = async (): Promise<unknown> => {
    await page.waitForFunction('globalThis.run')
    return page.evaluate('globalThis.run()')
  }
  return { backend, handshakes, run }
}

describe.each<Refuse>([401, 4401])('in Chromium, a WebSocket that is refused by %s', (refuse) => {
  it('given a session that is over → one renewal, and it is open', async () => {
    const { backend, handshakes, run } = await start(refuse)
    expect([await run(), handshakes(), backend.count('POST /token/refresh')]).toEqual(['hello', 2, 1])
  })

  it('given a refused renewal → it stays closed', async () => {
    const { backend, handshakes, run } = await start(refuse)
    backend.setRefresh('is refused')
    expect([await run(), handshakes()]).toEqual([refuse === 401 ? 'reauthenticate' : 'refused', 1])
  })
})
