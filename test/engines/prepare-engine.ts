import { afterAll, afterEach, beforeAll, beforeEach, test } from 'vitest'
import { type Engine, findBrowser } from '../../scripts/browsers.ts'
import { type RunningEngine, startEngine } from './engines.ts'

export const engines: readonly Engine[] = ['chromium', 'firefox', 'webkit']

/** What the tests of one engine have: a browser for all of them, and a server for each. */
export interface PreparedEngine<S> {
  /** `test`, skipped where the engine is not there. */
  readonly run: ReturnType<typeof test.skipIf>
  readonly browser: RunningEngine
  readonly server: S
}

/** Starts and ends them around the tests of the `describe` that calls it. */
export function prepareEngine<S extends { close(): Promise<unknown> }>(
  engine: Engine,
  start: () => Promise<S>,
): PreparedEngine<S> {
  const isThere = findBrowser(engine) !== undefined
  let browser: RunningEngine
  let server: S
  beforeAll(async () => {
    if (isThere) browser = await startEngine(engine)
  })
  afterAll(() => browser?.close())
  beforeEach(async () => {
    server = await start()
  })
  afterEach(async () => {
    await browser?.reset()
    await server.close()
  })
  return {
    run: test.skipIf(!isThere),
    get browser() {
      return browser
    },
    get server() {
      return server
    },
  }
}
