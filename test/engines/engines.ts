import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer, type AddressInfo } from 'node:net'
import { chromium, firefox } from 'playwright'
import {
  chromium as chromiumOptions,
  type Engine,
  findBrowser,
  firefox as firefoxOptions,
} from '../../scripts/browsers.ts'

/** One tab of a browser. The function runs in the page, and sees nothing but its argument. */
export interface EngineTab {
  readonly goto: (url: string) => Promise<void>
  readonly evaluate: <T, A>(act: (argument: A) => T, argument: A) => Promise<Awaited<T>>
}

/** A browser that runs; each tab shares the storage of the others. */
export interface RunningEngine {
  readonly openTab: () => Promise<EngineTab>
  /** Closes all tabs, and forgets what they stored. */
  readonly reset: () => Promise<void>
  readonly close: () => Promise<void>
}

export function startEngine(engine: Engine): Promise<RunningEngine> {
  return engine === 'webkit' ? startWebKit() : startWithPlaywright(engine)
}

async function startWithPlaywright(engine: 'chromium' | 'firefox'): Promise<RunningEngine> {
  const browser = await (engine === 'firefox' ? firefox.launch(firefoxOptions()) : chromium.launch(chromiumOptions()))
  let context = await browser.newContext()
  return {
    openTab: async () => {
      const page = await context.newPage()
      return {
        goto: async (url) => void (await page.goto(url)),
        evaluate: (act, argument) => page.evaluate(act as never, argument) as never,
      }
    },
    reset: async () => {
      await context.close()
      context = await browser.newContext()
    },
    close: () => browser.close(),
  }
}

/** What is used of selenium-webdriver, which has no types of its own. */
interface WebDriver {
  readonly get: (url: string) => Promise<void>
  readonly close: () => Promise<void>
  readonly quit: () => Promise<void>
  readonly executeAsyncScript: (script: string, ...values: unknown[]) => Promise<unknown>
  readonly getWindowHandle: () => Promise<string>
  readonly getAllWindowHandles: () => Promise<readonly string[]>
  readonly switchTo: () => {
    readonly window: (handle: string) => Promise<void>
    readonly newWindow: (type: 'tab') => Promise<void>
  }
}
interface Builder {
  readonly usingServer: (url: string) => Builder
  readonly withCapabilities: (capabilities: object) => Builder
  readonly build: () => Promise<WebDriver>
}
interface Selenium {
  readonly Builder: new () => Builder
}

/** WebKitGTK's own small browser, which its driver starts. */
const miniBrowsers = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/libexec'].map(
  (folder) => `${folder}/webkit2gtk-4.1/MiniBrowser`,
)

async function startWebKit(): Promise<RunningEngine> {
  const { Builder } = createRequire(`${import.meta.dirname}/package.json`)('selenium-webdriver') as Selenium
  const binary = process.env['WHY401_WEBKIT'] ?? miniBrowsers.find(existsSync)
  const { driver: started, url: driverUrl } = await startDriver()
  const driver = await new Builder()
    .usingServer(driverUrl)
    .withCapabilities({
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { ...(binary !== undefined && { binary }), args: ['--automation'] },
      timeouts: { script: 120_000, pageLoad: 120_000 },
    })
    .build()
  const first = await driver.getWindowHandle()
  // A driver has one current window, so that one command after the other is given.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(handle: string, act: () => Promise<T>): Promise<T> => {
    const turn = last.then(async () => {
      await driver.switchTo().window(handle)
      return act()
    })
    last = turn.catch(() => {})
    return turn
  }
  let isFirstTaken = false
  return {
    openTab: async () => {
      // Only the first one is visible: the driver does not bring another to the front.
      const isFirst = !isFirstTaken
      isFirstTaken = true
      const handle = await inTurn(first, async () => {
        if (!isFirst) await driver.switchTo().newWindow('tab')
        return driver.getWindowHandle()
      })
      return {
        goto: (url) => inTurn(handle, () => driver.get(url)),
        evaluate: async (act, argument) => {
          const script = `const done = arguments[1]
            Promise.resolve(arguments[0]).then(${String(act)}).then((value) => done({ value }), (error) => done({ error: String(error) }))`
          const result = (await inTurn(handle, () => driver.executeAsyncScript(script, argument))) as {
            readonly value?: never
            readonly error?: string
          }
          if (result.error !== undefined) throw new Error(result.error)
          return result.value as never
        },
      }
    },
    // Each test has an origin of its own: its server's port.
    reset: async () => {
      for (const handle of await driver.getAllWindowHandles()) {
        if (handle !== first) await inTurn(handle, () => driver.close())
      }
      await inTurn(first, () => driver.get('about:blank'))
      isFirstTaken = false
    },
    close: async () => {
      await driver.quit().catch(() => {})
      stop(started)
    },
  }
}

async function startDriver(): Promise<{ readonly driver: ChildProcess; readonly url: string }> {
  const port = await freePort()
  const path = findBrowser('webkit') ?? 'WebKitWebDriver'
  const driver = spawn('xvfb-run', ['-a', '-s', '-screen 0 1600x1200x24', path, `--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    detached: true,
    env: {
      ...process.env,
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      // A container's root cannot use the sandbox.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      NO_AT_BRIDGE: '1',
    },
  })
  const url = `http://127.0.0.1:${port}`
  const failed = new Promise<never>((_resolve, reject) => {
    driver.once('error', reject)
    driver.once('exit', (code) => reject(new Error(`WebKit's driver ended with ${String(code)}`)))
  })
  failed.catch(() => {})
  await Promise.race([failed, untilItAnswers(`${url}/status`)])
  return { driver, url }
}

async function untilItAnswers(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => {
      setTimeout(resolve, 100)
    })
  }
}

/** xvfb-run, the X server and the driver are one group of processes. */
function stop({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid)
  } catch {
    // It ended by itself.
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
