// `npm ci` on another platform needs the lock to name that platform's optional packages. npm writes only those of this platform when
// node_modules is there already. Fails where a lock lacks one.
import { readFileSync } from 'node:fs'

const locks =
  process.argv.length > 2
    ? process.argv.slice(2)
    : [
        'package-lock.json',
        'test/clients/package-lock.json',
        'test/older/package-lock.json',
        'test/bundlers/package-lock.json',
        'test/engines/package-lock.json',
        'test/recipes/package-lock.json',
        'tools/browser-apis/package-lock.json',
        'tools/vue-tsc/package-lock.json',
      ]

/** Whether node would find the package `name` from the package at `path`: beside it, or in a folder above. */
function isLocked(packages, path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true
    if (folder === '') return false
  }
}

function missingFrom(packages) {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isLocked(packages, path, name))
      .map((name) => `${name} (of ${path === '' ? 'the project' : path})`),
  )
}

for (const lock of locks) {
  const { packages } = JSON.parse(readFileSync(lock, 'utf8'))
  const missing = missingFrom(packages)
  if (missing.length === 0) {
    console.log(`${lock}: the optional packages of every platform are there`)
    continue
  }
  console.error(
    `${lock} lacks optional packages, so that \`npm ci\` fails on other platforms:\n  ${missing.join('\n  ')}`,
  )
  console.error(
    'Mend it in a clone without node_modules: `npm install --package-lock-only --ignore-scripts`, then commit the lock.',
  )
  process.exitCode = 1
}
