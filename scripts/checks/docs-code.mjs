// The code in the documents is the code of the examples: a block that follows `<!-- from FILE -->` or `<!-- from FILE#region -->`
// is that file, or its part between `#region NAME` and `#endregion`. Fails where a document says something else; `--write` fills.
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { extname } from 'node:path'

const isWriting = process.argv.includes('--write')
const block = /<!-- from (\S+?)(?:#([\w-]+))? -->\n```\w*\n(?:(?!```).*\n)*```/g
const languages = { '.ts': 'ts', '.tsx': 'tsx', '.vue': 'vue', '.html': 'html', '.css': 'css' }

/** @throws Error that names the file and the region that it lacks */
function regionOf(file, name) {
  const text = readFileSync(file, 'utf8').trimEnd()
  if (name === undefined) {
    return text
      .split('\n')
      .filter((line) => !/#(?:end)?region\b/.test(line))
      .join('\n')
  }
  const lines = text.split('\n')
  const start = lines.findIndex((line) => new RegExp(`#region ${name}(?![\\w-])`).test(line))
  if (start < 0) throw new Error(`${file} has no region "${name}"`)
  const inside = []
  for (let depth = 1, at = start + 1; ; at += 1) {
    if (at === lines.length) throw new Error(`${file}: the region "${name}" has no end`)
    if (/#region\b/.test(lines[at])) depth += 1
    else if (/#endregion\b/.test(lines[at])) depth -= 1
    else inside.push(lines[at])
    if (depth === 0) break
  }
  const indent = Math.min(...inside.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)))
  return inside
    .map((line) => line.slice(indent))
    .join('\n')
    .trim()
}

let stale = 0
let count = 0
for (const document of ['README.md', ...globSync('docs/*.md'), ...globSync('docs/recipes/**/*.md')].toSorted()) {
  const before = readFileSync(document, 'utf8')
  const after = before.replace(block, (_, file, region) => {
    count += 1
    return `<!-- from ${file}${region === undefined ? '' : `#${region}`} -->\n\`\`\`${languages[extname(file)] ?? ''}\n${regionOf(file, region)}\n\`\`\``
  })
  if (after === before) continue
  stale += 1
  if (isWriting) writeFileSync(document, after)
  console.log(`${isWriting ? 'filled' : 'STALE '} ${document}`)
}
console.log(`${count} blocks of code in the documents come from the examples`)
if (stale > 0 && !isWriting) {
  console.error('Documents show other code than the examples: run `npm run readme`.')
  process.exitCode = 1
}
