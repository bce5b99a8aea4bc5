// npm run screenshots: the pictures in README and docs, taken of what is built: the example in React, the playground, the panel.
import { spawnSync } from 'node:child_process'
import { chromium } from 'playwright'
import { startServer } from '../../examples/server/start-server.ts'
import { chromium as launchOptions } from '../browsers.ts'
import { makeSmall } from './small-png.ts'

const server = await startServer({ page: 'examples/dist' })
const browser = await chromium.launch(launchOptions())

/** A page as a reader sees it, with more pixels, so that text stays sharp. */
async function open(
  path: string,
  height: number,
  { width = 1280, colorScheme = 'light' }: { readonly width?: number; readonly colorScheme?: 'light' | 'dark' } = {},
): Promise<Awaited<ReturnType<typeof browser.newPage>>> {
  const page = await browser.newPage({
    viewport: { width, height },
    deviceScaleFactor: width < 800 ? 2 : 1.5,
    colorScheme,
    reducedMotion: 'reduce',
  })
  await page.goto(server.url + path)
  return page
}

async function shoot(
  part: { readonly screenshot: (options: { path: string }) => Promise<unknown> },
  name: string,
): Promise<void> {
  const path = `docs/images/${name}.png`
  await part.screenshot({ path })
  makeSmall(path)
}

const app = await open('/react/', 860)
await app.getByRole('button', { name: 'Load projects' }).click()
await app.getByLabel('User name').fill('ada')
await app.getByLabel('Password').fill('lovelace')
await app.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click()
await app.locator('#projects-output').filter({ hasText: '3 projects' }).waitFor()
await app.getByRole('button', { name: 'List reports' }).click()
await app.getByRole('list', { name: 'This month' }).waitFor()
await app.getByRole('button', { name: 'Get forecast' }).click()
await app.getByRole('form', { name: 'Reconnect Meteo' }).waitFor()
await app.getByRole('button', { name: 'Finance' }).click()
await app.getByRole('heading', { name: 'You lack a permission for this.' }).waitFor()
// The app, below the header that stays in view.
await app.evaluate(() => {
  const top = document.querySelector('.columns')?.getBoundingClientRect().top ?? 0
  scrollBy(0, top - (document.querySelector('.top')?.clientHeight ?? 0))
})
await app.mouse.move(5, 5)
await shoot(app, 'example-react')

/** Plays a scenario of the example app, and takes a picture of it. */
async function shootStory(
  name: string,
  path: string,
  scenario: RegExp,
  options: Parameters<typeof open>[2],
): Promise<void> {
  const page = await open(path, 860, options)
  await page.getByRole('button', { name: scenario }).click()
  await page.locator('[data-playing="false"] li').last().waitFor()
  await page.mouse.move(5, 5)
  await shoot(page, name)
}

await shootStory('story', '/', /^1 Expired token/, {})
await shootStory('story-dark', '/vue/', /^2 Dead/, { colorScheme: 'dark' })
await shootStory('story-phone', '/react/', /^7 Another origin/, { width: 390 })

const playground = await open('/playground/#third-party-problem', 860)
await playground.locator('.drawing.tree svg').waitFor()
await shoot(playground, 'playground')
await shoot(playground.locator('.card.decision'), 'playground-tree')

const phone = await open('/playground/#expired-token', 780, { width: 390 })
await phone.locator('.drawing.tree svg').waitFor()
await shoot(phone, 'playground-phone')

await browser.close()
await server.close()
const { status } = spawnSync(process.execPath, ['scripts/screenshots/devtools.mjs'], { stdio: 'inherit' })
process.exit(status ?? 1)
