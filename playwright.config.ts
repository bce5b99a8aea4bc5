import { defineConfig } from '@playwright/test'
import { chromium } from './scripts/browsers.ts'

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { launchOptions: chromium(), locale: 'en-GB', timezoneId: 'UTC' },
})
