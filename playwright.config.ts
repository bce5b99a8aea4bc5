import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'
import { chromium } from './scripts/browsers.ts'

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
    { name: 'typescript' },
    // The same app once more, with the same tests.
    { name: 'react', testDir: 'e2e/app', use: { path: '/react/' } },
    { name: 'vue', testDir: 'e2e/app', use: { path: '/vue/' } },
  ].filter(({ name }) => name === 'typescript' || existsSync(`examples/${name}/index.html`)),
})
