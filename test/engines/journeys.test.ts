import { existsSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { startServer } from '../../examples/server/start-server.ts'
import { ExampleApp, expectAccessible, expectGone, expectText } from './example-app.ts'
import { engines, prepareEngine } from './prepare-engine.ts'

// The example apps as they are built, in each engine: what a user does, by the browser's own input.

const dist = 'examples/dist'
if (!existsSync(`${dist}/page/index.html`)) {
  throw new Error('The apps are not built: npm run build && npm run build:examples')
}

const apps = [
  { name: 'TypeScript', path: '/' },
  { name: 'React', path: '/react/' },
  { name: 'Vue', path: '/vue/' },
]
const RECONNECT = 'form:has(#reconnect-title-meteo)'

describe.each(engines)('%s', (engine) => {
  const given = prepareEngine(engine, () => startServer({ page: dist }))
  const { run } = given

  describe.each(apps)('$name', ({ path }) => {
    const start = async (): Promise<ExampleApp> => new ExampleApp(await given.browser.openTab(), given.server, path)

    run('a wrong password, the right one, and the sign-out', async () => {
      const app = await start()
      await app.open()
      await app.press('Load projects')
      await app.expectDialog(/You are not signed in\./)
      await app.signIn('ada', 'wrong')
      await expectText(app.tab, 'dialog [role="alert"]', 'The user name or the password is wrong.')
      await app.signIn('ada', 'lovelace')
      await app.expectOutput('projects', '3 projects')
      await app.expectState('signed in')
      expect([app.count('GET /api/projects'), app.count('POST /api/session')]).toEqual([2, 2])
      await app.press('Sign out')
      await app.expectState('signed out')
      await app.press('Load projects')
      await app.expectDialog(/./)
    })

    run('an expired token and five requests at once: one renewal, and nobody is asked', async () => {
      const app = await start()
      await app.openAsAda()
      await app.press('List reports')
      await app.expectOutput('reports', 'Hours worked, Travel costs')
      await app.make('expire-access-tokens')
      await app.press('Five times at once')
      await app.expectOutput('reports', '5 answers: Hours worked, Travel costs')
      await app.expectState('signed in')
      await app.expectNoDialog()
      expect(app.count('grant refresh_token')).toBe(1)
      expect(app.count('POST /api/session')).toBe(1)
    })

    run('a dead key of a third party: the page asks for a new one, and nobody is signed out', async () => {
      const app = await start()
      await app.openAsAda()
      await app.press('Get forecast')
      await expectText(app.tab, RECONNECT, /You are still signed in here/)
      await expectText(app.tab, '#meteo-state', 'needs a new key')
      await app.fill('New key for Meteo', 'meteo-good-key')
      await app.press('Reconnect')
      await expectText(app.tab, '#meteo-state', 'connected')
      await expectGone(app.tab, RECONNECT)
      await app.press('Get forecast')
      await app.expectOutput('meteo', 'Reykjavík: 4 °C, rain')
      await app.expectState('signed in')
      expect(app.count('POST /api/session')).toBe(1)
    })

    run('the story: a step-up waits for the user, and goes on after it', async () => {
      const app = await start()
      await app.open()
      await app.play('Step-up')
      await app.expectDialog(/Confirm that it is you/)
      await expectText(app.tab, '#wait', /One request waits for your sign-in/)
      await app.fill('Password', 'lovelace')
      await app.tab.press({ key: 'Enter' })
      await expectText(app.tab, '[aria-label="What happens"] li:last-child', /sent again with the fresh login/)
      await expectText(app.tab, '#wait', 'Nothing waits.')
      await app.expectOutput('reports', 'Approved by ada.')
    })

    run('axe finds nothing: signed out, in the dialog, and with a notice', async () => {
      const app = await start()
      await app.open()
      await expectAccessible(app.tab, 'signed out')
      await app.press('Load projects')
      await app.expectDialog(/./)
      await expectAccessible(app.tab, 'the dialog')
      await app.signIn('ada', 'lovelace')
      await app.expectOutput('projects', '3 projects')
      await app.expectNoDialog()
      await app.press('Get forecast')
      await expectText(app.tab, RECONNECT, /You are still signed in here/)
      await expectAccessible(app.tab, 'the notice')
    })
  })
})
