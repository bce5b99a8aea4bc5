import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string): string => fileURLToPath(new URL(`../../src/${path}`, import.meta.url))

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  resolve: {
    alias: [
      { find: /^why401$/, replacement: source('index.ts') },
      { find: /^why401\/(\w+)$/, replacement: source('$1/index.ts') },
      // Node would take the build for servers, in which no effect runs.
      {
        find: /^solid-js$/,
        replacement: fileURLToPath(new URL('node_modules/solid-js/dist/solid.js', import.meta.url)),
      },
    ],
  },
  test: {
    name: 'recipes',
    environment: 'node',
    include: ['**/*.test.ts'],
    globalSetup: 'installed.ts',
    // Ceilings, not expectations: a machine under heavy load may not fail a test that has no defect.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
