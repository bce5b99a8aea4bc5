import { defineConfig } from '@playwright/test'
import { chromium } from './scripts/browsers.ts'

const both = ['**/e2e/app/*.spec.ts', '**/e2e/frameworks/*.spec.ts']

export default defineConfig<{ path: string }>({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { launchOptions: chromium(), locale: 'en-GB', timezoneId: 'UTC' },
  projects: [
    { name: 'typescript', testIgnore: ['**/e2e/frameworks/**', '**/e2e/react/**'] },
    // The same app once more, with the same tests, and those of what only these have.
    { name: 'react', testMatch: [...both, '**/e2e/react/*.spec.ts'], use: { path: '/react/' } },
    { name: 'vue', testMatch: both, use: { path: '/vue/' } },
  ],
})
