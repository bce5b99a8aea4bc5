// A folder with too many files hides what is in it: fails where one holds more than 24.
import { readdirSync } from 'node:fs'

const MOST = 24
const skipped = new Set(['node_modules', 'dist'])
let hasFailed = false

function visit(folder) {
  const entries = readdirSync(folder, { withFileTypes: true })
  const count = entries.filter((entry) => entry.isFile()).length
  if (count > MOST) {
    hasFailed = true
    console.error(
      `${folder} holds ${count} files, and at most ${MOST} are allowed: sort them into folders by what they are for.`,
    )
  }
  for (const entry of entries) if (entry.isDirectory() && !skipped.has(entry.name)) visit(`${folder}/${entry.name}`)
}

for (const root of ['src', 'test', 'e2e', 'docs', 'examples', 'scripts', 'bench']) visit(root)
if (hasFailed) process.exitCode = 1
