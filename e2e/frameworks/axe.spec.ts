import { expectAccessible } from '../app/accessible.ts'
import { expect, test } from '../app/app.ts'
import { findSmallControls } from '../app/small-controls.ts'

for (const { colorScheme, width, least } of [
  { colorScheme: 'light', width: 360, least: 44 },
  { colorScheme: 'dark', width: 1280, least: 24 },
] as const) {
  test.describe(`${colorScheme} colours, ${width} px`, () => {
    test.use({ colorScheme, reducedMotion: 'reduce', viewport: { width, height: 780 } })

    test('the archive, and its login', async ({ app }) => {
      const expectControls = async (state: string): Promise<void> =>
        expect(await app.page.evaluate(findSmallControls, least), state).toEqual([])
      await app.page.goto(`${app.url}archive`)
      await expect(app.page.getByRole('heading', { level: 2, name: 'Sign in' })).toBeVisible()
      await expectAccessible(app.page, 'the login')
      await expectControls('the login')
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
      await expectControls('the archive')
    })
  })
}
