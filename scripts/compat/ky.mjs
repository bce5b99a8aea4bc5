// Runs ky's own test suite twice: as it is, and with the instance that withAuth makes. `node scripts/compat/ky.mjs PATH` after
// a build; PATH is a checkout of sindresorhus/ky with its packages installed. Nothing in it is changed. Exit code 1 when a test
// fails that ky passes by itself and that docs/drop-in.md does not name.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

const [given] = process.argv.slice(2)
if (given === undefined) {
  console.error('usage: node scripts/compat/ky.mjs PATH, a checkout of ky with its packages installed')
  process.exit(2)
}
const checkout = resolve(given)
const dist = new URL('../../dist/', import.meta.url).pathname
/** A browser of its own is not needed to tell the two apart, and a leak test counts what ky holds. */
const left = new Set(['browser.ts', 'with-page.ts'])
const files = readdirSync(join(checkout, 'test')).filter((file) => file.endsWith('.ts') && !left.has(file))

/** A copy of the checkout whose main module is the wrapped instance. */
const wrap = async (folder) => {
  cpSync(checkout, folder, { recursive: true, filter: (path) => !/node_modules|\.git(?:$|\/)/.test(path) })
  symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'))
  const source = join(folder, 'source')
  renameSync(join(source, 'index.ts'), join(source, 'bare.ts'))
  await build({
    stdin: {
      contents: `export { withAuth } from '${dist}ky/index.js'\nexport { createAuth } from '${dist}index.js'`,
      resolveDir: dist,
    },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    outfile: join(source, 'why401.js'),
    logLevel: 'error',
    plugins: [
      {
        // The classes of the suite and not those of the package that is installed here.
        name: 'ky',
        setup: (plugins) => plugins.onResolve({ filter: /^ky$/ }, () => ({ path: './bare.js', external: true })),
      },
    ],
  })
  // The suite listens on ports that nobody knows before.
  writeFileSync(
    join(source, 'index.ts'),
    `export * from './bare.js'
import ky from './bare.js'
// @ts-ignore
import { createAuth, withAuth } from './why401.js'
const ports = Array.from({ length: 32_768 }, (_, index) => \`http://localhost:\${index + 32_768}\`)
const auth = createAuth({ origins: [...ports, 'https://example.com', 'http://example.com'] })
export default withAuth(ky, auth) as typeof ky
`,
  )
}

/** The names of the tests, with whether each passed; of all of them, or of those named, one after the other. */
const run = (folder, titles = []) => {
  const only = titles.length > 0 ? ['--serial', ...titles.map((title) => `--match=${title}`)] : []
  const args = ['--no-install', 'ava', '--tap', ...only, ...files.map((file) => `test/${file}`)]
  const { stdout } = spawnSync('npx', args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28, timeout: 900_000 })
  const lines = [...stdout.matchAll(/^(not ok|ok) \d+ - (.*?)(?: # (SKIP|TODO).*)?$/gm)]
  return new Map(lines.filter(([, , , skip]) => skip === undefined).map(([, ok, name]) => [name, ok === 'ok']))
}

/** A title without the file that ava puts before it. */
const titleOf = (name) => name.replace(/^\S+ › /, '')

const folder = mkdtempSync(join(tmpdir(), 'compat-ky-'))
try {
  const copy = join(folder, 'ky')
  await wrap(copy)
  const bare = run(checkout)
  const joined = run(copy)
  const named = readFileSync(new URL('../../docs/drop-in.md', import.meta.url), 'utf8')
  const worse = [...bare].filter(([name, passed]) => passed && joined.get(name) !== true).map(([name]) => name)
  const suspects = worse.filter((name) => !named.includes(titleOf(name)))
  // Many of the suite measure time, and run side by side: what fails only then says nothing.
  const alone = suspects.length > 0 ? run(copy, suspects.map(titleOf)) : new Map()
  const passed = new Set([...alone].filter(([, ok]) => ok).map(([name]) => titleOf(name)))
  const unnamed = suspects.filter((name) => !passed.has(titleOf(name)))
  console.log(`ky by itself: ${[...bare.values()].filter(Boolean).length} of ${bare.size} pass`)
  console.log(`with withAuth: ${[...joined.values()].filter(Boolean).length} of ${joined.size} pass`)
  for (const name of worse) {
    const how = suspects.includes(name) ? 'passes by itself' : 'differs by design'
    console.log(`${unnamed.includes(name) ? 'DIFFERS' : how}: ${name}`)
  }
  process.exitCode = unnamed.length > 0 || bare.size === 0 ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
