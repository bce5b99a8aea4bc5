import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('given no network, when the release is tried, then nothing is wrong with it', () => {
  // A port that nobody listens on: npm has no registry to ask.
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/release/check.mjs'], {
    encoding: 'utf8',
    env: { ...process.env, npm_config_registry: 'http://127.0.0.1:9' },
  })
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^npm would publish why401@\d+\.\d+\.\d+, \d+ files/)
  expect(status).toBe(0)
})
