import type { Locator, Page } from '@playwright/test'
import { type App, expect, test as base } from '../app/app.ts'

const PLACE = 'archive?year=2026#closed'

/** The pages that React and Vue have in addition: the archive, whose login is a page of its own. */
class Archive {
  readonly app: App
  readonly page: Page
  /** Each address that the page had, in order. */
  readonly addresses: string[] = []

  constructor(app: App) {
    this.app = app
    this.page = app.page
    this.page.on('framenavigated', (frame) => {
      if (frame === this.page.mainFrame()) this.addresses.push(frame.url())
    })
  }

  get output(): Locator {
    return this.page.locator('#archive-output')
  }

  get note(): Locator {
    return this.page.getByLabel('Note')
  }

  get username(): Locator {
    return this.page.getByLabel('User name')
  }

  get password(): Locator {
    return this.page.getByLabel('Password')
  }

  get load(): Locator {
    return this.app.button('Load archive')
  }

  heading(name: string): Locator {
    return this.page.getByRole('heading', { level: 2, name, exact: true })
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(this.app.url + path)
  }

  async signIn(username: string, password: string): Promise<void> {
    await this.username.fill(username)
    await this.password.fill(password)
    await this.page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  }

  async expectLogin(): Promise<void> {
    await expect(this.heading('Sign in')).toBeVisible()
    expect(new URL(this.page.url()).pathname).toBe(`${new URL(this.app.url).pathname}login`)
  }

  /** The archive, shown to somebody who came with a session: no redirect came just before. */
  async openSignedIn(): Promise<void> {
    await this.app.asAda()
    await this.goto(PLACE)
    await expect(this.output).toHaveText('3 projects')
  }

  async expireSession(): Promise<void> {
    const isDone = await this.page.evaluate(() =>
      fetch('/api/debug/expire-session', { method: 'POST' }).then(({ ok }) => ok),
    )
    expect(isDone).toBe(true)
  }

  logins(): string[] {
    return this.addresses.filter((address) => new URL(address).pathname.endsWith('/login'))
  }
}

const test = base.extend<{ archive: Archive }>({
  archive: async ({ app }, use) => use(new Archive(app)),
})

test('who is not signed in is led to the login page and back, query and fragment included', async ({
  archive,
  app,
}) => {
  await archive.goto(PLACE)
  await archive.expectLogin()
  await expect(archive.username).toBeFocused()
  expect(new URL(archive.page.url()).searchParams.get('returnTo')).toBe(`${new URL(app.url).pathname}${PLACE}`)
  await archive.signIn('ada', 'lovelace')
  await expect(archive.heading('Archive')).toBeVisible()
  await expect(archive.page).toHaveURL(app.url + PLACE)
  await expect(archive.output).toHaveText('3 projects')
  await expect(archive.page.getByRole('list', { name: 'Archive' }).getByRole('listitem')).toHaveCount(3)
  // By the router: the page was loaded once.
  expect(app.counts['GET /api/config']).toBe(1)
  expect(app.counts['POST /api/session']).toBe(1)
})

test('who is signed in sees the archive at once', async ({ archive, app }) => {
  await app.asAda()
  await archive.page.getByRole('link', { name: 'Archive' }).click()
  await expect(archive.output).toHaveText('3 projects')
  expect(archive.logins()).toEqual([])
})

test('a wrong password is an error at the field, and the page stays', async ({ archive, app }) => {
  await archive.goto(PLACE)
  await archive.signIn('ada', 'wrong')
  await expect(archive.password).toHaveAccessibleDescription('The user name or the password is wrong.')
  await expect(archive.password).toHaveAttribute('aria-invalid', 'true')
  await expect(archive.password).toBeFocused()
  await archive.expectLogin()
  await archive.signIn('locked', 'locked')
  await expect(archive.password).toHaveAccessibleDescription('This account is locked. Try again in 15 minutes.')
  await archive.signIn('ada', 'lovelace')
  await expect(archive.page).toHaveURL(app.url + PLACE)
  await expect(archive.output).toHaveText('3 projects')
  // A refusal here is none of the dialogs' business.
  await expect(app.dialog).toHaveCount(0)
})

test('an unsaved note keeps the page, and the request settles', async ({ archive, app }) => {
  await archive.openSignedIn()
  await archive.expireSession()
  await archive.note.fill('Ask Grace about the merger.')
  const sent = app.mark()
  await archive.load.click()
  await expect(
    archive.page.getByRole('alert').filter({ hasText: 'Your note is not saved. Clear it to sign in.' }),
  ).toBeVisible()
  await expect(archive.output).toHaveText('Your session has expired.')
  await expect(archive.page).toHaveURL(app.url + PLACE)
  await expect(archive.note).toHaveValue('Ask Grace about the merger.')
  expect(sent()['GET /api/projects']).toBe(1)
})

test('a note that is cleared is in nobody’s way', async ({ archive, app }) => {
  await archive.openSignedIn()
  await archive.expireSession()
  await archive.note.fill('Ask Grace about the merger.')
  await archive.load.click()
  await expect(archive.output).toHaveText('Your session has expired.')
  await archive.note.clear()
  await expect(archive.page.getByText('Your note is not saved.')).toHaveCount(0)
  await archive.load.click()
  await archive.expectLogin()
  await archive.signIn('ada', 'lovelace')
  await expect(archive.page).toHaveURL(app.url + PLACE)
  await expect(archive.output).toHaveText('3 projects')
})

test('many refusals are one navigation, and each request goes on', async ({ archive, app }) => {
  await archive.openSignedIn()
  await archive.expireSession()
  const sent = app.mark()
  // Faster than anybody could.
  await archive.load.evaluate((button: HTMLButtonElement) => {
    for (let press = 0; press < 5; press += 1) button.click()
  })
  await archive.expectLogin()
  await archive.signIn('ada', 'lovelace')
  await expect(archive.output).toHaveText('3 projects')
  expect(archive.logins()).toHaveLength(1)
  expect(sent()['POST /api/session']).toBe(1)
})

test('back leads out of the login page, and nothing leads into it again', async ({ archive, app }) => {
  await app.open()
  await archive.page.getByRole('link', { name: 'Archive' }).click()
  await archive.expectLogin()
  const isHome = (): boolean => archive.page.url() === app.url
  await archive.page.goBack()
  // One step where the login page took the archive's place, two where it came after it.
  if (!isHome()) await archive.page.goBack()
  await expect(archive.heading('Weather')).toBeVisible()
  expect(isHome()).toBe(true)
  expect(archive.logins()).toHaveLength(1)
  // The app is as it was.
  await app.button('Load projects').click()
  await app.submit('ada', 'lovelace')
  await expect(app.output('projects')).toHaveText('3 projects')
})

test('who came back without signing in is told so, and may ask again', async ({ archive, app }) => {
  await app.open()
  await archive.page.getByRole('link', { name: 'Archive' }).click()
  await archive.expectLogin()
  await archive.page.getByRole('link', { name: 'Archive' }).click()
  await expect(archive.output).toHaveText('You are not signed in.')
  await expect(archive.load).toBeEnabled()
})

test('a way back that leads elsewhere leads nowhere', async ({ archive, app }) => {
  await archive.goto(`login?returnTo=${encodeURIComponent('//evil.example/')}`)
  await archive.signIn('ada', 'lovelace')
  await expect(archive.heading('Sign in')).toHaveCount(0)
  expect(new URL(archive.page.url()).origin).toBe(new URL(app.url).origin)
})
