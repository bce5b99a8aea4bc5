import { expect, test as base } from '@playwright/test'
import { startServer } from '../examples/server/start-server.ts'

const test = base.extend<{ url: string }>({
  url: async ({ page: _page }, use) => {
    const server = await startServer({ page: 'examples/dist' })
    await use(`${server.url}/playground/`)
    await server.close()
  },
})

const paste = 'A raw response, or a HAR'
const response =
  'HTTP/1.1 403 Forbidden\nSet-Cookie: sid=hunter2\nContent-Type: application/problem+json\n\n{"type":"https://a.example/permission"}'

test('given a text with a cookie, when its link is copied and opened, then it has the same verdict and no cookie', async ({
  page,
  context,
  url,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(url)
  await expect(page.getByRole('button', { name: 'Copy link …' })).toBeHidden()
  await page.getByRole('textbox', { name: paste }).fill(response)
  await page.getByRole('button', { name: 'Copy link …' }).click()
  await expect(page.getByRole('textbox', { name: 'What the link holds' })).toHaveValue(/403 Forbidden\nSet-Cookie: …\n/)
  await page.getByRole('button', { name: 'Copy the link' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link.startsWith(`${url}#text=`)).toBe(true)
  expect(decodeURIComponent(link)).not.toContain('hunter2')

  const other = await context.newPage()
  const requests: string[] = []
  other.on('request', (request) => requests.push(request.url()))
  await other.goto(link)
  await expect(other.locator('[data-section="verdict"]')).toContainText('forbidden')
  expect(requests.join('\n')).not.toContain('403')
})

test('given a curl command alone, then the page fills in the request and asks for the answer', async ({
  page,
  url,
}) => {
  await page.goto(url)
  await page
    .getByRole('textbox', { name: paste })
    .fill("curl -X PUT -H 'Authorization: Bearer s3cret' https://app.example/api?x=s3cret")
  await expect(page.getByRole('alert')).toContainText('run it with -i')
  await expect(page.getByLabel('Request URL')).toHaveValue('https://app.example/api')
  await expect(page.getByLabel('Method')).toHaveValue('PUT')
  await expect(page.getByLabel('What was sent')).toHaveValue('bearer')
})

test('given a phone, then the answer stands right under the text, and a sample brings it into view', async ({
  page,
  url,
}) => {
  await page.setViewportSize({ width: 390, height: 780 })
  await page.goto(url)
  await page.getByRole('textbox', { name: paste }).fill(response)
  const verdict = page.locator('[data-section="verdict"]')
  await expect(verdict).toBeVisible()
  const [answer, samples] = await Promise.all([
    verdict.boundingBox(),
    page.getByRole('heading', { name: 'Examples' }).boundingBox(),
  ])
  expect(answer!.y).toBeLessThan(samples!.y)
  await page.getByRole('link', { name: 'Laravel’s 419' }).click()
  await expect(verdict).toContainText('419')
  await expect(verdict).toBeInViewport()
})
