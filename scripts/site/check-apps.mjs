// The static apps of the built site (site/dist), in a browser: each starts its backend, and plays the story's first scenario.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { chromium } from 'playwright'
import { chromium as options } from '../browsers.ts'

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
async function answer(request, response) {
  const { pathname } = new URL(request.url, 'http://site')
  const name = normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname)
  const content = await readFile(join('site/dist', name)).catch(() => undefined)
  response
    .writeHead(content === undefined ? 404 : 200, { 'content-type': types[extname(name)] ?? 'text/plain' })
    .end(content)
}
const server = createServer((request, response) => void answer(request, response))
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
const siteUrl = `http://localhost:${server.address().port}`
const browser = await chromium.launch(options())
try {
  for (const app of ['page', 'react', 'vue']) {
    const page = await browser.newPage()
    const errors = []
    page.on('pageerror', (error) => errors.push(String(error)))
    await page.goto(`${siteUrl}/${app}/`)
    await page.getByRole('button', { name: 'Expired token' }).click({ timeout: 60_000 })
    await page.getByText('One renewal served all five').waitFor({ timeout: 60_000 })
    if (errors.length > 0) throw new Error(`${app}: ${errors.join(', ')}`)
    console.log(`${app}: starts, and plays its first scenario`)
    await page.close()
  }
  const page = await browser.newPage()
  await page.goto(`${siteUrl}/playground/`)
  await page.getByRole('textbox').first().waitFor({ timeout: 60_000 })
  console.log('playground: starts')
} finally {
  await browser.close()
  server.closeAllConnections()
  server.close()
}
