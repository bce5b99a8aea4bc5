import { readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { test as base, expect, type Locator, type Page } from '@playwright/test'
import type { LabOptions } from './page.ts'
import { type LabServer, startLab } from './server.ts'

export { expect }

declare global {
  interface Window {
    skip: (ms: number) => void
  }
}

/** Runs in the page. */
function ownClock(): void {
  const start = window.setTimeout.bind(window)
  const stop = window.clearTimeout.bind(window)
  const now = Date.now.bind(Date)
  const timers = new Map<number, { readonly due: number; readonly act: () => void; running: number }>()
  let skipped = 0
  let last = 0
  const run = (id: number): void => {
    const timer = timers.get(id)
    timers.delete(id)
    timer?.act()
  }
  Date.now = () => now() + skipped
  Object.assign(window, {
    setTimeout: (act: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) => {
      last += 1
      const id = last
      timers.set(id, { due: Date.now() + ms, act: () => act(...given), running: start(() => run(id), ms) })
      return id
    },
    clearTimeout: (id: number) => {
      stop(timers.get(id)?.running)
      timers.delete(id)
    },
    skip: (ms: number) => {
      skipped += ms
      for (const [id, timer] of [...timers].sort(([, a], [, b]) => a.due - b.due)) {
        stop(timer.running)
        timer.running = start(() => run(id), Math.max(0, timer.due - Date.now()))
      }
    },
  })
}

/** One tab of the lab's app. */
export class LabTab {
  readonly page: Page
  readonly state: Locator
  readonly answers: Locator
  readonly broken: Locator
  readonly signIn: Locator
  readonly decline: Locator

  constructor(page: Page) {
    this.page = page
    this.state = page.locator('#state')
    this.answers = page.locator('#answers')
    this.broken = page.locator('#broken')
    this.signIn = page.getByRole('button', { name: 'Sign in' })
    this.decline = page.getByRole('button', { name: 'Not now' })
  }

  async open(url: string, options: LabOptions = {}): Promise<void> {
    const address = new URL(url)
    address.searchParams.set('lab', JSON.stringify(options))
    await this.page.goto(address.href)
    await this.page.waitForFunction(() => 'lab' in window)
  }

  /** Gives this tab a clock of its own, for `skip`; call it before `open`. Playwright's is one for all tabs of a context. */
  async ownClock(): Promise<void> {
    await this.page.addInitScript(ownClock)
  }

  /** Lets time pass in this tab alone: what is due runs at once. */
  async skip(ms: number): Promise<void> {
    await this.page.evaluate((skipped) => window.skip(skipped), ms)
  }

  /** Sends without waiting for the answers, which the page then shows. */
  async fire(count: number, query = ''): Promise<void> {
    await this.page.evaluate((given) => window.lab.fire(...given), [count, query] as const)
  }

  send(count: number, query = ''): Promise<readonly (number | string)[]> {
    return this.page.evaluate((given) => window.lab.send(...given), [count, query] as const)
  }

  /** Clicks a link; does not wait for where it leads. */
  async follow(to: string): Promise<void> {
    await this.page.evaluate((href) => {
      const link = Object.assign(document.createElement('a'), { href, textContent: 'Go' })
      document.body.append(link)
      setTimeout(() => link.click())
    }, to)
  }

  events(): Promise<readonly string[]> {
    return this.page.evaluate(() => window.lab.events)
  }

  generation(): Promise<number> {
    return this.page.evaluate(() => window.lab.auth.state.get().generation)
  }
}

/** The app signs in once, past the library: a page that was loaded with a session. */
async function login(tab: LabTab): Promise<void> {
  await tab.page.evaluate(() => window.lab.login())
}

export interface LabFixture {
  readonly server: LabServer
  /** Opens this many tabs of the app, signed in. */
  readonly tabs: (count: number, options?: LabOptions) => Promise<LabTab[]>
  /** An empty tab. */
  readonly tab: () => Promise<LabTab>
  /** One more tab of the app, as it was opened by `tabs`. */
  readonly more: (options?: LabOptions) => Promise<LabTab>
}

/** Each test has a server of its own, and as many tabs as it opens; what a page throws fails the test. */
export const test = base.extend<{ lab: LabFixture }, { script: string }>({
  script: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright wants to see what a fixture takes, be it nothing
    async ({}, use) => {
      const { outputFiles } = await build({
        entryPoints: [`${import.meta.dirname}/page.ts`],
        bundle: true,
        write: false,
        format: 'esm',
        target: 'es2022',
      })
      await use(outputFiles[0]!.text)
    },
    { scope: 'worker' },
  ],
  lab: async ({ context, script }, use) => {
    const server = await startLab(readFileSync(`${import.meta.dirname}/index.html`, 'utf8'), script)
    const errors: string[] = []
    context.on('weberror', (error) => errors.push(String(error.error())))
    // The page that the test before has left is the first tab: a new one costs a process.
    const left = context.pages()
    const tab = async (): Promise<LabTab> => new LabTab(left.pop() ?? (await context.newPage()))
    const more: LabFixture['more'] = async (options) => {
      const next = await tab()
      await next.open(server.url, options)
      return next
    }
    await use({
      server,
      tab,
      more,
      tabs: async (count, options) => {
        const tabs: LabTab[] = []
        for (let index = 0; index < count; index += 1) {
          const next = await more(options)
          if (index === 0) await login(next)
          tabs.push(next)
        }
        return tabs
      },
    })
    await server.close()
    expect(errors, 'nothing was thrown in a page').toEqual([])
  },
})
