import { expect, type Page, test as base } from '@playwright/test'
import { startServer } from '../examples/server/start-server.ts'
import { expectAccessible } from './app/accessible.ts'

const test = base.extend<{ open: (sample: string) => Promise<Page> }>({
  open: async ({ page }, use) => {
    const server = await startServer({ page: 'examples/dist' })
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(String(error)))
    await use(async (sample) => {
      // Another fragment alone would leave the old drawing in the page for a moment.
      await page.goto('about:blank')
      await page.goto(`${server.url}/playground/#${sample}`)
      await expect(page.locator('.drawing.tree svg')).toBeVisible()
      return page
    })
    await server.close()
    expect(errors).toEqual([])
  },
})

test('the verdict is a tree: the taken path is bold, and what lost is a branch', async ({ open }) => {
  const page = await open('third-party-problem')
  const tree = page.getByRole('img', { name: /^Decision tree/ })
  await expect(tree).toHaveAccessibleName(
    'Decision tree. Status 403, then type "https://api.example.com/problems/third-party-key-invalid" · body, leads to third-party-key-invalid, certain: key-revoked. 1 other finding agrees. Also considered and not taken: forbidden, guess.',
  )
  await expect(tree.locator('rect.leaf')).toHaveCount(3)
  await expect(tree.locator('rect.leaf.taken')).toHaveAttribute('data-kind', 'third-party-key-invalid')
  await expect(tree.locator('rect.leaf.lost')).toHaveAttribute('data-kind', 'forbidden')
  const widths = await tree
    .locator('path.link')
    .evaluateAll((links) => links.map((link) => [link.classList.contains('taken'), getComputedStyle(link).strokeWidth]))
  expect(new Set(widths.filter(([taken]) => taken).map(([, width]) => width))).toEqual(new Set(['4px']))
  expect(new Set(widths.filter(([taken]) => !taken).map(([, width]) => width))).toEqual(new Set(['1.5px']))
})

test('the tree and the evidence say the same of each finding, and a note is no branch that lost', async ({ open }) => {
  for (const sample of ['third-party-problem', 'relayed-key', 'another-origin']) {
    const page = await open(sample)
    const boxes = page.locator('.drawing.tree rect.saw')
    const drawn = await boxes.evaluateAll((all) => all.map(({ classList }) => [...classList].at(-1)))
    const rows = page.locator('[data-section="evidence"] li')
    expect(drawn, sample).toEqual(await rows.evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.part)))
    expect(drawn[0], sample).toBe('taken')
    // Nothing follows from a note: it has no leaf.
    await expect(page.locator('.drawing.tree rect.leaf')).toHaveCount(drawn.filter((part) => part !== 'note').length)
    if (sample !== 'another-origin') continue
    expect(drawn).toContain('note')
    await expect(page.getByRole('img', { name: /^Decision tree.* Noted: [^.]/ })).toBeVisible()
  }
})

test('the exchange is a sequence diagram, with the third party that was asked', async ({ open }) => {
  const page = await open('relayed-key')
  await expect(page.getByRole('img', { name: /^Sequence diagram/ })).toHaveAccessibleName(
    'Sequence diagram. The client to app.example: GET /api/integrations/github/repos · sent: cookie. app.example to github: with the stored key. github to app.example: 401. app.example to The client: 401 key-invalid.',
  )
})

for (const width of [320, 360, 768, 1280]) {
  test(`every text of a drawing is inside it, at ${width} px`, async ({ open, page }) => {
    await page.setViewportSize({ width, height: 800 })
    for (const sample of ['third-party-problem', 'relayed-key', 'another-origin']) {
      await open(sample)
      const outside = await page.locator('.drawing').evaluateAll((drawings) =>
        drawings.flatMap((drawing) => {
          const place = drawing.getBoundingClientRect()
          return [...drawing.querySelectorAll('text')]
            .filter((text) => {
              const { left, right, bottom } = text.getBoundingClientRect()
              return left < place.left - 1 || right > place.right + 1 || bottom > place.bottom + 1
            })
            .map((text) => text.textContent)
        }),
      )
      expect(outside, sample).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
  })
}

test('on a phone the answer stands right under the text', async ({ open, page }) => {
  await page.setViewportSize({ width: 360, height: 640 })
  await open('expired-token')
  const top = await page.locator('#verdict-title').evaluate((title) => title.getBoundingClientRect().bottom)
  expect(top).toBeLessThan(640)
  expect(await page.evaluate(() => scrollY)).toBe(0)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme} colours`, () => {
    test.use({ colorScheme })

    test('the drawings are accessible', async ({ open }) => {
      await expectAccessible(await open('third-party-problem'), 'the answer')
    })
  })
}
