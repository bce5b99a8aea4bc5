// npm run docs: builds the site to site/dist, a folder that any static host serves. `npm run build` comes first.
// WHY401_SITE_BASE is the path that it is served at (default `/`), `--public` takes that of the public address.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { homepage } from './release/address.mjs'
import { installIn, node, run } from './install.mjs'
import { summaryOf } from './markdown.mjs'
import { apiPages } from './site/api.mjs'
import { buildApps } from './site/apps.mjs'
import { deadLinksOfSite } from './site/links.mjs'
import { reasonsPage } from './site/reasons.mjs'
import { STAGE, stage } from './site/stage.mjs'

const OUT = 'site/dist'
const isPublic = process.argv.includes('--public')
const base = isPublic ? new URL(homepage).pathname : (process.env.WHY401_SITE_BASE ?? '/')

/** Two answers beside what why401 says of them: the README's own sample. */
function homePage() {
  const [, explained] = /<!-- explain:start -->\n```text\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8')) ?? []
  const [token, integration] = explained.trim().split('\n\n')
  const column = (title, sent, said) =>
    `<div>\n\n### ${title}\n\n\`\`\`http\n${sent}\n\`\`\`\n\n\`\`\`text\n${said}\n\`\`\`\n\n</div>`
  const text = [
    '<div class="exchanges vp-doc">\n',
    column(
      'The token expired',
      'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer realm="reports",\n  error="invalid_token",\n  error_description="The access token expired"',
      token,
    ),
    column(
      'A third party refused its key',
      'HTTP/1.1 403 Forbidden\nContent-Type: application/problem+json\n\n{ "type": "https://app.example/problems/third-party-key-invalid",\n  "integration": "meteo", "reason": "key-revoked" }',
      integration,
    ),
    '\n</div>',
  ].join('\n')
  return readFileSync('site/pages/index.md', 'utf8').replace('<!-- exchanges -->', () => text)
}

/** llms.txt: the rules of site/llms.txt, then every page with its first sentence. `llms-full.txt` holds the pages themselves. */
function writeLlms({ texts, sidebar }) {
  const origin = isPublic ? new URL(homepage).origin : ''
  const fileOf = (link) => `${link.slice(1)}${link.endsWith('/') ? 'index' : ''}.md`
  const list = sidebar.map(({ text, link, items }) => {
    const pages = items.flatMap((item) => item.items ?? item)
    const lines = [...(link === undefined ? [] : [{ text, link }]), ...pages].map((item) => {
      const [summary] = summaryOf(texts.get(fileOf(item.link))).split(/(?<=\.)\s/)
      return `- [${item.text}](${origin}${base}${fileOf(item.link)})${summary === '' ? '' : `: ${summary}`}`
    })
    return `## ${text}\n\n${lines.join('\n')}`
  })
  writeFileSync(join(OUT, 'llms.txt'), `${readFileSync('site/llms.txt', 'utf8').trim()}\n\n${list.join('\n\n')}\n`)
  // The home page is for the eye: its text is in the others.
  const pages = [...texts].filter(([page]) => page !== 'index.md')
  for (const [page, text] of pages) writeFileSync(join(OUT, page), text)
  writeFileSync(join(OUT, 'llms-full.txt'), pages.map(([, text]) => text.trim()).join('\n\n---\n\n'))
}

installIn('site')
const { reasons } = await import('../dist/verdict/index.js')
const ts = createRequire(join(process.cwd(), 'site/package.json'))('typescript')
const made = [
  ['index.md', homePage()],
  ['reasons.md', await reasonsPage({ ...(await import('../dist/index.js')), reasons })],
  ...apiPages(ts),
]
const staged = stage(made, base)
// The backend is checked here: its packages are in site/ alone.
run('npx', ['--no-install', 'tsc', '-p', 'site'])
await buildApps(join(STAGE, 'public'), base)
run(node, ['site/node_modules/vitepress/bin/vitepress.js', 'build', 'site'], {
  env: { ...process.env, WHY401_SITE_BASE: base },
})
writeLlms(staged)
const { pages, dead } = deadLinksOfSite(OUT, base)
for (const line of dead) console.error(line)
console.log(`${OUT}: ${pages} pages for ${base}, ${dead.length} dead links`)
if (dead.length > 0) process.exitCode = 1
