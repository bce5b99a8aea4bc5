import { fileURLToPath } from 'node:url'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromium, headlessChromium } from './scripts/browsers.ts'
import { commands } from './test/browser/commands.ts'
import { firefox } from './test/browser/firefox.ts'
import { webkit } from './test/browser/webkit.ts'

const alias = [
  { find: /^why401$/, replacement: fileURLToPath(new URL('./src/index.ts', import.meta.url)) },
  { find: /^why401\/(\w+)$/, replacement: fileURLToPath(new URL('./src/$1/index.ts', import.meta.url)) },
]

/** New for each project: vitest writes its name into it. */
const inBrowser = (provider: ReturnType<typeof playwright>, browser: 'chromium' | 'firefox' = 'chromium') => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider,
  instances: [{ browser }],
  commands,
})

/** The same tests in each engine, but for what its driver cannot do. */
const inBrowsers = {
  browser: { browser: inBrowser(playwright({ launchOptions: headlessChromium() })), exclude: [] },
  'browser-firefox': { browser: inBrowser(firefox(), 'firefox'), exclude: [] },
  'browser-webkit': {
    browser: {
      enabled: true,
      headless: false,
      screenshotFailures: false,
      provider: webkit(),
      instances: [{ browser: 'webkit' as const }],
    },
    // No user presses anything there: test/engines plays a user's steps.
    exclude: ['devtools/**', 'page.test.ts', '{react,vue}/{hydration,life,rendered,verdict}.test.*'].map(
      (name) => `test/browser/${name}`,
    ),
  },
}

/** Found one by one, they would make Vite reload the page while tests run in it. */
const optimizeDeps = {
  include: [
    'react',
    'react-dom',
    'react-dom/client',
    'react/jsx-runtime',
    'react/jsx-dev-runtime',
    'vue',
    'vitest-browser-react',
    'vitest-browser-vue',
    'axe-core',
    'ky',
    'axios',
    'zod/mini',
  ],
}

/** Ceilings, not expectations: a machine under heavy load may not fail a test that has no defect. */
const ceilings = { testTimeout: 120_000, hookTimeout: 120_000, teardownTimeout: 60_000 }

/** The oldest versions that the adapters promise to work with. */
const older = ['react', 'react-dom', 'vue'].map((name) => ({
  find: new RegExp(`^${name}(?=/|$)`),
  replacement: fileURLToPath(new URL(`./test/older/node_modules/${name}`, import.meta.url)),
}))

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          ...ceilings,
          name: 'unit',
          environment: 'node',
          // The files of a worker share their modules, which hold no state; a file of its own for each took three times the CPU time.
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['browser', 'package', 'engines', 'bundlers', 'clients', 'recipes'].map((name) => `test/${name}/**`),
          typecheck: { enabled: true, include: ['test/types/*.test-d.ts'], tsconfig: './test/types/tsconfig.json' },
        },
      },
      { test: { ...ceilings, name: 'package', environment: 'node', include: ['test/package/*.test.ts'] } },
      { test: { ...ceilings, name: 'bundlers', environment: 'node', include: ['test/bundlers/*.test.ts'] } },
      {
        test: {
          ...ceilings,
          name: 'engines',
          environment: 'node',
          include: ['test/engines/*.test.ts'],
          // Each file starts three browsers, one after the other.
          fileParallelism: false,
        },
      },
      ...Object.entries(inBrowsers).map(([name, { browser, exclude }]) => ({
        resolve: { alias },
        optimizeDeps,
        publicDir: 'test/browser/public',
        test: {
          ...ceilings,
          name,
          include: ['test/browser/**/*.test.{ts,tsx}'],
          exclude,
          globalSetup: 'test/browser/elsewhere.ts',
          browser,
        },
      })),
      {
        resolve: { alias: [...alias, ...older] },
        optimizeDeps,
        test: {
          ...ceilings,
          name: 'older',
          include: ['test/browser/{react,vue}/**/*.test.{ts,tsx}'],
          globalSetup: 'test/older/installed.ts',
          provide: { older: true },
          browser: inBrowser(playwright({ launchOptions: chromium() })),
        },
      },
    ],
  },
})
