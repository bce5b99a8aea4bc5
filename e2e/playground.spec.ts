import { existsSync } from 'node:fs'
import { expect, type Page, test as base } from '@playwright/test'
import { startServer } from '../examples/server/start-server.ts'
import { expectAccessible } from './app/accessible.ts'
import { findSmallControls } from './app/small-controls.ts'

const dist = 'examples/dist'
if (!existsSync(`${dist}/playground/index.html`)) {
  throw new Error('The page is not built: npm run build && npm run build:examples')
}

/** The page "Why?", with everything that it asked for, and everything that its browser complained about. */
class Playground {
  readonly page: Page
  readonly url: string
  readonly requests: string[] = []
  readonly complaints: string[] = []

  constructor(page: Page, url: string) {
    this.page = page
    this.url = `${url}/playground/`
    page.on('request', (request) => this.requests.push(request.url()))
    page.on('pageerror', (error) => this.complaints.push(String(error)))
    page.on('console', (message) => this.complaints.push(message.text()))
  }

  async open(fragment = ''): Promise<void> {
    await this.page.goto(this.url + fragment)
    await expect(this.page.getByRole('link', { name: 'Laravel’s 419' })).toBeVisible()
  }

  paste(text: string): Promise<void> {
    return this.page.getByRole('textbox', { name: 'A raw response, or a HAR' }).fill(text)
  }

  get verdict(): ReturnType<Page['locator']> {
    return this.page.locator('[data-section="verdict"]')
  }

  section(name: 'challenges' | 'evidence' | 'advice' | 'text'): ReturnType<Page['locator']> {
    return this.page.locator(`[data-section="${name}"]`)
  }

  async drop(name: string, text: string): Promise<void> {
    const files = await this.page.evaluateHandle(
      ([called, content]) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([content ?? ''], called ?? ''))
        return transfer
      },
      [name, text],
    )
    await this.page.dispatchEvent('#form', 'dragover', { dataTransfer: files })
    await this.page.dispatchEvent('#form', 'drop', { dataTransfer: files })
  }
}

const test = base.extend<{ why: Playground }>({
  why: async ({ page }, use) => {
    const server = await startServer({ page: dist })
    const why = new Playground(page, server.url)
    await use(why)
    await server.close()
    expect(why.complaints, 'the browser complained about nothing').toEqual([])
  },
})

const entry = (
  status: number,
  path: string,
  headers: readonly { name: string; value: string }[] = [],
  text = '',
): unknown => ({
  request: {
    method: 'GET',
    url: `https://app.example${path}`,
    headers: [{ name: 'Authorization', value: 'Bearer s3cret-of-the-har' }],
  },
  response: { status, statusText: '', headers, content: { size: text.length, mimeType: 'application/json', text } },
})
const har = (entries: readonly unknown[]): string =>
  JSON.stringify({ log: { version: '1.2', creator: { name: 'Firefox', version: '1' }, entries } })

test('a pasted response is explained: verdict, challenges, evidence, advice', async ({ why }) => {
  await why.open()
  await why.paste('HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer realm="api" error="invalid_token"\n\n')
  await expect(why.verdict).toContainText('reauthenticate')
  await expect(why.verdict).toContainText('token-invalid')
  await expect(why.verdict).toContainText('get a fresh token; the user need not be asked')
  await expect(why.verdict).toContainText(
    'certain: the challenge says so in a parameter or scheme that is meant for machines',
  )
  await expect(why.section('challenges').locator('.schemes')).toContainText('invalid_token')
  await expect(why.section('evidence').locator('[data-part="taken"]')).toContainText('error="invalid_token"')
  await expect(why.section('evidence').getByRole('link', { name: 'RFC 6750 §3.1' })).toHaveAttribute(
    'href',
    'https://www.rfc-editor.org/rfc/rfc6750#section-3.1',
  )
  await expect(why.section('advice').locator('[data-code="challenge-grammar"]')).toBeVisible()
  await expect(why.page.locator('#summary')).toHaveText('401: reauthenticate, token-invalid, certain.')
})

test('a deviation from the grammar is marked in the text, at its offset', async ({ why }) => {
  await why.open()
  await why.paste('HTTP/1.1 401 x\nWWW-Authenticate: Bearer realm="a" error="b"; x=y')
  const text = 'Bearer realm="a" error="b"; x=y'
  const marks = why.section('challenges').locator('mark')
  await expect(marks).toHaveText(['e1', ';2'])
  await expect(why.section('challenges').locator('.issues li')).toHaveText([
    new RegExp(`^missing-comma at offset ${text.indexOf('error')}:`),
    new RegExp(`^semicolon at offset ${text.indexOf(';')}:`),
  ])
})

test('what cannot be read is said with its line and column, and the old answer goes', async ({ why }) => {
  await why.open('#laravel')
  await expect(why.verdict).toContainText('csrf')
  await why.paste('HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer\nno header\n')
  await expect(why.page.getByRole('alert')).toHaveText(/^Line 3, column 1: this is no header/)
  await expect(why.page.locator('#paste')).toHaveAttribute('aria-invalid', 'true')
  await expect(why.verdict).toHaveCount(0)
  await why.paste('{ "log": { "entries": [ {} ] } }')
  await expect(why.page.getByRole('alert')).toHaveText('log.entries[0].request is missing.')
})

test('each example can be chosen, and its name is all that the address bar holds', async ({ why }) => {
  await why.open()
  const links = why.page.locator('#samples a')
  await expect(links).toHaveCount(10)
  for (const link of await links.all()) {
    await link.click()
    await expect(link).toHaveAttribute('aria-current', 'true')
    await expect(why.page).toHaveURL(why.url + String(await link.getAttribute('href')))
    await expect(why.verdict).toBeVisible()
  }
  await why.page.locator('#paste').press('End')
  await why.page.locator('#paste').pressSequentially('x')
  await expect(why.page).toHaveURL(why.url)
})

test('what else is known changes the verdict', async ({ why }) => {
  await why.open()
  await why.paste('HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm="Meteo"\n')
  await expect(why.verdict).toContainText('reauthenticate')
  await why.page.getByLabel('What was sent').selectOption('Basic')
  await expect(why.verdict).toContainText('credentials-rejected')
  await why.page.getByLabel('What was sent').selectOption('a cookie')
  await why.page.getByLabel('Role of the endpoint').selectOption('integration')
  await why.page.getByLabel('Integration', { exact: true }).fill('meteo')
  await expect(why.verdict).toContainText('third-party-key-invalid')
  await expect(why.verdict).toContainText('meteo')
  await why.page.getByLabel('Own realms').fill('x, Meteo')
  await expect(why.verdict).toContainText('reauthenticate')
})

test('headers without a status take it from the field', async ({ why }) => {
  await why.open()
  await why.paste('content-type: application/json\nwww-authenticate: Bearer')
  await expect(why.page.getByRole('alert')).toContainText('there is no status')
  await why.page.getByLabel('Status').fill('401')
  await expect(why.verdict).toContainText('reauthenticate')
})

test('another origin: the page cannot see the challenge, and is told so', async ({ why }) => {
  await why.open('#another-origin')
  await expect(why.verdict).toContainText('hides WWW-Authenticate')
  await expect(why.section('advice')).toContainText('Access-Control-Expose-Headers: WWW-Authenticate')
  await expect(why.section('challenges')).toContainText('invalid_token')
})

test('a HAR can be dropped: the refused entries are listed, and all on demand', async ({ why }) => {
  await why.open()
  const entries = Array.from({ length: 400 }, (_, index) => entry(200, `/api/items/${index}`, [], '{}'))
  entries.splice(100, 0, entry(401, '/api/me', [{ name: 'WWW-Authenticate', value: 'Bearer error="invalid_token"' }]))
  entries.splice(
    200,
    0,
    entry(
      200,
      '/api/orders',
      [{ name: 'Content-Type', value: 'text/html' }],
      '<form method="post" action="/login"><input type="password" name="p"></form>',
    ),
  )
  entries.push(entry(404, '/api/none'))
  await why.drop('x.har', har(entries))
  const list = why.page.getByRole('list', { name: 'Entries' })
  await expect(list.getByRole('button')).toHaveCount(3)
  await expect(why.page.locator('#entries-hint')).toHaveText('3 of 403 entries were refused (written by Firefox).')
  await expect(why.verdict).toContainText('token-invalid')
  await expect(why.page.getByLabel('Request URL')).toHaveValue('https://app.example/api/me')
  await expect(why.page.getByLabel('What was sent')).toHaveValue('bearer')
  await list.getByRole('button').nth(1).press('Enter')
  await expect(why.verdict).toContainText('login-page')
  await expect(list.getByRole('button').nth(1)).toHaveAttribute('aria-pressed', 'true')
  await why.page.getByLabel('show all').check()
  await expect(list.getByRole('button')).toHaveCount(403)
})

test('a HAR can be chosen, or pasted; one without refusals shows all of it', async ({ why }) => {
  await why.open()
  await why.page
    .locator('#file')
    .setInputFiles({ name: 'a.har', mimeType: 'application/json', buffer: Buffer.from(har([entry(403, '/a')])) })
  await expect(why.verdict).toContainText('forbidden')
  await why.paste(har([entry(200, '/b')]))
  await expect(why.page.locator('#summary')).toHaveText('No entry was refused.')
  await expect(why.page.getByRole('list', { name: 'Entries' }).getByRole('button')).toHaveText(
    /200GET https:\/\/app\.example\/bok/,
  )
  await why.page.getByRole('button', { name: 'Clear' }).click()
  await expect(why.page.getByRole('list', { name: 'Entries' })).toBeHidden()
  await expect(why.page.locator('#paste')).toBeFocused()
})

test('a chosen file that holds a raw response is read as one', async ({ why }) => {
  await why.open()
  await why.page
    .locator('#file')
    .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('HTTP/1.1 403 Forbidden\n\n') })
  await expect(why.verdict).toContainText('forbidden')
})

const secrets = [
  's3cret-bearer',
  's3cret-cookie',
  's3cret-set',
  's3cret-body',
  's3cret-query',
  's3cret-key',
  's3cret-nonce',
  's3cretToken68',
  's3cret-of-the-har',
  's3cret-parameter',
]

test('secrets are shown nowhere but in the text area, and nothing is kept', async ({ why }) => {
  await why.open()
  const text = [
    '> POST /api/token?code=s3cret-query HTTP/1.1',
    '> Host: app.example',
    '> Authorization: Bearer s3cret-bearer',
    '> Cookie: sid=s3cret-cookie',
    '>',
    '< HTTP/1.1 401 Unauthorized',
    '< Set-Cookie: sid=s3cret-set',
    '< X-Api-Key: s3cret-key',
    '< WWW-Authenticate: Negotiate s3cretToken68==, Digest realm="a", nonce="s3cret-nonce", Bearer x="https://a.example/?t=s3cret-parameter" y',
    '< Content-Type: application/json',
    '<',
    '{"access_token":"s3cret-body","error":"invalid_token"}',
  ].join('\n')
  await why.paste(text)
  await expect(why.verdict).toContainText('token-invalid')
  await expect(why.page.getByLabel('What was sent')).toHaveValue('bearer')
  await expect(why.page.getByLabel('Request URL')).toHaveValue('https://app.example/api/token')
  await why.section('text').locator('summary').click()
  await shows(why)
  await why.paste(`${text}\n{`.replace('< Content-Type: application/json', '< s3cret-key broken'))
  await expect(why.page.getByRole('alert')).not.toBeEmpty()
  await shows(why)
  await why.paste('{"log": s3cret-body')
  await expect(why.page.getByRole('alert')).toHaveText('Line 1, column 9: this is not JSON: a value should be here.')
  await shows(why)
  await why.drop('x.har', har([entry(401, '/a?b=s3cret-query')]))
  await expect(why.verdict).toContainText('reauthenticate')
  await shows(why)
})

/** Everything that the page shows or holds, but for the text area. */
async function shows({ page }: Playground): Promise<void> {
  const held = await page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as HTMLElement
    copy.querySelector('#paste')?.remove()
    const fields = [
      ...document.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input:not([type=file]), select'),
    ].map(({ value }) => value)
    return [
      copy.outerHTML,
      ...fields,
      location.href,
      document.title,
      document.cookie,
      JSON.stringify(history.state),
      JSON.stringify(localStorage),
      JSON.stringify(sessionStorage),
    ].join('\n')
  })
  for (const secret of secrets) expect(held).not.toContain(secret)
}

test('nothing leaves the page: no request once it is loaded, and the policy forbids them', async ({ why }) => {
  await why.open()
  await why.page.waitForLoadState('networkidle')
  const loaded = why.requests.length
  for (const link of await why.page.locator('#samples a').all()) {
    await link.click()
    await expect(why.verdict).toBeVisible()
  }
  await why.drop('x.har', har([entry(401, '/a')]))
  await expect(why.page.getByRole('list', { name: 'Entries' }).getByRole('button')).toHaveCount(1)
  expect(why.requests.slice(loaded)).toEqual([])
  expect(new Set(why.requests.filter((url) => !url.startsWith('data:')).map((url) => new URL(url).origin))).toEqual(
    new Set([new URL(why.url).origin]),
  )
  expect(
    await why.page.evaluate(() =>
      fetch('/api/config').then(
        () => 'answered',
        () => 'forbidden',
      ),
    ),
  ).toBe('forbidden')
  expect(why.requests.slice(loaded)).toEqual([])
  // This complaint is the policy at work.
  expect(why.complaints.filter((text) => !text.includes('Content Security Policy') && !text.includes('CSP'))).toEqual(
    [],
  )
  why.complaints.length = 0
})

test('by keyboard alone: from the text to the answer', async ({ why }) => {
  await why.open()
  await why.page.locator('#paste').focus()
  await why.page.keyboard.insertText('HTTP/1.1 403 Forbidden\n\n')
  while (
    !(await why.page.getByRole('button', { name: 'Why?' }).evaluate((button) => button === document.activeElement))
  ) {
    await why.page.keyboard.press('Tab')
  }
  await why.page.keyboard.press('Enter')
  await expect(why.page.getByRole('heading', { name: /^forbidden permission/ })).toBeFocused()
})

test('the verdict can be copied as text', async ({ why }) => {
  await why.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await why.open('#expired-token')
  await why.section('text').locator('summary').click()
  await why.page.getByRole('button', { name: 'Copy as text' }).click()
  await expect(why.section('text').getByRole('status')).toHaveText('Copied.')
  expect(await why.page.evaluate(() => navigator.clipboard.readText())).toContain(
    'reauthenticate, reason token-expired',
  )
  await why.page.context().clearPermissions()
})

test('one finds the way to the other versions', async ({ why }) => {
  await why.open()
  const links = why.page.getByRole('navigation', { name: 'Versions' }).getByRole('link')
  await expect(links).toHaveText(['TypeScript', 'React', 'Vue', 'Why?'])
  await expect(links.last()).toHaveAttribute('aria-current', 'page')
})

async function expectControls(
  { why, page }: { readonly why: Playground; readonly page: Page },
  least: number,
): Promise<void> {
  await why.open('#third-party-problem')
  await expect(why.verdict).toBeVisible()
  await why.section('text').getByText('As text', { exact: true }).click()
  await expect(page.getByRole('button', { name: 'Copy as text' })).toBeVisible()
  expect(await page.evaluate(findSmallControls, least), 'an answer').toEqual([])
  await page.getByRole('button', { name: 'Copy link …' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(await page.evaluate(findSmallControls, least), 'the link').toEqual([])
  await page.getByRole('button', { name: 'Close' }).click()
  await why.drop('x.har', har([entry(401, '/a'), entry(429, '/b'), entry(200, '/c')]))
  await expect(page.getByRole('list', { name: 'Entries' }).getByRole('button')).toHaveCount(2)
  await expect(page.getByRole('button', { name: 'Clear' })).toBeVisible()
  expect(await page.evaluate(findSmallControls, least), 'a HAR').toEqual([])
}

for (const [width, least] of [
  [360, 44],
  [1280, 24],
] as const) {
  test(`every control is ${least} px high and wide at least, at ${width} px`, async ({ why, page }) => {
    await page.setViewportSize({ width, height: 780 })
    await expectControls({ why, page }, least)
  })
}

test.describe('on a tablet', () => {
  test.use({ hasTouch: true, viewport: { width: 1180, height: 820 } })

  test('a finger finds every control', async ({ why, page }) => {
    test.skip(!(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)), 'no coarse pointer here')
    await expectControls({ why, page }, 44)
  })
})

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [320, 700, 1400]) {
    test(
      `is accessible and sticks out nowhere: ${colorScheme}, ${width} px`,
      { tag: '@slow' },
      async ({ why, page }) => {
        await page.emulateMedia({ colorScheme })
        await page.setViewportSize({ width, height: 900 })
        await why.open()
        await expectAccessible(why.page, 'the page')
        for (const fragment of [
          '#two-on-one-line',
          '#third-party-problem',
          '#openmrs',
          '#relayed-key',
          '#insufficient-scope',
        ]) {
          await page.locator(`#samples a[href="${fragment}"]`).click()
          await expect(page).toHaveURL(why.url + fragment)
          await expect(why.verdict).toBeVisible()
          await expectAccessible(why.page, fragment)
          expect(
            await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
            fragment,
          ).toBeLessThanOrEqual(0)
        }
        await why.drop('x.har', har([entry(401, `/api/${'long'.repeat(60)}`), entry(429, '/b')]))
        await expect(page.getByRole('list', { name: 'Entries' }).getByRole('button')).toHaveCount(2)
        await expectAccessible(why.page, 'HAR')
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 'HAR').toBeLessThanOrEqual(
          0,
        )
        await why.paste('hello world')
        await expect(page.getByRole('alert')).not.toBeEmpty()
        await expectAccessible(why.page, 'a problem')
      },
    )
  }
}
