import { existsSync } from 'node:fs'
import { test as base, expect, type Locator, type Page } from '@playwright/test'
import { startServer, type RunningServer } from '../../examples/server/start-server.ts'

export { expect }

/** The example's page, as a person meets it. */
export class App {
  readonly page: Page
  readonly server: RunningServer
  readonly dialog: Locator
  readonly browserErrors: string[] = []
  /** Where the page under test is: `/`, `/react/` or `/vue/`. */
  readonly url: string

  constructor(page: Page, server: RunningServer, path: string) {
    this.page = page
    this.server = server
    this.url = server.url + path
    this.dialog = page.getByRole('dialog')
    page.on('pageerror', (error) => this.browserErrors.push(String(error)))
  }

  get counts(): RunningServer['counts'] {
    return this.server.counts
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  /** A tab behind another one draws one frame a second, and a click waits for two. A person has the tab in front too. */
  async toFront(): Promise<void> {
    if (this.page.context().pages().length > 1) await this.page.bringToFront()
  }

  async click(name: string): Promise<void> {
    await this.toFront()
    await this.button(name).click()
  }

  /** Where a card says how it went. */
  output(card: 'projects' | 'reports' | 'meteo' | 'openmrs' | 'other'): Locator {
    return this.page.locator(`#${card}-output`)
  }

  /**
   * Opens the page and waits until it is at rest. A page of a signed-in user reads the projects by itself, and drops a
   * press on "Load projects" while it does.
   */
  async open(): Promise<void> {
    await this.page.goto(this.url)
    const state = this.page.locator('#state')
    await expect(state).not.toHaveText('unknown')
    // The parts of a page may load one after the other.
    await expect(this.page.getByRole('main')).toBeVisible()
    if ((await state.textContent()) !== 'signed in') return
    const settled = this.page.locator('#projects-output:is([data-outcome="done"], [data-outcome="failed"])')
    await expect(settled.or(this.dialog).first()).toBeVisible()
  }

  /** Opens the page and signs in with the button. */
  async openAs(username: string, password: string): Promise<void> {
    await this.open()
    await this.click('Sign in')
    await this.submit(username, password)
    await expect(this.output('projects')).toHaveText('3 projects')
  }

  asAda(): Promise<void> {
    return this.openAs('ada', 'lovelace')
  }

  asGrace(): Promise<void> {
    return this.openAs('grace', 'hopper')
  }

  async fill(username: string, password: string): Promise<void> {
    await this.toFront()
    await this.dialog.getByLabel('User name').fill(username)
    await this.dialog.getByLabel('Password').fill(password)
    await this.dialog.getByRole('button', { name: 'Sign in' }).click()
  }

  /** Fills the dialog in and waits until it has done its work. */
  async submit(username: string, password: string): Promise<void> {
    await this.fill(username, password)
    await expect(this.dialog).toBeHidden()
  }

  /** Unfolds what breaks something: in a narrow window it is folded. */
  async openBreak(): Promise<void> {
    await this.toFront()
    const button = this.page.locator('[data-control]').first()
    if (!(await button.isVisible())) await this.page.getByText('Break something', { exact: true }).click()
    await expect(button).toBeVisible()
  }

  /** Unfolds the controls for how the servers say no. */
  async openManner(): Promise<void> {
    await this.openBreak()
    const select = this.page.locator('#relay')
    if (!(await select.isVisible())) await this.page.getByText('How the servers say no').click()
    await expect(select).toBeVisible()
  }

  /** Presses one of the controls that make something fail. */
  async make(control: string): Promise<void> {
    const button = this.page.locator(`[data-control="${control}"]`)
    await this.openBreak()
    await button.click()
    await expect(button).toHaveAttribute('data-pressed', 'true')
  }

  /** From now on: how often the server was asked what. */
  mark(): () => Readonly<Record<string, number>> {
    const before = { ...this.counts }
    return () =>
      Object.fromEntries(
        Object.entries(this.counts)
          .map(([name, count]) => [name, count - (before[name] ?? 0)])
          .filter(([, count]) => count !== 0),
      )
  }

  notice(heading: string): Locator {
    return this.page.locator('.notice').filter({ has: this.page.getByRole('heading', { name: heading }) })
  }

  get reconnect(): Locator {
    return this.page.getByRole('form', { name: 'Reconnect Meteo' })
  }

  /** The newest verdict's text. */
  get newest(): Locator {
    return this.page.locator('#log > li:first-child')
  }

  /** The log's entries with this reason. */
  reasons(reason: string): Locator {
    return this.page.locator('#log strong').filter({ hasText: reason })
  }

  verdicts(kind?: string): Locator {
    return this.page.locator(kind === undefined ? '#log > li' : `#log > li[data-kind="${kind}"]`)
  }
}

const dist = 'examples/dist'
if (!existsSync(`${dist}/page/index.html`)) {
  throw new Error('The page is not built: npm run build && npm run build:examples')
}

/** Each test has a server of its own, on free ports, and so a world of its own. */
export const test = base.extend<{ app: App; path: string }>({
  /** Which of the examples: the same tests run against each. */
  path: ['/', { option: true }],
  app: async ({ page, path }, use) => {
    const server = await startServer({ page: dist })
    const app = new App(page, server, path)
    await use(app)
    await server.close()
    expect(app.browserErrors, 'nothing was thrown in the page').toEqual([])
  },
})
