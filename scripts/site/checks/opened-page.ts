// One page of the site, opened by a browser that has nothing of it yet, over a slow network.
import type { Browser, BrowserContext, Page } from 'playwright'
import type { SitePage } from './page-list.ts'
import { serveSite, type StaticHost } from './static-host.ts'

export interface Screen {
  readonly width: number
  readonly height: number
  readonly colorScheme: 'light' | 'dark'
  readonly reducedMotion: 'reduce' | 'no-preference'
}

export interface OpenedPage {
  readonly page: Page
  readonly host: StaticHost
  readonly screen: Screen
  /** What went wrong while it loaded, one line each: the console, failed requests, other hosts. */
  readonly faults: string[]
  close(): Promise<void>
}

/** A phone on a train: pictures and late scripts come well after the text. */
const slow = { offline: false, latency: 60, downloadThroughput: 500_000, uploadThroughput: 100_000 }

/** Collects how far the page moved by itself, from the first frame on. */
const observeShifts = (): void => {
  const shifts: { value: number; what: string }[] = []
  Object.assign(globalThis, { shifts })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput, sources } = entry as PerformanceEntry & {
        readonly value: number
        readonly hadRecentInput: boolean
        readonly sources: readonly { readonly node: Node | null }[]
      }
      const names = sources.map(({ node }) =>
        node instanceof Element ? `${node.localName}.${node.className}` : (node?.nodeName ?? ''),
      )
      if (!hadRecentInput) shifts.push({ value, what: names.join(', ') })
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

/** Faults of loading, as the browser tells them. */
export function watch(context: BrowserContext, page: Page, origin: string): string[] {
  const faults: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (/^https?:$/.test(url.protocol) && url.origin !== origin) faults.push(`asks another host: ${url.href}`)
  })
  context.on('requestfailed', (request) => faults.push(`request failed: ${request.url()}`))
  context.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} for ${response.url()}`)
  })
  return faults
}

/** Waits until a page can be used and nothing of it is on its way: script, fonts, pictures, two frames. */
export async function settle(page: Page, isReady: string): Promise<void> {
  await page.locator(isReady).first().waitFor()
  await page.waitForFunction(() => {
    const app = document.querySelector('#app')
    return app === null || !document.querySelector('.VPContent') || '__vue_app__' in app
  })
  await page.evaluate(async () => {
    await document.fonts.ready
    // A lazy picture comes when it is near what is seen: these are shown at once, and move the page if their place is not kept.
    const pictures = [...document.images].filter((picture) => picture.checkVisibility())
    for (const picture of pictures) picture.loading = 'eager'
    await Promise.all(pictures.map((picture) => picture.decode().catch(() => undefined)))
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame)
  })
}

export async function openPage(
  browser: Browser,
  base: string,
  { path, isReady }: SitePage,
  screen: Screen,
): Promise<OpenedPage> {
  const { width, height, ...media } = screen
  const host = await serveSite(base)
  const context = await browser.newContext({ viewport: { width, height }, ...media })
  const close = async (): Promise<void> => {
    await context.close()
    await host.close()
  }
  const page = await context.newPage()
  const faults = watch(context, page, new URL(host.url).origin)
  try {
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', slow)
    await page.addInitScript(observeShifts)
    await page.goto(host.url + path)
    await settle(page, isReady)
  } catch (error) {
    await close()
    throw error
  }
  return { page, host, screen, faults, close }
}
