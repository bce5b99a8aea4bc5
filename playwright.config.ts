import { defineConfig, type PlaywrightTestOptions, type PlaywrightWorkerOptions, type Project } from '@playwright/test'
import { chromium, firefox, headlessChromium } from './scripts/browsers.ts'

/** What every version of the app must do: the same tests run against each. */
const journeys = '**/e2e/app/*.spec.ts'
/** Of the journeys, those that `npm test` runs against React and Vue too: they show that the build works at all. */
const smoke = '**/e2e/app/projects.spec.ts'
const frameworks = '**/e2e/frameworks/*.spec.ts'
/** What is not of the app in TypeScript. */
const others = ['**/e2e/frameworks/**', '**/e2e/react/**']
/** Tests that take long by what they show; `npm test` leaves them out. */
const slow = /@slow/

/**
 * The tests whose outcome may depend on the engine. `WHY401_ENGINES=firefox` adds them. Left out are axe, which test/engines runs in
 * Firefox, and all but one of the statuses that a relay may give to the same refusal: an engine treats 401 alone in a way of its own.
 */
const inFirefox: Project<PlaywrightTestOptions & { path: string }, PlaywrightWorkerOptions> = {
  name: 'firefox',
  testMatch: ['**/e2e/tabs-*.spec.ts', '**/e2e/login-redirect.spec.ts', journeys],
  // The first has a session of Chromium's devtools protocol.
  testIgnore: ['**/e2e/app/openmrs-prompt.spec.ts', '**/e2e/app/axe.spec.ts'],
  grepInvert: /relayed as (?!401)\d/,
  use: { browserName: 'firefox', launchOptions: firefox(), reuseContext: false },
}

const quick = { launchOptions: headlessChromium() }

export default defineConfig<{ path: string }>({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  // Ceilings, not expectations: a machine under heavy load may not fail a test that has no defect.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list'], ['json', { outputFile: process.env.WHY401_E2E_JSON ?? 'test-results/e2e.json' }]],
  use: {
    launchOptions: chromium(),
    locale: 'en-GB',
    timezoneId: 'UTC',
    // A new context and its process cost 0.7 s of CPU time each. Tests are apart all the same: each has servers on ports of
    // its own, so an origin of its own, with its storage, locks and channels; Playwright empties the cookies.
    reuseContext: true,
  },
  // `npm test` runs the first three, in the headless shell. `npm run test:all` runs the others as well, in the browser that users have.
  projects: [
    { name: 'typescript', testIgnore: others, grepInvert: slow, use: quick },
    { name: 'react', testMatch: [frameworks, '**/e2e/react/*.spec.ts', smoke], use: { ...quick, path: '/react/' } },
    { name: 'vue', testMatch: [frameworks, smoke], use: { ...quick, path: '/vue/' } },
    { name: 'typescript-slow', testIgnore: others, grep: slow },
    { name: 'react-journeys', testMatch: journeys, testIgnore: smoke, use: { path: '/react/' } },
    { name: 'vue-journeys', testMatch: journeys, testIgnore: smoke, use: { path: '/vue/' } },
    ...(process.env.WHY401_ENGINES?.includes('firefox') ? [inFirefox] : []),
  ],
})
