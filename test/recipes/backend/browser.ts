import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { chromium, type Page } from 'playwright'
import { onTestFinished } from 'vitest'
import { chromium as launchOptions } from '../../../scripts/browsers.ts'

/** A module with all that it imports, for a browser; `path` is below test/recipes. */
export async function bundle(path: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../${path}`, import.meta.url))],
    tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)),
    bundle: true,
    write: false,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  return outputFiles[0]?.text ?? ''
}

/** A page in a real Chromium, until the test is over. */
export async function openBrowser(url: string): Promise<Page> {
  const browser = await chromium.launch(launchOptions())
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  await page.goto(url)
  return page
}

/** The files of a page that runs the module at `path`. */
export async function pageWith(path: string) {
  return {
    '/': {
      type: 'text/html',
      body: '<!doctype html><title>recipe</title><script type="module" src="/page.js"></script>',
    },
    '/page.js': { type: 'text/javascript', body: await bundle(path) },
  }
}
