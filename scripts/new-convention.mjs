// npm run new:convention NAME [-- --folder=products] [-- --before=oauth2]: makes a family's source, test and page, and adds
// it to the exports and to the ordered list of `standard()`. `FILL IN` marks what is a placeholder.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const folders = ['frameworks', 'products', 'gateways', 'protocols', 'general']
const usage = `npm run new:convention NAME [-- --folder=${folders.join('|')}] [-- --before=CONVENTION]`

const [name = '', ...rest] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const option = (key, otherwise) =>
  process.argv.find((argument) => argument.startsWith(`--${key}=`))?.slice(key.length + 3) ?? otherwise
const folder = option('folder', 'products')
const before = option('before', 'oauth2')
const fail = (message) => {
  console.error(`${message}\n${usage}`)
  process.exit(1)
}

if (!/^[a-z][a-z\d]*(?:-[a-z\d]+)*$/.test(name) || rest.length > 0) {
  fail('NAME must be one name in kebab-case, such as `acme-cloud`.')
}
if (!folders.includes(folder)) fail(`\`--folder\` must be one of ${folders.join(', ')}.`)

const words = name.split('-')
const factory = words.map((word, index) => (index === 0 ? word : word[0].toUpperCase() + word.slice(1))).join('')
const title = words.map((word) => word[0].toUpperCase() + word.slice(1)).join(' ')
const code = `${words.join('_')}_session_expired`

const source = `import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * ${title}: FILL IN what it sends, and where that differs from RFC 9110 §15.5.
 *
 * @example
 * classify(response, { conventions: [${factory}()] }) // 401 {"code":"${code}"}
 */
export function ${factory}(): Convention {
  // FILL IN its own tables; \`headers\`, \`sentences\` and \`pages\` are there, too.
  return conventionFromTables({
    name: '${name}',
    spec: '${title}',
    codes: {
      'session-expired 401': '${code}',
    },
  })
}
`

const test = `import { describe } from 'vitest'
import { ${factory} } from 'why401/conventions'
import { type Case, testFamily } from '../test-family.ts'

describe('${title}', () => {
  // FILL IN what it really answers; the exchange below is a placeholder for the code in the table.
  const cases: readonly Case[] = [
    [
      'given a session that expired → reauthenticate',
      { status: 401, body: { code: '${code}' } },
      'reauthenticate/session-expired certain',
    ],
    ['given words of another server → the status decides', { status: 403, body: { code: 'e_17' } }, 'forbidden/permission guess'],
  ]

  testFamily(${factory}(), cases)
})
`

const page = `# ${title}: \`${factory}()\`

FILL IN what it sends, in one or two sentences.

FILL IN a refusal that it really sends.

\`\`\`http
GET /api/orders HTTP/1.1
Authorization: Bearer …
\`\`\`

\`\`\`http
HTTP/1.1 401 Unauthorized
Content-Type: application/json

{"code":"${code}"}
\`\`\`

Verdict: reauthenticate / session-expired, certain.

Source: FILL IN the documentation or the source file that shows it.
`

/** Puts a line before the first of its kind whose name comes later. */
function insertSorted(text, pattern, line) {
  const later = [...text.matchAll(pattern)].find(([, found]) => found.toLowerCase() > factory.toLowerCase())
  const last = [...text.matchAll(pattern)].at(-1)
  const at = later?.index ?? last.index + last[0].length
  return text.slice(0, at) + line + text.slice(at)
}

function addToList(text) {
  const start = text.indexOf('export function standard(')
  const at = text.indexOf(`    ${before}(),\n`, start)
  if (at < 0) fail(`\`standard()\` has no \`${before}()\`: \`--before\` must name one of its conventions.`)
  const listed = `${text.slice(0, at)}    ${factory}(),\n${text.slice(at)}`
  // The imports stand by folder, the tables last: that is the order in the bundle.
  const last = [...listed.matchAll(new RegExp(`^import .* from './${folder}/.*\\n`, 'gm'))].at(-1)
  const end = last.index + last[0].length
  return `${listed.slice(0, end)}import { ${factory} } from './${folder}/${name}.js'\n${listed.slice(end)}`
}

const root = 'src/conventions'
const files = new Map([
  [`${root}/${folder}/${name}.ts`, source],
  [`test/conventions/${folder}/${name}.test.ts`, test],
  [`docs/conventions/${folder}/${name}.md`, page],
])
for (const file of files.keys()) if (existsSync(file)) fail(`${file} is there already.`)
const read = (file) => files.get(file) ?? readFileSync(file, 'utf8')
const list = readdirSync(root)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `${root}/${file}`)
  .find((file) => read(file).includes('export function standard('))
const exports = `${root}/index.ts`
if (new RegExp(`^export (?:\\{|function).*\\b${factory}\\b`, 'm').test(read(exports))) {
  fail(`\`${factory}\` is exported already.`)
}
files.set(list, addToList(read(list)))
files.set(
  exports,
  insertSorted(
    read(exports),
    /^export \{ (?:type \w+, )?(\w+).*\} from '\.\/(?:frameworks|products|gateways|protocols|general|third-party)\/.*\n/gm,
    `export { ${factory} } from './${folder}/${name}.js'\n`,
  ),
)

for (const [file, text] of files) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  console.log(file)
}
const formatter = 'node_modules/.bin/oxfmt'
if (existsSync(formatter)) {
  execFileSync(
    formatter,
    [...files.keys()].filter((file) => file.endsWith('.ts')),
  )
}
console.log(`
\`grep -rn 'FILL IN' src test docs/conventions\` shows what is left to fill in. Then:
npx vitest run --project unit test/conventions/${folder}/${name} test/conventions/docs test/conventions/families`)
