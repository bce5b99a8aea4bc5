// Each starter as an online editor opens it: its folder alone, with the package as it is published, and its one command.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'

const starters = ['typescript', 'react', 'vue'] as const
const node = resolve('node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node')

test('what the starters share is the same', () => {
  for (const file of ['backend.ts', 'src/auth.ts', 'src/styles.css']) {
    const texts = starters.map((name) => readFileSync(`examples/starters/${name}/${file}`, 'utf8'))
    expect(new Set(texts).size, file).toBe(1)
  }
})

/** Installs a starter in a folder of its own: the packed tarball, and the tools that the repository has. */
function install(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `why401-starter-${name}-`))
  cpSync(`examples/starters/${name}`, folder, { recursive: true })
  const packed = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, 'why401'), { recursive: true })
  execFileSync('tar', ['-xzf', packed.trim(), '-C', 'node_modules/why401', '--strip-components=1'], { cwd: folder })
  for (const module of readdirSync('node_modules')) {
    if (!module.startsWith('.')) symlinkSync(resolve('node_modules', module), join(modules, module), 'junction')
  }
  return folder
}

for (const name of starters) {
  test(`${name}: sign in, an expired token, a missing scope, a dead key`, { tag: '@slow' }, async ({ page }) => {
    const folder = install(name)
    const vite = spawn(node, [resolve('node_modules/vite/bin/vite.js'), '--port', '0', '--host', '127.0.0.1'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(vite, 'exit')
    try {
      let printed = ''
      for await (const chunk of vite.stdout) {
        printed += String(chunk)
        if (/127\.0\.0\.1:\D*\d/.test(printed)) break
      }
      // A terminal's colours stand between the digits.
      const url = printed.replace(new RegExp(String.raw`\u001B\[\d+m`, 'g'), '').match(/http:\S+/)?.[0]
      if (url === undefined) throw new Error(`no URL in: ${printed}`)
      await page.goto(url)
      await play(page)
    } finally {
      vite.kill()
      await ended
      rmSync(folder, { recursive: true, force: true })
    }
  })
}

async function play(page: Page): Promise<void> {
  const button = (text: string): Locator => page.getByRole('button', { name: text, exact: true })
  const refusals: number[] = []
  page.on('response', (response) => {
    if (response.status() === 401) refusals.push(response.status())
  })

  await button('Load reports').click()
  const dialog = page.getByRole('dialog', { name: 'Sign in' })
  await dialog.getByLabel(/Password/).fill('wrong')
  await button('Sign in now').click()
  await expect(dialog.getByRole('alert')).not.toBeEmpty()
  await dialog.getByLabel(/Password/).fill('demo')
  await button('Sign in now').click()
  await expect(page.getByRole('listitem')).toHaveText(['Spring', 'Summer', 'Autumn'])
  await expect(page.getByRole('status')).toHaveText('The login is: signed-in')

  const before = refusals.length
  const expired = page.waitForResponse((response) => response.url().endsWith('/api/expire'))
  await button('Expire the token').click()
  await expired
  const renewed = page.waitForResponse((response) => response.url().endsWith('/api/token') && response.ok())
  await button('Load reports').click()
  await renewed
  await expect(page.getByRole('listitem')).toHaveCount(3)
  await expect(dialog).toHaveCount(0)
  expect(refusals.length - before).toBe(1)

  await button('Load salaries').click()
  await expect(page.getByText('This needs more permissions')).toBeVisible()
  await button('Dismiss').click()
  await expect(page.getByText('This needs more permissions')).toBeHidden()

  await button('Load the weather').click()
  await expect(page.getByLabel('New key')).toBeVisible()
  await expect(page.getByRole('status')).toHaveText('The login is: signed-in')
  await button('Store it').click()
  await expect(page.getByLabel('New key')).toBeHidden()
  await button('Load the weather').click()
  await expect(page.getByText('Sunny, 21 °C')).toBeVisible()

  await button('Sign out').click()
  await expect(page.getByRole('status')).toHaveText('The login is: signed-out')
  await expect(page.getByRole('listitem')).toHaveCount(0)
}
