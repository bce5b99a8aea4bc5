// Installs what package-lock.json names where that has not happened yet. Runs on any node >= 20, before anything is installed.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const [major] = process.versions.node.split('.').map(Number)
if (major < 20) {
  console.error(`why401 needs node 20 or newer to be worked on; this is ${process.version}.`)
  process.exit(1)
}

const isWindows = process.platform === 'win32'

export function run(command, args, options = {}) {
  const { status, signal } = spawnSync(command, args, { stdio: 'inherit', shell: isWindows, ...options })
  if (status !== 0) process.exit(status ?? (signal ? 130 : 1))
}

/** npm writes this file when it is done: the same packages there as in the lock mean that nothing is missing. */
function isInstalled() {
  if (!existsSync('node_modules/.package-lock.json')) return false
  const names = (file) =>
    Object.entries(JSON.parse(readFileSync(file, 'utf8')).packages).filter(
      ([path, { optional }]) => path !== '' && !optional,
    )
  const have = new Map(names('node_modules/.package-lock.json').map(([path, { version }]) => [path, version]))
  return names('package-lock.json').every(([path, { version }]) => have.get(path) === version)
}

const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
if (!isInstalled()) run('npm', ['ci', ...quiet])

/** Whether a package is there; of an exact version, that very one. */
function isInstalledIn(folder, name, version) {
  const file = `${folder}/node_modules/${name}/package.json`
  return existsSync(file) && (!/^\d/.test(version) || JSON.parse(readFileSync(file, 'utf8')).version === version)
}

/** Installs what `folder` has a package.json of its own for, where that has not happened yet: by its lock where it has one. */
export function installIn(folder) {
  const { dependencies } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
  if (Object.entries(dependencies).every(([name, version]) => isInstalledIn(folder, name, version))) return
  const hasLock = existsSync(`${folder}/package-lock.json`)
  run('npm', [...(hasLock ? ['ci'] : ['install', '--no-save', '--no-package-lock']), '--prefix', folder, ...quiet])
}

/** node of the version that the tools need, from node_modules. */
export const node = `node_modules/.bin/node${isWindows ? '.cmd' : ''}`
