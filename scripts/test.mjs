// npm test: installs what tests need, the browser included, and runs all of them.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { installIn, node, run } from './install.mjs'

const results = 'test-results'
rmSync(results, { recursive: true, force: true })
// The oldest React and Vue that the adapters promise to work with.
installIn('test/older')
run(node, ['scripts/browsers.ts'])
run('npm', ['run', '--silent', 'build'])
run('npm', ['run', '--silent', 'build:examples'])
run('npm', ['run', '--silent', 'types'])

const suites = [
  {
    name: 'unit and types',
    args: [
      'vitest',
      'run',
      '--project',
      'unit',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${results}/unit.json`,
    ],
    file: 'unit.json',
  },
  {
    name: 'browser',
    args: [
      'vitest',
      'run',
      '--project',
      'browser',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${results}/browser.json`,
    ],
    file: 'browser.json',
  },
  {
    name: 'browser, React 18.0 and Vue 3.3',
    args: [
      'vitest',
      'run',
      '--project',
      'older',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${results}/older.json`,
    ],
    file: 'older.json',
  },
  { name: 'end to end', args: ['playwright', 'test'], file: 'e2e.json' },
  {
    name: 'package',
    args: [
      'vitest',
      'run',
      '--project',
      'package',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${results}/package.json`,
    ],
    file: 'package.json',
  },
]

/** Passed, failed and skipped, as the runner's own report has them. */
function counts(file) {
  if (!existsSync(`${results}/${file}`)) return { passed: 0, failed: 1, skipped: 0 }
  const report = JSON.parse(readFileSync(`${results}/${file}`, 'utf8'))
  if (report.stats) {
    return {
      passed: report.stats.expected,
      failed: report.stats.unexpected + report.stats.flaky,
      skipped: report.stats.skipped,
    }
  }
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  }
}

let failed = false
const total = { passed: 0, failed: 0, skipped: 0 }
const lines = []
for (const { name, args, file } of suites) {
  const started = Date.now()
  const { status } = spawnSync('npx', ['--no-install', ...args], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  const { passed, failed: broken, skipped } = counts(file)
  total.passed += passed
  total.failed += broken
  total.skipped += skipped
  failed ||= status !== 0 || broken > 0 || passed === 0
  lines.push(
    `${name}: ${passed} passed, ${broken} failed, ${skipped} skipped, ${((Date.now() - started) / 1000).toFixed(1)} s${status === 0 ? '' : ` (exit ${status})`}`,
  )
}
console.log(`\n${lines.join('\n')}`)
console.log(`${total.passed} passed, ${failed ? Math.max(1, total.failed) : 0} failed, ${total.skipped} skipped`)
process.exit(failed ? 1 : 0)
