import { beforeAll, describe, expect, vi } from 'vitest'
// @ts-expect-error A script without types.
import { budgets } from '../../scripts/size-budgets.mjs'
import { buildApp } from './build-app.ts'
import type { EngineTab } from './engines.ts'
import { startEngineServer } from './server.ts'
import { engines, prepareEngine } from './prepare-engine.ts'

// The package as it is published, in an app without a bundler, in each engine.

interface Answer {
  readonly status: number
  readonly kind: string
  readonly body: string
}
interface Planned {
  readonly path: string
  readonly init?: RequestInit
  /** Uploads a file of so many bytes. */
  readonly file?: number
  readonly form?: boolean
}
declare global {
  interface Window {
    readonly auth: { readonly fetch: typeof fetch }
    readonly page: {
      readonly send: (name: string, requests: readonly Planned[]) => void
      readonly answer: (name: string) => readonly Answer[] | undefined
      readonly state: () => { readonly status: string; readonly generation: number }
      readonly reports: readonly string[]
    }
  }
}

const timeout = 60_000
const engineFile = 'browser/engine.js'
const standardFile = 'browser/standard.js'

/** What the smallest app adds to the library, bytes. */
const APP_BYTES = 300
const sizes = budgets as readonly { readonly name: string; readonly budget: number }[]
const budgetOf = (row: string): number => sizes.find(({ name }) => name === row)?.budget ?? Number.NaN

let names = 0
/** Sends requests and waits until all of them are settled. */
async function send(tab: EngineTab, ...requests: readonly Planned[]): Promise<readonly Answer[]> {
  const name = `answer ${(names += 1)}`
  await start(tab, name, requests)
  return settled(tab, name)
}
const start = (tab: EngineTab, name: string, requests: readonly Planned[]): Promise<void> =>
  tab.evaluate(({ name: given, requests: list }) => window.page.send(given, list), { name, requests })
async function settled(tab: EngineTab, name: string): Promise<readonly Answer[]> {
  const read = (): Promise<readonly Answer[] | undefined> => tab.evaluate((given) => window.page.answer(given), name)
  // A driver gives null for what is undefined.
  await vi.waitFor(async () => expect(await read()).toBeInstanceOf(Array), { timeout, interval: 50 })
  return (await read()) ?? []
}
const times = (count: number, planned: Planned): readonly Planned[] => Array.from({ length: count }, () => planned)

let app: ReadonlyMap<string, Uint8Array>
beforeAll(async () => {
  app = await buildApp()
})

describe.each(engines)('%s', (engine) => {
  const given = prepareEngine(engine, () => startEngineServer(app))
  const { run } = given

  async function open(query = ''): Promise<EngineTab> {
    const tab = await given.browser.openTab()
    await tab.goto(`${given.server.url}/${query}`)
    await vi.waitFor(async () => expect(await tab.evaluate(() => 'page' in window, 0)).toBe(true), { timeout })
    return tab
  }

  run('before the first refusal nothing of the engine is loaded; then it is, and renews', async () => {
    const tab = await open()
    expect(await send(tab, { path: '/api/data' })).toMatchObject([{ status: 200 }])
    expect(given.server.loaded).not.toContain(engineFile)
    expect(given.server.loaded).not.toContain(standardFile)
    given.server.expire()
    expect(await send(tab, { path: '/api/data' })).toMatchObject([{ status: 200 }])
    expect(given.server.loaded).toEqual(expect.arrayContaining([engineFile, standardFile]))
    expect(given.server.counts['/api/refresh']).toBe(1)
  })

  run(
    'a bundled app: no more bytes than the budget go over the wire, and the rest with the first refusal',
    async () => {
      const tab = await given.browser.openTab()
      await tab.goto(`${given.server.url}/bundled`)
      const request = (): Promise<number> =>
        tab.evaluate(() => window.auth.fetch('/api/data').then(({ status }) => status), 0)
      await vi.waitFor(async () => expect(await tab.evaluate(() => 'auth' in window, 0)).toBe(true), { timeout })
      expect(await request()).toBe(200)
      const sum = (): number => Object.values(given.server.bytes).reduce((total, size) => total + size, 0)
      const first = sum()
      expect(first).toBeLessThanOrEqual(budgetOf('createAuth, at first') + APP_BYTES)
      given.server.expire()
      expect(await request()).toBe(200)
      const later = budgetOf('engine, when the page is idle') + budgetOf('standard conventions, when the page is idle')
      expect(sum() - first).toBeGreaterThan(later / 2)
      expect(sum() - first).toBeLessThanOrEqual(later)
    },
  )

  run(
    'the engine was removed → each of 50 refusals settles with its own answer, one report, nothing is sent twice',
    async () => {
      given.server.removed.add(engineFile)
      given.server.expire()
      const tab = await open()
      const answers = await send(tab, ...times(50, { path: '/api/data' }))
      expect(answers).toHaveLength(50)
      expect(new Set(answers.map(({ status, kind }) => `${status} ${kind}`))).toEqual(new Set(['401 none']))
      expect(given.server.counts['/api/data']).toBe(50)
      expect(given.server.counts['/api/refresh']).toBeUndefined()
      expect(await tab.evaluate(() => window.page.reports, 0)).toEqual([
        expect.stringContaining('a part of why401 could not be loaded'),
      ])
      // It is back. A browser may remember for the life of the page that the import failed; the request settles all the same.
      given.server.removed.clear()
      const [after] = await send(tab, { path: '/api/data' })
      expect([200, 401]).toContain(after?.status)
      const reloaded = await open()
      expect(await send(reloaded, { path: '/api/data' })).toMatchObject([{ status: 200 }])
    },
  )

  run('the standard conventions were removed → the rules of RFC 6750 judge, and the session renews', async () => {
    given.server.removed.add(standardFile)
    given.server.expire()
    const tab = await open()
    expect(await send(tab, ...times(50, { path: '/api/data' }))).toMatchObject(
      times(50, { path: '' }).map(() => ({ status: 200 })),
    )
    expect(given.server.counts['/api/refresh']).toBe(1)
    expect(await tab.evaluate(() => window.page.reports, 0)).toHaveLength(1)
  })

  run('an upload that was refused is sent again whole: a File, a form with one, and with keepalive', async () => {
    const tab = await open()
    given.server.expire()
    expect(await send(tab, { path: '/api/file', file: 100_000 })).toMatchObject([{ status: 200, body: '100000' }])
    given.server.expire()
    const [form] = await send(tab, { path: '/api/form', file: 50_000, form: true })
    expect(form?.status).toBe(200)
    expect(Number(form?.body)).toBeGreaterThan(50_000)
    given.server.expire()
    expect(await send(tab, { path: '/api/kept', file: 1_000, init: { keepalive: true } })).toMatchObject([
      { status: 200, body: '1000' },
    ])
    expect(given.server.counts).toMatchObject({ '/api/file': 2, '/api/form': 2, '/api/kept': 2, '/api/refresh': 3 })
  })

  run('three tabs with five requests each → one renewal', async () => {
    const tabs = [await open(), await open(), await open()]
    for (let round = 1; round <= 3; round += 1) {
      given.server.expire()
      const name = `round ${round}`
      for (const tab of tabs) await start(tab, name, times(5, { path: '/api/data' }))
      for (const tab of tabs) {
        const answers = await settled(tab, name)
        expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
      }
      expect(given.server.counts['/api/refresh']).toBe(round)
    }
  })

  run('a tab is left while it renews → another tab renews, and no request that waits there is refused', async () => {
    const [left, other] = [await open(), await open()]
    given.server.expire()
    const release = given.server.holdRefresh()
    await start(left, 'left', times(5, { path: '/api/data' }))
    await vi.waitFor(() => expect(given.server.counts['/api/refresh']).toBe(1), { timeout, interval: 50 })
    await start(other, 'other', times(5, { path: '/api/data' }))
    const state = (): Promise<string> => other.evaluate(() => window.page.state().status, 0)
    await vi.waitFor(async () => expect(await state()).toBe('renewing'), { timeout, interval: 50 })
    await left.goto(`${given.server.url}/next`)
    await vi.waitFor(() => expect(given.server.counts['/api/refresh']).toBe(2), { timeout, interval: 50 })
    release()
    const answers = await settled(other, 'other')
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  })

  run('two field lines of WWW-Authenticate, which Firefox hides → the session renews', async () => {
    const tab = await open()
    given.server.expire()
    expect(await send(tab, { path: '/api/two-lines' })).toMatchObject([{ status: 200 }])
    expect(given.server.counts).toMatchObject({ '/api/two-lines': 2, '/api/refresh': 1 })
  })

  run('loginRedirect: the page goes to the login page, with the way back', async () => {
    const tab = await open('?redirect')
    given.server.expire()
    expect(await tab.evaluate(() => document.visibilityState, 0)).toBe('visible')
    await start(tab, 'left', [{ path: '/api/data' }])
    const address = (): Promise<string> => tab.evaluate(() => location.href, 0)
    await vi.waitFor(async () => expect(await address()).toContain('/login'), { timeout, interval: 100 })
    const url = new URL(await address())
    expect([...url.searchParams.values()]).toContain('/?redirect')
    expect(given.server.counts['/api/data']).toBe(1)
  })
})
