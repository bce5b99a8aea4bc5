// What npm would publish: built, packed, and checked by publint and attw. ESM only, so attw judges the ESM modes.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'why401-pack-'))
const npx = (...args) =>
  execFileSync('npx', ['--no-install', ...args], { stdio: 'inherit', shell: process.platform === 'win32' })
try {
  const [{ filename, files, size }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { encoding: 'utf8' }),
  )
  const tarball = join(folder, filename)
  const strays = files
    .map(({ path }) => path)
    .filter(
      (path) =>
        !/^(?:dist\/|docs\/(?:[^/]+|(?:conventions|recipes|start)\/.+)\.md$|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/.test(
          path,
        ),
    )
  if (strays.length > 0) throw new Error(`The tarball holds files that nobody needs: ${strays.join(', ')}`)
  console.log(`${filename}: ${files.length} files, ${size} B packed`)
  npx('publint', 'run', tarball, '--strict')
  npx('attw', tarball, '--profile', 'esm-only')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
