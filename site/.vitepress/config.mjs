import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { defineConfig } from 'vitepress'
import { homepage, repository, urlOf } from '../../scripts/release/address.mjs'
import { slugOf } from '../../scripts/markdown.mjs'
import { sizeOf } from '../../scripts/site/pictures.ts'
import { hangIndents, keepNames, linkTypes } from './code.mjs'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
// `scripts/site.mjs` writes both: what the sidebar lists, and the documents that pages were made from.
const { sidebar, sources, descriptions, names } = JSON.parse(
  readFileSync(new URL('../.stage/site.json', import.meta.url), 'utf8'),
)
const base = process.env.WHY401_SITE_BASE ?? '/'

/** How the search orders what it finds. VitePress writes the functions into the page, so they name nothing outside of them. */
const searchOptions = {
  // `401` is not nearly `407`.
  fuzzy: (term) => (term.length > 4 ? 0.2 : false),
  // The page that has the word as its title; guides; what is looked up by its name; examples and records of the work last.
  boostDocument: (page, term, { title, titles }) => {
    const isTitle = title.toLowerCase() === term && titles.every((above) => above === '')
    const records = /\/(?:benchmarks|drop-in|changelog|glossary|decisions\/|contributing\/|conventions\/.+\/)/
    if (/\/verdict-examples/.test(page)) return 0.15
    if (records.test(page)) return 0.3
    if (/\/(?:api\/|reasons)/.test(page)) return /\/api\/why401\./.test(page) ? 0.75 : 0.6
    const isGuide = /\/(?:start|why|troubleshooting|verdicts|backend|react|vue)\./.test(page)
    return (isGuide ? 1.5 : 1) * (isTitle ? 2 : 1)
  },
}

/** What a page of a folder is: several have the heading of a guide, as `ky` and `why401` do. */
const labels = { api: 'API', recipes: 'recipe', conventions: 'convention', decisions: 'decision' }
const labelOf = (page) => (page.endsWith('/index.md') ? undefined : labels[page.split('/')[0]])

/** The search shows headings alone, so they say there what they are of. */
function renderForSearch(text, env, markdown) {
  const label = labelOf(env.relativePath)
  const html = markdown.render(text, env)
  return label === undefined ? html : html.replace(/<h1[^>]*>/, `$&${label[0].toUpperCase()}${label.slice(1)}: `)
}

/** Where a host serves a page: a folder's index is the folder. */
const addressOf = (page) => page.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '.html')

/** A picture that says its size before it comes moves no text. */
function withPictures(markdown) {
  const { image, html_block: block } = markdown.renderer.rules
  markdown.renderer.rules.image = (tokens, index, options, env, self) => {
    const folder = folderOf(env)
    const size = sizeOf(posix.join(folder, tokens[index].attrGet('src')))
    for (const [name, value] of Object.entries(size)) tokens[index].attrSet(name, String(value))
    const html = inBothSchemes(image(tokens, index, options, env, self), folder)
    // It scrolls on a small screen: by keyboard too.
    return html.includes('.svg"')
      ? `<span class="drawing" role="group" aria-label="Drawing" tabindex="0">${html}</span>`
      : html
  }
  markdown.renderer.rules.html_block = (tokens, index, options, env, self) =>
    inBothSchemes(block(tokens, index, options, env, self), folderOf(env))
}

const folderOf = ({ relativePath }) => posix.join('site/.stage', posix.dirname(relativePath))

/** Where there is a dark picture, both are in the page. style.css shows one, and a lazy picture that is not shown is not fetched. */
const inBothSchemes = (html, folder) =>
  html.replace(/<img src="([^":]+)"([^>]*)>/g, (picture, light, rest) => {
    const dark = posix.join(posix.dirname(light), 'dark', posix.basename(light))
    if (!existsSync(posix.join(folder, dark))) return picture
    const one = (source, scheme) => `<img src="${source}" class="of-${scheme}" loading="lazy"${rest}>`
    return one(light, 'light') + one(`./${dark}`, 'dark')
  })

/** Something follows each table, so that a table without a follower is one that is still coming: style.css shows it when it is whole. */
function withTableEnds(markdown) {
  markdown.renderer.rules.table_close = () => '</table>\n<i hidden></i>\n'
}

// oxlint-disable-next-line import/no-default-export -- VitePress reads the default export
export default defineConfig({
  title: 'why401',
  description:
    'A fetch client for web apps that tells why a request was refused (401, 403 and what looks like them), says what would fix it, and signs in again once.',
  base,
  srcDir: '.stage',
  outDir: 'dist',
  lang: 'en',
  lastUpdated: false,
  // Built beside the pages, and not by VitePress.
  ignoreDeadLinks: [/^\/(?:playground|page|react|vue)\//, /\/llms(?:-full)?\.txt$/],
  sitemap: { hostname: homepage },
  // A page that a script makes has no source to show.
  transformPageData: (page) => {
    page.description = descriptions[page.relativePath] ?? ''
    const label = labelOf(page.relativePath)
    // A family is called by its name, without the function that makes its convention.
    if (label !== undefined && label !== 'decision') page.title = `${page.title.replace(/: \w+\(\)$/, '')}: ${label}`
    const source = sources[page.relativePath]
    if (source === undefined) page.frontmatter.editLink = false
    else page.filePath = source
  },
  // VitePress gives its home page no landmark, and lays out its bar when the scripts are there: before that the search stood elsewhere.
  transformHtml: (html) =>
    html
      .replace('<div class="VPHome"', '<div role="main" class="VPHome"')
      .replace(
        '<div class="VPNavBar"',
        `<div class="VPNavBar top ${html.includes('class="VPHome"') ? 'home' : 'has-sidebar'}"`,
      ),
  transformHead: ({ page }) => [['link', { rel: 'canonical', href: homepage + addressOf(page) }]],
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}logo.svg` }]],
  markdown: {
    // The same anchors as on GitHub, so that one link serves both.
    anchor: { slugify: slugOf },
    config: (markdown) => {
      withPictures(markdown)
      withTableEnds(markdown)
      keepNames(markdown)
      linkTypes(markdown, names)
    },
    codeTransformers: [hangIndents],
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  themeConfig: {
    logo: { src: '/logo.svg', width: 24, height: 24 },
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'Recipes', link: '/recipes/' },
      { text: 'Options', link: '/options' },
      { text: 'API', link: '/api/' },
      { text: 'Examples', link: '/examples' },
      { text: 'Playground', link: '/playground/index.html', target: '_self' },
      { text: version, link: '/changelog' },
    ],
    sidebar,
    outline: [2, 3],
    search: { provider: 'local', options: { _render: renderForSearch, miniSearch: { searchOptions } } },
    socialLinks: [{ icon: 'github', link: repository }],
    editLink: { pattern: urlOf(':path'), text: 'The source of this page' },
    notFound: {
      title: 'No such page',
      quote: 'The address is wrong, or the page has moved. The search at the top of each page finds it.',
      linkText: 'To the first page',
      linkLabel: 'To the first page',
    },
    footer: { message: 'MIT licence. Nothing on this site is sent anywhere.' },
  },
})
