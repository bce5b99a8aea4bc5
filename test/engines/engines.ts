import { chromium, type ElementHandle, firefox, type Page } from 'playwright'
import { chromium as chromiumOptions, type Engine, firefox as firefoxOptions } from '../../scripts/browsers.ts'
import { findElement, type Target } from './target.ts'
import { untilDone } from './until-done.ts'
import { startWebKit } from './webkit.ts'

/** A key, and one that is held meanwhile. */
export interface Press {
  readonly key: 'Tab' | 'Enter' | 'Escape' | 'a' | 'v'
  readonly modifier?: 'Shift' | 'Control'
}

/** One tab of a browser. What is done in it is done by the browser's own input, as a person does it. */
export interface EngineTab {
  readonly goto: (url: string) => Promise<void>
  /** The function runs in the page, and sees nothing but its argument. */
  readonly evaluate: <T, A>(act: (argument: A) => T, argument: A) => Promise<Awaited<T>>
  /** Runs a script of any size, past the page's content security policy. */
  readonly run: (script: string) => Promise<void>
  /** Waits until the element can be pressed, and presses it. */
  readonly click: (target: Target) => Promise<void>
  /** Waits for the field, and replaces what it holds. */
  readonly write: (target: Target, text: string) => Promise<void>
  /** Presses a key for what has the focus. */
  readonly press: (press: Press) => Promise<void>
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
    openTab: async () => tabOf(await context.newPage()),
    reset: async () => {
      await context.close()
      context = await browser.newContext()
    },
    close: () => browser.close(),
  }
}

function tabOf(page: Page): EngineTab {
  const withElement = (target: Target, act: (element: ElementHandle) => Promise<void>): Promise<void> =>
    untilDone(async () => {
      const element = (await page.evaluateHandle(findElement, target)).asElement()
      if (element === null) return false
      await act(element)
      return true
    })
  return {
    goto: async (url) => void (await page.goto(url)),
    evaluate: (act, argument) => page.evaluate(act as never, argument) as never,
    run: (script) => page.evaluate(script),
    click: (target) => withElement(target, (element) => element.click()),
    write: (target, text) =>
      withElement(target, async (element) => {
        if (text.includes('\n')) return element.fill(text)
        // What `fill` does in Firefox, a field of React does not notice.
        await element.click()
        await element.selectText()
        await page.keyboard.type(text)
      }),
    press: ({ key, modifier }) => page.keyboard.press(modifier === undefined ? key : `${modifier}+${key}`),
  }
}
