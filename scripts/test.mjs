// npm test: installs what the tests need, the browser included, builds, and runs the suites that a change is likely to break.
// npm run test:all (`--all`): the rest too. npm run test:firefox (`--firefox`): of these, the end-to-end tests in Firefox alone.
// `--built`: the build and the check of types were done just before.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { installIn, node, run } from './install.mjs'

const results = 'test-results'
const isAll = process.argv.includes('--all')
const isFirefox = process.argv.includes('--firefox')
const isBuilt = process.argv.includes('--built')

const vitest = (project) => ({
  file: `${project}.json`,
  args: [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}/${project}.json`,
  ],
})
const playwright = (file, ...projects) => ({
  file,
  args: ['playwright', 'test', ...projects.map((project) => `--project=${project}`)],
})

const suites = [
  { name: 'unit and types', ...vitest('unit') },
  { name: 'browser', ...vitest('browser') },
  { name: 'end to end', ...playwright('e2e.json', 'typescript', 'react', 'vue') },
  { name: 'package', ...vitest('package') },
]
const rest = [
  {
    name: 'the session, with engines that come later',
    file: 'late.json',
    args: [...vitest('unit').args.slice(0, -1), `--outputFile.json=${results}/late.json`, 'test/session'],
    env: { WHY401_LAZY: '0' },
  },
  {
    name: 'recipes',
    file: 'recipes.json',
    args: [
      'vitest',
      'run',
      '--config',
      'test/recipes/vitest.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${process.cwd()}/${results}/recipes.json`,
    ],
  },
  { name: 'browser, Firefox', ...vitest('browser-firefox'), engine: 'firefox' },
  { name: 'browser, WebKit', ...vitest('browser-webkit'), engine: 'webkit' },
  { name: 'browser, React 18.0 and Vue 3.3', ...vitest('older') },
  { name: 'Chromium, Firefox and WebKit', ...vitest('engines') },
  { name: 'bundlers', ...vitest('bundlers') },
  {
    name: 'end to end, what takes long, and the journeys in React and Vue',
    ...playwright('journeys.json', 'typescript-slow', 'react-journeys', 'vue-journeys'),
  },
]
const firefox = [{ name: 'end to end, Firefox', ...playwright('firefox.json', 'firefox'), engine: 'firefox' }]
const all = isAll ? [...suites, ...rest, ...firefox] : suites
const chosen = isFirefox ? firefox : all
const others = isAll ? ['firefox', 'webkit'] : []

const lines = []
/** Engines that cannot be had here. */
const missing = new Set()
function timed(name, act) {
  const started = Date.now()
  const outcome = act()
  lines.push(`${name}: ${outcome === undefined ? '' : `${outcome}, `}${((Date.now() - started) / 1000).toFixed(1)} s`)
}

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

rmSync(results, { recursive: true, force: true })
mkdirSync(results)
timed('installs', () => {
  // The oldest React and Vue that the adapters promise to work with.
  if (isAll) installIn('test/older')
  if (isAll) installIn('test/recipes')
  run(node, ['scripts/browsers.ts'])
  if (isAll) installIn('test/engines')
  if (isAll) installIn('test/bundlers')
  for (const engine of isFirefox ? ['firefox'] : others) {
    if (spawnSync(node, ['scripts/browsers.ts', engine], { stdio: 'inherit' }).status !== 0) missing.add(engine)
  }
})
timed('builds', () => {
  if (!isBuilt) run('npm', ['run', '--silent', 'build'])
  run('npm', ['run', '--silent', 'build:examples'])
})
if (!isBuilt) timed('types', () => run('npm', ['run', '--silent', 'types']))
if (isAll) timed('types of the recipes', () => run('npx', ['--no-install', 'tsc', '-p', 'test/recipes']))

let hasFailed = false
const total = { passed: 0, failed: 0, skipped: 0 }
for (const { name, args, file, engine, env } of chosen) {
  if (missing.has(engine)) continue
  timed(name, () => {
    const { status } = spawnSync('npx', ['--no-install', ...args], {
      stdio: 'inherit',
      shell: process.platform === 'win32',
      env: { ...process.env, WHY401_E2E_JSON: `${results}/${file}`, ...(engine && { WHY401_ENGINES: engine }), ...env },
    })
    const { passed, failed, skipped } = counts(file)
    total.passed += passed
    total.failed += failed
    total.skipped += skipped
    hasFailed ||= status !== 0 || failed > 0 || passed === 0
    return `${passed} passed, ${failed} failed, ${skipped} skipped${status === 0 ? '' : ` (exit ${status})`}`
  })
}
for (const engine of missing) lines.push(`${engine}: not here, so that nothing is tested in it`)
console.log(`\n${lines.join('\n')}\n${total.skipped} skipped`)
// The last line, alone: scripts read it.
console.log(`${total.passed} passed, ${hasFailed ? Math.max(1, total.failed) : 0} failed`)
process.exit(hasFailed ? 1 : 0)
