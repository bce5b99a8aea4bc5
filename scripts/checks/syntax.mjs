// The package's syntax is what the oldest browsers read that docs/contributing/engines.md names: compiled for them, nothing changes.
import { globSync, readFileSync } from 'node:fs'
import { transform } from 'esbuild'
import { oldestBrowsers } from './oldest-browsers.mjs'

const oldest = [...Object.entries(oldestBrowsers).map(([name, version]) => `${name}${version}`), 'node20']
// All of them read `\p{L}`; esbuild says no, since each new version of Unicode adds names.
const supported = { 'regexp-unicode-property-escapes': true }
const files = globSync('dist/**/*.js')
const changed = []
for (const file of files) {
  const text = readFileSync(file, 'utf8')
  const [wanted, lowered] = await Promise.all(
    [['esnext'], oldest].map(async (target) => (await transform(text, { target, supported })).code),
  )
  if (wanted !== lowered) changed.push(file)
}
for (const file of changed) console.error(`${file} has syntax that ${oldest.join(', ')} do not all read`)
console.log(`${files.length} files, ${changed.length} with newer syntax than ${oldest.join(', ')}`)
if (changed.length > 0 || files.length === 0) process.exitCode = 1
