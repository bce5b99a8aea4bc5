import { expectAccessible } from '../app/accessible.ts'
import { expect, test } from '../app/app.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme} colours`, () => {
    test.use({ colorScheme, reducedMotion: 'reduce' })

    test('the archive, and its login', async ({ app }) => {
      await app.page.goto(`${app.url}archive`)
      await expect(app.page.getByRole('heading', { level: 2, name: 'Sign in' })).toBeVisible()
      await expectAccessible(app.page, 'the login')
      const submit = app.page.getByRole('main').getByRole('button', { name: 'Sign in' })
      await app.page.getByLabel('User name').fill('ada')
      await app.page.getByLabel('Password').fill('wrong')
      await submit.click()
      await expect(app.page.getByLabel('Password')).toHaveAccessibleDescription(
        'The user name or the password is wrong.',
      )
      await expectAccessible(app.page, 'the login with an error')
      await app.page.getByLabel('Password').fill('lovelace')
      await submit.click()
      await expect(app.page.locator('#archive-output')).toHaveText('3 projects')
      await expectAccessible(app.page, 'the archive')
    })
  })
}
