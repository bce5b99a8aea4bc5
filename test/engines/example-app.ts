import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import { expect, vi } from 'vitest'
import type { RunningServer } from '../../examples/server/start-server.ts'
import type { EngineTab } from './engines.ts'
import type { Target } from './target.ts'

/** A ceiling for a loaded machine, not an expectation. */
const timeout = 60_000

/** Text of the first element that a selector finds and that is shown; `undefined` where there is none. */
function textOf(tab: EngineTab, css: string): Promise<string | undefined> {
  return tab
    .evaluate((selector) => {
      const shown = [...document.querySelectorAll(selector)].find((element) => element.checkVisibility())
      return shown?.textContent?.replaceAll('\u200B', '').replace(/\s+/g, ' ').trim()
    }, css)
    .then((text) => text ?? undefined)
}

export async function expectText(tab: EngineTab, css: string, text: string | RegExp): Promise<void> {
  await vi.waitFor(
    async () => {
      const found = await textOf(tab, css)
      if (typeof text === 'string') expect(found, css).toBe(text)
      else expect(found, css).toMatch(text)
    },
    { timeout, interval: 50 },
  )
}

/** Waits until nothing that a selector finds is shown. */
export async function expectGone(tab: EngineTab, css: string): Promise<void> {
  await vi.waitFor(async () => expect(await textOf(tab, css), css).toBeUndefined(), { timeout, interval: 50 })
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Every rule that axe has, best practices included. */
export async function expectAccessible(tab: EngineTab, state: string): Promise<void> {
  if (!(await tab.evaluate(() => 'axe' in window, 0))) await tab.run(axe)
  const { found, passes } = await tab.evaluate(async () => {
    // What fades in has the contrast of a moment.
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish()
    }
    const { axe: checker } = window as unknown as {
      readonly axe: { readonly run: (options: RunOptions) => Promise<AxeResults> }
    }
    const results = await checker.run({ resultTypes: ['violations'] })
    return {
      found: results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`),
      passes: results.passes.length,
    }
  }, 0)
  expect(found, state).toEqual([])
  expect(passes, `${state}: it was looked at`).toBeGreaterThan(10)
}

const DIALOG = 'dialog[open]'

/** One of the example apps, as a person meets it; the same names stand in all of them. */
export class ExampleApp {
  readonly tab: EngineTab
  readonly server: RunningServer
  readonly path: string

  constructor(tab: EngineTab, server: RunningServer, path: string) {
    this.tab = tab
    this.server = server
    this.path = path
  }

  /** Opens the page of a user who is not signed in, and waits until it is at rest. */
  async open(): Promise<void> {
    await this.tab.goto(this.server.url + this.path)
    await expectText(this.tab, '#state', 'signed out')
    await expectText(this.tab, 'main', /./)
  }

  press(name: string): Promise<void> {
    return this.tab.click({ css: 'button', name })
  }

  async pressInDialog(name: string): Promise<void> {
    await this.tab.click({ css: `${DIALOG} button`, name })
  }

  fill(label: string, text: string): Promise<void> {
    return this.tab.write({ css: 'input', name: label }, text)
  }

  /** Makes something fail, by one of the page's own controls. */
  async make(control: string): Promise<void> {
    const css = `[data-control="${control}"]`
    await this.tab.click({ css })
    await vi.waitFor(
      async () =>
        expect(
          await this.tab.evaluate((selector) => document.querySelector(selector)?.getAttribute('data-pressed'), css),
        ).toBe('true'),
      { timeout, interval: 50 },
    )
  }

  async signIn(username: string, password: string): Promise<void> {
    await this.fill('User name', username)
    await this.fill('Password', password)
    await this.pressInDialog('Sign in')
  }

  async openAsAda(): Promise<void> {
    await this.open()
    await this.press('Sign in')
    await this.signIn('ada', 'lovelace')
    await this.expectOutput('projects', '3 projects')
    await this.expectNoDialog()
  }

  expectState(state: string): Promise<void> {
    return expectText(this.tab, '#state', state)
  }

  expectOutput(card: 'projects' | 'reports' | 'meteo', text: string | RegExp): Promise<void> {
    return expectText(this.tab, `#${card}-output`, text)
  }

  expectNoDialog(): Promise<void> {
    return expectGone(this.tab, DIALOG)
  }

  expectDialog(text: RegExp): Promise<void> {
    return expectText(this.tab, DIALOG, text)
  }

  /** Presses a scenario of the story. */
  play(title: string): Promise<void> {
    return this.tab.click({ css: 'button', text: title } satisfies Target)
  }

  /** How often the server was asked for this so far. */
  count(name: string): number {
    return this.server.counts[name] ?? 0
  }
}
