// npm run screenshots: the pictures in README and docs, taken of what is built: the example in React, the playground, the panel.
import { spawnSync } from 'node:child_process'
import { chromium } from 'playwright'
import { startServer } from '../../examples/server/start-server.ts'
import { chromium as launchOptions } from '../browsers.ts'

const server = await startServer({ page: 'examples/dist' })
const browser = await chromium.launch(launchOptions())

/** A page as a reader sees it: twice the pixels, so that text stays sharp. */
async function open(path: string, height: number): Promise<Awaited<ReturnType<typeof browser.newPage>>> {
  const page = await browser.newPage({
    viewport: { width: 1280, height },
    deviceScaleFactor: 2,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  await page.goto(server.url + path)
  return page
}

const app = await open('/react/', 860)
await app.getByRole('button', { name: 'Load projects' }).click()
await app.getByLabel('User name').fill('ada')
await app.getByLabel('Password').fill('lovelace')
await app.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click()
await app.locator('#projects-output').filter({ hasText: '3 projects' }).waitFor()
await app.getByRole('button', { name: 'Get forecast' }).click()
await app.getByRole('form', { name: 'Reconnect Meteo' }).waitFor()
await app.getByRole('button', { name: 'Finance' }).click()
await app.getByRole('heading', { name: 'You lack a permission for this.' }).waitFor()
await app.evaluate(() => scrollTo(0, 0))
await app.screenshot({ path: 'docs/images/example-react.png' })

const playground = await open('/playground/#two-on-one-line', 860)
await playground.getByRole('heading', { name: 'Evidence' }).waitFor()
await playground.screenshot({ path: 'docs/images/playground.png' })

await browser.close()
await server.close()
const { status } = spawnSync(process.execPath, ['scripts/screenshots/devtools.mjs'], { stdio: 'inherit' })
process.exit(status ?? 1)
