import { expect, it } from 'vitest'
import { startBackend } from '../backend/backend.ts'
import { openBrowser, pageWith } from '../backend/browser.ts'

async function start() {
  const backend = await startBackend(await pageWith('streams/event-source-page.ts'))
  const page = await openBrowser(backend.url)
  const run = async (): Promise<string> => {
    await page.waitForFunction('globalThis.run')
    return page.evaluate('globalThis.run()')
  }
  return { backend, run }
}

it('in Chromium, given a session that is over → one renewal, and the EventSource is open', async () => {
  const { backend, run } = await start()
  expect(await run()).toBe('hello')
  expect(backend.count('POST /token/refresh')).toBe(1)
})

it('in Chromium, given a refused renewal → why', async () => {
  const { backend, run } = await start()
  backend.setRefresh('is refused')
  expect(await run()).toBe('reauthenticate')
  expect(backend.count('GET /events')).toBe(2)
})
