import { expect, test } from '@playwright/test'
import { startServer } from '../examples/server/start-server.ts'

for (const path of ['/', '/react/', '/vue/', '/playground/']) {
  test(`given ${path}, then text that is put in as HTML is refused, and no other page can frame it`, async ({
    page,
  }) => {
    const server = await startServer({ page: 'examples/dist' })
    try {
      await page.goto(server.url + path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      const thrown = await page.evaluate(() => {
        try {
          document.createElement('p').innerHTML = '<img src="x" onerror="alert(1)">'
          return 'nothing'
        } catch (error) {
          return error instanceof TypeError ? 'TypeError' : 'another error'
        }
      })
      expect(thrown).toBe('TypeError')
      const answer = await page.request.get(server.url + path)
      expect(answer.headers()['content-security-policy']).toContain("frame-ancestors 'none'")
    } finally {
      await server.close()
    }
  })
}
