import { slowIf } from '../slow.ts'
import { expectAccessible } from './accessible.ts'
import { expect, test } from './app.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme} colours`, slowIf(colorScheme === 'dark'), () => {
    test.use({ colorScheme, reducedMotion: 'reduce' })

    test('nobody is signed in; the dialog; the dialog with an error', async ({ app }) => {
      await app.open()
      await expectAccessible(app.page, 'signed out')
      await app.button('Load projects').click()
      await expect(app.dialog).toBeVisible()
      await expectAccessible(app.page, 'the dialog')
      await app.fill('ada', 'wrong')
      await expect(app.dialog.getByRole('alert')).not.toBeEmpty()
      await expectAccessible(app.page, 'the dialog with an error')
    })

    test('signed in; a permission is missing; the same in the log', async ({ app }) => {
      await app.asAda()
      await expectAccessible(app.page, 'signed in')
      await app.button('Open Merger').click()
      await expect(app.notice('You lack a permission for this.')).toBeVisible()
      await expectAccessible(app.page, 'the notice')
      await app.button('Dismiss').click()
      await app.verdicts().locator('summary').first().click()
      await expectAccessible(app.page, 'a verdict that is closed')
    })

    test('a form that is out of date', async ({ app }) => {
      await app.asAda()
      await app.make('expire-csrf-token')
      await app.page.getByLabel('New project').fill('Bicycle shed')
      await app.button('Add').click()
      await expect(app.notice('This form was out of date.')).toBeVisible()
      await expectAccessible(app.page, 'the notice')
    })

    test('a key is missing; another one is wrong; it is connected', async ({ app }) => {
      await app.asAda()
      await app.button('Get forecast').click()
      await expect(app.reconnect).toBeVisible()
      await expectAccessible(app.page, 'the prompt')
      await app.reconnect.getByLabel('New key for Meteo').fill('meteo-wrong-key')
      await app.button('Reconnect').click()
      await expect(app.reconnect.getByLabel('New key for Meteo')).toHaveAccessibleDescription(
        'The stored key was refused.',
      )
      await app.page.getByLabel('Meteo key', { exact: true }).fill('meteo-wrong-key')
      await app.button('Store').click()
      await expect(app.page.getByLabel('Meteo key', { exact: true })).toHaveAccessibleDescription(
        'The stored key was refused.',
      )
      await expectAccessible(app.page, 'the prompt and the field with an error')
      await app.reconnect.getByLabel('New key for Meteo').fill('meteo-good-key')
      await app.button('Reconnect').click()
      await expect(app.page.locator('#meteo-state')).toHaveText('connected')
      await expectAccessible(app.page, 'connected')
    })

    test('a step-up', async ({ app }) => {
      await app.asAda()
      await app.button('Approve hours').click()
      await expect(app.dialog.getByRole('heading')).toHaveText('Confirm that it is you')
      await expectAccessible(app.page, 'the step-up')
    })

    test('the other login, and the warning', async ({ app }) => {
      await app.open()
      await app.openManner()
      await app.page.getByLabel('Basic first', { exact: true }).check()
      await expectAccessible(app.page, 'the warning')
      await app.page.getByLabel('none', { exact: true }).check()
      await app.button('List patients').click()
      await expect(app.dialog).toBeVisible()
      await expectAccessible(app.page, 'the dialog')
      await app.submit('ada', 'lovelace')
      await expect(app.page.locator('#openmrs-state')).toHaveText('signed in')
      await expectAccessible(app.page, 'signed in')
    })

    test('narrow', async ({ app }) => {
      await app.page.setViewportSize({ width: 320, height: 640 })
      await app.asAda()
      await app.button('Get forecast').click()
      await expect(app.reconnect).toBeVisible()
      await expectAccessible(app.page, 'the prompt')
    })
  })
}
