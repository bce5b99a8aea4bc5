// npm run release:version: the changesets decide the next version; package.json, package-lock.json and CHANGELOG.md get it.
import { readFileSync, writeFileSync } from 'node:fs'
import { releasesOf, withRelease } from './changelog.mjs'
import { installIn, node, run } from '../install.mjs'

const versionOf = () => JSON.parse(readFileSync('package.json', 'utf8')).version
const before = versionOf()
installIn('.changeset')
run(node, ['.changeset/node_modules/@changesets/cli/bin.js', 'version'])
const version = versionOf()
if (version === before) {
  console.log(`No changeset asks for another version than ${before}.`)
  process.exit(0)
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
lock.version = version
lock.packages[''].version = version
writeFileSync('package-lock.json', `${JSON.stringify(lock, undefined, 2)}\n`)
const day = new Date().toISOString().slice(0, 10)
writeFileSync('CHANGELOG.md', withRelease(readFileSync('CHANGELOG.md', 'utf8'), version, day))
console.log(
  `${before} -> ${version}: ${releasesOf(readFileSync('CHANGELOG.md', 'utf8'))[1].body.split('\n').length} lines of changes`,
)
