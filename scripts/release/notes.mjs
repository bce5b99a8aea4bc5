// What CHANGELOG.md says of the version in package.json: the text of its release.
import { readFileSync } from 'node:fs'
import { releasesOf } from './changelog.mjs'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const release = releasesOf(readFileSync('CHANGELOG.md', 'utf8')).find((one) => one.version === version)
if (release === undefined) throw new Error(`CHANGELOG.md has no release ${version}`)
console.log(release.body)
