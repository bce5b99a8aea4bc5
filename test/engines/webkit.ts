import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer, type AddressInfo } from 'node:net'
import { findBrowser } from '../../scripts/browsers.ts'
import type { EngineTab, Press, RunningEngine } from './engines.ts'
import { findElement } from './target.ts'
import { untilDone } from './until-done.ts'

/** What is used of selenium-webdriver, which has no types of its own. */
interface WebElement {
  readonly click: () => Promise<void>
  readonly clear: () => Promise<void>
  readonly sendKeys: (text: string) => Promise<void>
}
interface Actions {
  readonly keyDown: (key: string) => Actions
  readonly keyUp: (key: string) => Actions
  readonly perform: () => Promise<void>
}
interface WebDriver {
  readonly get: (url: string) => Promise<void>
  readonly close: () => Promise<void>
  readonly quit: () => Promise<void>
  readonly executeScript: (script: string, ...values: unknown[]) => Promise<unknown>
  readonly executeAsyncScript: (script: string, ...values: unknown[]) => Promise<unknown>
  readonly actions: () => Actions
  readonly manage: () => { readonly deleteAllCookies: () => Promise<void> }
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

/** Keys as WebDriver names them. */
const keys: { readonly [K in Press['key']]: string } = {
  Tab: '\uE004',
  Enter: '\uE007',
  Escape: '\uE00C',
  a: 'a',
  v: 'v',
}
const modifiers = { Shift: '\uE008', Control: '\uE009' }

/** WebKitGTK's own small browser, which its driver starts. */
const miniBrowsers = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/libexec'].map(
  (folder) => `${folder}/webkit2gtk-4.1/MiniBrowser`,
)

export async function startWebKit(): Promise<RunningEngine> {
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
      return tabOf(driver, (act) => inTurn(handle, act))
    },
    // Each test has an origin of its own, its server's port; cookies are the host's.
    reset: async () => {
      for (const handle of await driver.getAllWindowHandles()) {
        if (handle !== first) await inTurn(handle, () => driver.close())
      }
      await inTurn(first, async () => {
        await driver.manage().deleteAllCookies()
        await driver.get('about:blank')
      })
      isFirstTaken = false
    },
    close: async () => {
      await driver.quit().catch(() => {})
      stop(started)
    },
  }
}

function tabOf(driver: WebDriver, inTurn: <T>(act: () => Promise<T>) => Promise<T>): EngineTab {
  const withElement = (target: Parameters<typeof findElement>[0], act: (element: WebElement) => Promise<void>) =>
    untilDone(() =>
      inTurn(async () => {
        const element = (await driver.executeScript(
          `return (${String(findElement)})(arguments[0])`,
          target,
        )) as WebElement | null
        if (element === null) return false
        // The driver takes an element at the very edge of the window for one in view, and then cannot press it.
        await driver.executeScript("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element)
        await act(element)
        return true
      }),
    )
  return {
    goto: (url) => inTurn(() => driver.get(url)),
    evaluate: async (act, argument) => {
      const script = `const done = arguments[1]
        Promise.resolve(arguments[0]).then(${String(act)}).then((value) => done({ value }), (error) => done({ error: String(error) }))`
      const result = (await inTurn(() => driver.executeAsyncScript(script, argument))) as {
        readonly value?: never
        readonly error?: string
      }
      if (result.error !== undefined) throw new Error(result.error)
      return result.value as never
    },
    run: (script) => inTurn(async () => void (await driver.executeScript(script))),
    click: (target) => withElement(target, (element) => element.click()),
    write: (target, text) =>
      withElement(target, async (element) => {
        await element.clear()
        if (!text.includes('\n')) return element.sendKeys(text)
        // The driver drops the ends of lines: the text comes as if it were pasted.
        await element.click()
        await driver.executeScript("document.execCommand('insertText', false, arguments[0])", text)
      }),
    press: ({ key, modifier }) =>
      inTurn(async () => {
        const held = modifier && modifiers[modifier]
        const before = held === undefined ? driver.actions() : driver.actions().keyDown(held)
        const pressed = before.keyDown(keys[key]).keyUp(keys[key])
        await (held === undefined ? pressed : pressed.keyUp(held)).perform()
      }),
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
  await Promise.race([
    failed,
    untilDone(async () => (await fetch(`${url}/status`).catch(() => undefined))?.ok === true),
  ])
  return { driver, url }
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
