// npm run screenshots: the pictures in README and docs, taken of what is built, light and dark: the example apps, the playground, the panel.
import { spawnSync } from 'node:child_process'
import { chromium, type Locator, type Page } from 'playwright'
import { startServer } from '../../examples/server/start-server.ts'
import { chromium as launchOptions } from '../browsers.ts'
import { pathOf, type Scheme, schemes } from './schemes.ts'
import { makeSmall } from './small-png.ts'

interface View {
  readonly colorScheme: Scheme
  readonly width?: number
  readonly height?: number
}

const server = await startServer({ page: 'examples/dist' })
const browser = await chromium.launch(launchOptions())

/** A page as a reader sees it, with more pixels, so that text stays sharp. */
async function open(path: string, { colorScheme, width = 1280, height = 860 }: View): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width, height },
    deviceScaleFactor: width < 800 ? 2 : 1.5,
    colorScheme,
    reducedMotion: 'reduce',
  })
  await page.goto(server.url + path)
  return page
}

async function shoot(part: Page | Locator, name: string, { colorScheme }: View): Promise<void> {
  const path = pathOf(name, colorScheme)
  await part.screenshot({ path })
  makeSmall(path)
}

/** Signs in to the example in React, and meets a broken integration and a missing permission. */
async function shootExample(view: View): Promise<void> {
  const app = await open('/react/', view)
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
  await shoot(app, 'example-react', view)
}

/** Plays a scenario of the example app, and takes a picture of it. */
async function shootStory(name: string, path: string, scenario: RegExp, view: View): Promise<void> {
  const page = await open(path, view)
  await page.getByRole('button', { name: scenario }).click()
  await page.locator('[data-playing="false"] li').last().waitFor()
  await page.mouse.move(5, 5)
  await shoot(page, name, view)
}

async function shootPlayground(view: View): Promise<void> {
  const playground = await open('/playground/#third-party-problem', view)
  await playground.locator('.drawing.tree svg').waitFor()
  await shoot(playground, 'playground', view)
  await shoot(playground.locator('.card.decision'), 'playground-tree', view)

  const phone = await open('/playground/#expired-token', { ...view, width: 390, height: 780 })
  await phone.locator('.drawing.tree svg').waitFor()
  await shoot(phone, 'playground-phone', view)
}

for (const colorScheme of schemes) {
  await shootExample({ colorScheme })
  await shootStory('story', '/', /^1 Expired token/, { colorScheme })
  await shootStory('story-key', '/vue/', /^2 Dead/, { colorScheme })
  await shootStory('story-phone', '/react/', /^7 Another origin/, { colorScheme, width: 390 })
  await shootPlayground({ colorScheme })
}

await browser.close()
await server.close()
const { status } = spawnSync(process.execPath, ['scripts/screenshots/devtools.mjs'], { stdio: 'inherit' })
process.exit(status ?? 1)
