import { expect, it } from 'vitest'
import { password, startBackend } from '../backend/backend.ts'
import { bundle, openBrowser, pageWith } from '../backend/browser.ts'

/** A page in Chromium that the worker controls. */
async function start() {
  const claim = `self.addEventListener('activate', (event) => event.waitUntil(clients.claim()));`
  const worker = { type: 'text/javascript', body: claim + (await bundle('runtimes/service-worker-worker.ts')) }
  const files = { ...(await pageWith('runtimes/service-worker-page.ts')), '/worker.js': worker }
  const backend = await startBackend(files)
  const page = await openBrowser(backend.url)
  await page.waitForFunction('globalThis.run')
  await page.evaluate('globalThis.register()')
  const run = (...passwords: string[]): Promise<unknown> =>
    page.evaluate(`globalThis.run(...${JSON.stringify(passwords)})`)
  return { backend, run }
}

it('in Chromium, given no token yet, and one that expired → the worker renews, and the page sees the answer', async () => {
  const { backend, run } = await start()
  expect(await run()).toEqual({ status: 200, asked: 0 })
  backend.expire()
  expect(await run()).toEqual({ status: 200, asked: 0 })
  expect(backend.count('POST /token/refresh')).toBe(2)
})

it('in Chromium, given a refused renewal → the page asks; a wrong password is a decline', async () => {
  const { backend, run } = await start()
  backend.setRefresh('is refused')
  expect(await run('wrong')).toEqual({ status: 401, kind: 'reauthenticate', asked: 1 })
  expect(await run(password)).toEqual({ status: 401, kind: 'reauthenticate', asked: 1 })
})

it('in Chromium, given a sign-in in the page → the worker renews again', async () => {
  const { backend, run } = await start()
  backend.setRefresh('is refused')
  const answer = run(password)
  await expect.poll(() => backend.count('POST /session')).toBe(1)
  expect(await answer).toEqual({ status: 200, asked: 1 })
})
