// axe on a page as it is: all that WCAG 2.2 AA asks and a program can see, and axe's best practices.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright'
import type { OpenedPage } from './opened-page.ts'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const all: RunOptions = {
  resultTypes: ['violations'],
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // 24 px of a control, or of the space around it (WCAG 2.2, 2.5.8): off unless asked for.
  // Experimental: it takes the keys that are drawn beside the word "Search" for a part of the name.
  rules: { 'target-size': { enabled: true }, 'label-content-name-mismatch': { enabled: false } },
}
/** What depends on the words of a page: landmarks and controls are the same on all, and take two thirds of the time. */
const text: RunOptions = {
  ...all,
  preload: false,
  rules: { ...all.rules, region: { enabled: false }, 'target-size': { enabled: false } },
}
const colours: RunOptions = {
  resultTypes: ['violations'],
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
}

/** `within` names a part of the page; where there is none, it is the whole page. */
async function runAxe(page: Page, options: RunOptions, within = ':root'): Promise<string[]> {
  const { violations, passes } = await page.evaluate(
    async ([given, part]) => {
      // What fades has the contrast of a moment.
      for (const animation of document.getAnimations()) {
        if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish()
      }
      const { axe } = globalThis as unknown as {
        readonly axe: { run: (context: Node, options: RunOptions) => Promise<AxeResults> }
      }
      const results = await axe.run(document.querySelector(part) ?? document, given)
      return { violations: results.violations, passes: results.passes.length }
    },
    [options, within] as const,
  )
  if (passes === 0) return ['axe looked at nothing']
  return violations.map(
    ({ id, nodes }) =>
      `axe ${id}: ${nodes.length} × ${nodes
        .slice(0, 2)
        .map(
          ({ html, failureSummary }) =>
            `${html.slice(0, 160)} ${failureSummary?.split('\n').slice(1, 3).join(' ') ?? ''}`,
        )
        .join(' | ')}`,
  )
}

/** The text of a page in the scheme that it was loaded in; the frame around it is that of every page. Contrast takes half of the time. */
export async function findViolationsInText({ page }: OpenedPage, isWithContrast: boolean): Promise<string[]> {
  await page.evaluate(source)
  const rules = { ...text.rules, 'color-contrast': { enabled: isWithContrast } }
  return runAxe(page, { ...text, rules }, '.VPDoc')
}

/** The page in the scheme that it was loaded in, then its colours in the other. */
export async function findViolations({ page, screen }: OpenedPage): Promise<string[]> {
  const { colorScheme } = screen
  await page.evaluate(source)
  const found = await runAxe(page, all)
  const other = colorScheme === 'light' ? 'dark' : 'light'
  await page.emulateMedia({ colorScheme: other })
  const foundInOther = await runAxe(page, colours)
  await page.emulateMedia({ colorScheme })
  return [...found, ...foundInOther.map((line) => `${other}: ${line}`)]
}
