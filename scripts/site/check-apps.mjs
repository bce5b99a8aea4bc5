// The static apps of the built site (site/dist), in a browser: each starts its backend, and plays the story's first scenario.
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright'
import { headlessChromium } from '../browsers.ts'
import { serveSite } from './checks/static-host.ts'

const { base } = JSON.parse(readFileSync('site/.stage/site.json', 'utf8'))
const host = await serveSite(base)
const browser = await chromium.launch(headlessChromium())
try {
  for (const app of ['page', 'react', 'vue']) {
    const page = await browser.newPage()
    const errors = []
    page.on('pageerror', (error) => errors.push(String(error)))
    await page.goto(`${host.url}${app}/`)
    await page.getByRole('button', { name: 'Expired token' }).click({ timeout: 60_000 })
    await page.getByText('One renewal served all five').waitFor({ timeout: 60_000 })
    if (errors.length > 0) throw new Error(`${app}: ${errors.join(', ')}`)
    console.log(`${app}: starts, and plays its first scenario`)
    await page.close()
  }
  // Of one browser: the only tab is closed, and an app opened again.
  const context = await browser.newContext()
  for (const app of ['page', 'react']) {
    const tab = await context.newPage()
    await tab.goto(`${host.url}${app}/`)
    await tab.locator('[data-playing]').first().waitFor({ timeout: 60_000 })
    await tab.close()
  }
  console.log('react: starts after the only tab was closed')
  const page = await browser.newPage()
  await page.goto(`${host.url}playground/`)
  await page.getByRole('textbox').first().waitFor({ timeout: 60_000 })
  console.log('playground: starts')
} finally {
  await browser.close()
  await host.close()
}
