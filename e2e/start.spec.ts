import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from '@playwright/test'

const node = process.platform === 'win32' ? 'node_modules/.bin/node.cmd' : 'node_modules/.bin/node'

async function printedUrl(server: ChildProcess): Promise<string> {
  let printed = ''
  for await (const chunk of server.stdout ?? []) {
    printed += String(chunk)
    const url = /http:\/\/localhost:\d+/.exec(printed)?.[0]
    if (url !== undefined) return url
  }
  throw new Error(`the server ended without printing its URL: ${printed}`)
}

test('what npm start runs prints a URL, and the page there works', async ({ page }) => {
  const server = spawn(node, ['examples/server/main.ts'], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(server, 'exit')
  try {
    await page.goto(await printedUrl(server))
    await expect(page).toHaveTitle('Projects · why401 example')
    await page.getByRole('button', { name: 'Load projects' }).click()
    await page.getByRole('dialog').getByLabel('User name').fill('ada')
    await page.getByRole('dialog').getByLabel('Password').fill('lovelace')
    await page.keyboard.press('Enter')
    await expect(page.locator('#projects-output')).toHaveText('3 projects')
  } finally {
    server.kill()
    await ended
  }
})
