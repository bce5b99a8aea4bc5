// Every page that was built, each once and in a cheap manner: narrow, dark, over a fast network, in a browser tab that the next page gets.
import { globSync } from 'node:fs'
import type { Browser } from 'playwright'
import { findViolationsInText } from './accessibility.ts'
import { findBasics, findOverflow } from './basics.ts'
import { findPictures } from './loading.ts'
import { type OpenedPage, type Screen, settle, watch } from './opened-page.ts'
import { sitePages } from './page-list.ts'
import { plantedPage } from './planted.ts'
import { serveSite } from './static-host.ts'

export const narrow: Screen = { width: 320, height: 740, colorScheme: 'dark', reducedMotion: 'reduce' }

/** The pages of the built folder by their address, so that none is forgotten: `recipes/index.html` is `recipes/`. */
export const builtPaths = (): string[] =>
  globSync('**/*.html', { cwd: 'site/dist' })
    .map((file) => file.replaceAll('\\', '/').replace(/(^|\/)index\.html$/, '$1'))
    .sort()

/** What shows that a page can be used. */
const readinessOf = (path: string): string =>
  [...sitePages, plantedPage].find((one) => one.path === path)?.isReady ?? 'h1'

/** The app that a path is of; its router knows more addresses than its own, each with a copy of the app. */
const appOf = (path: string): string | undefined =>
  sitePages.find(({ kind, path: start }) => kind === 'app' && path.startsWith(start))?.path
/** An app shows what a refusal is. */
const isPlayed = (fault: string): boolean => /^401 for|status of 401/.test(fault)

/** Tabs that were opened once, and are used for one page after the other. */
export class Tabs {
  readonly #idle: OpenedPage[] = []
  readonly #all: OpenedPage[] = []
  readonly #browser: Browser
  readonly #base: string

  constructor(browser: Browser, base: string) {
    this.#browser = browser
    this.#base = base
  }

  /** What is wrong with one page. `used` are titles and descriptions of pages before. */
  async check(path: string, homepage: string, used: Map<string, string>): Promise<string[]> {
    const app = appOf(path)
    // An app leaves a service worker and its state behind: it has a tab of its own.
    const opened = (app === undefined ? this.#idle.pop() : undefined) ?? (await this.#open())
    const { page, host, faults } = opened
    // What the page before had left to say is not of this one.
    await page.goto('about:blank')
    faults.length = 0
    await page.setViewportSize({ width: narrow.width, height: narrow.height })
    await page.goto(host.url + path)
    await settle(page, readinessOf(path))
    const found = [
      ...(await findOverflow(opened)),
      ...(await findPictures(opened)),
      // The pages of a folder are of one kind, which is in the list.
      ...(await findViolationsInText(opened, !path.includes('/'))),
      // A search engine gets neither the page for a wrong address, nor an app more than once.
      ...(path === '404.html' || (app ?? path) !== path ? [] : await findBasics(opened, { path }, homepage, used)),
    ]
    if (app === undefined) this.#idle.push(opened)
    return [...faults.filter((fault) => app === undefined || !isPlayed(fault)), ...found]
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((opened) => opened.close()))
  }

  async #open(): Promise<OpenedPage> {
    const host = await serveSite(this.#base, { isFast: true })
    const { width, height, ...media } = narrow
    const context = await this.#browser.newContext({ viewport: { width, height }, ...media })
    const page = await context.newPage()
    const faults = watch(context, page, new URL(host.url).origin)
    const close = async (): Promise<void> => {
      await context.close()
      await host.close()
    }
    const opened = { page, host, screen: narrow, faults, close }
    this.#all.push(opened)
    return opened
  }
}
