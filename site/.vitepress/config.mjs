import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitepress'
import { homepage, repository, urlOf } from '../../scripts/release/address.mjs'
import { slugOf } from '../../scripts/markdown.mjs'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
// `scripts/site.mjs` writes both: what the sidebar lists, and the documents that pages were made from.
const { sidebar, sources } = JSON.parse(readFileSync(new URL('../.stage/site.json', import.meta.url), 'utf8'))
const base = process.env.WHY401_SITE_BASE ?? '/'

// oxlint-disable-next-line import/no-default-export -- VitePress reads the default export
export default defineConfig({
  title: 'why401',
  description: 'Tells a web app why a request was refused, and what would fix it.',
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
    const source = sources[page.relativePath]
    if (source === undefined) page.frontmatter.editLink = false
    else page.filePath = source
  },
  // VitePress gives its home page no landmark.
  transformHtml: (html) => html.replace('<div class="VPHome"', '<div role="main" class="VPHome"'),
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}logo.svg` }]],
  markdown: {
    // The same anchors as on GitHub, so that one link serves both.
    anchor: { slugify: slugOf },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  themeConfig: {
    logo: '/logo.svg',
    nav: [
      { text: 'Ten minutes', link: '/start' },
      { text: 'Options', link: '/options' },
      { text: 'API', link: '/api/' },
      { text: 'Playground', link: '/playground/index.html', target: '_self' },
      { text: version, link: '/changelog' },
    ],
    sidebar,
    outline: [2, 3],
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: repository }],
    editLink: { pattern: urlOf(':path'), text: 'The source of this page' },
    footer: { message: 'MIT licence. Nothing on this site is sent anywhere.' },
  },
})
