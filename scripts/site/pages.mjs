// Which document becomes which page of the site, and in which order the pages are listed.

/** Documents outside docs/ that are pages, by their file. */
const elsewhere = {
  'README.md': 'overview.md',
  'docs/start/ten-minutes.md': 'start.md',
  'docs/start/why.md': 'why.md',
  'SECURITY.md': 'security-policy.md',
  'CHANGELOG.md': 'changelog.md',
  'CONTRIBUTING.md': 'contributing/index.md',
  'docs/contributing/README.md': 'contributing/tasks.md',
  'examples/README.md': 'examples.md',
}

/** Folders that a link may name, and the page that lists them. */
export const folderPages = {
  'docs/conventions': 'conventions/index.md',
  'docs/decisions': 'decisions/index.md',
  'docs/api': 'api/index.md',
  'docs/recipes': 'recipes/index.md',
  examples: 'examples.md',
}

/** The page that a document becomes, or undefined: `docs/react.md` is `react.md`. */
export function pageOf(file) {
  if (file === 'docs/conventions.md') return 'conventions/index.md'
  if (file === 'docs/recipes.md') return 'recipes/index.md'
  if (file.startsWith('docs/api/')) return file.replace(/^docs\//, '').replace(/\.api\.md$/, '.md')
  return elsewhere[file] ?? (/^docs\/.*\.md$/.test(file) ? file.slice('docs/'.length) : undefined)
}

/** The documents by the address of their page: `react` is `docs/react.md`. */
export function pageFiles(files) {
  const pages = new Map()
  for (const file of files) {
    const page = pageOf(file)
    if (page !== undefined) pages.set(page.replace(/(?:\/?index)?\.md$/, ''), file)
  }
  return pages
}

/** Groups of the sidebar: pages, each with a shorter title where its own is long. A document that is named nowhere is a guide. */
export const groups = [
  ['Start', { 'why.md': '', 'start.md': '', 'overview.md': '', 'examples.md': 'The example apps' }],
  [
    'Guides',
    {
      'react.md': '',
      'vue.md': '',
      'tokens.md': 'Bearer tokens',
      'ky.md': '',
      'axios.md': '',
      'backend.md': 'Backend',
      'devtools.md': 'Devtools',
      'cli.md': 'Command line',
      'testing.md': 'Tests of your app',
      'troubleshooting.md': '',
    },
  ],
  [
    'Reference',
    {
      'auth.md': 'The auth object',
      'options.md': '',
      'events.md': '',
      'verdicts.md': '',
      'reasons.md': 'Reasons, with pictures',
      'verdict-examples.md': '40 verdicts in words',
      'challenge.md': '',
      'clients.md': '',
      'conformance.md': '',
      'benchmarks.md': '',
      'drop-in.md': 'A drop-in, measured',
    },
  ],
  [
    'Project',
    {
      'security.md': 'Security',
      'security-policy.md': 'Report a vulnerability',
      'changelog.md': '',
      'glossary.md': '',
    },
  ],
]
