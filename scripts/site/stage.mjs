// Documents become pages in site/.stage: links are pointed at pages where there is one, and at the repository where there is none.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { urlOf } from '../release/address.mjs'
import { filesOf } from '../checks/links.mjs'
import { headingsOf, mapLinks, summaryOf } from '../markdown.mjs'
import { shrinkPictures } from './pictures.ts'
import { folderPages, pageOf } from './pages.mjs'
import { below, sidebarOf } from './sidebar.mjs'

export const STAGE = 'site/.stage'
const MOST_CHARACTERS = 180

const relative = (from, to) => {
  const path = posix.relative(posix.dirname(from), to)
  return path.startsWith('.') ? path : `./${path}`
}

/** Where a link of a document leads on the site. @throws Error that names a link without a target */
export function targetOnSite(file, page, target) {
  if (/^(?:[a-z][a-z+.-]*:|\/\/|#)/i.test(target)) return target
  const [path, anchor] = target.split('#')
  const to = posix.join(posix.dirname(file), path).replace(/\/$/, '')
  if (!existsSync(to)) throw new Error(`${file}: ${target}: no such file`)
  const isFolder = statSync(to).isDirectory()
  const other = isFolder ? folderPages[to] : pageOf(to)
  const suffix = anchor === undefined ? '' : `#${anchor}`
  if (other !== undefined) return relative(page, other) + suffix
  if (to.startsWith('docs/images/')) return relative(page, to.slice('docs/'.length))
  return urlOf(to, isFolder) + suffix
}

/** A document as a page: its links, and without the marks that scripts fill. */
function pageText(file, page) {
  const text = mapLinks(readFileSync(file, 'utf8'), (target) => targetOnSite(file, page, target))
  return text.replace(/^<!--[^\n]*?-->\n/gm, '')
}

/** The README on one page, without what the site shows in its own way: the pictures of `npm start`, and the list of documents. */
function overview(readme) {
  // The site does not lead to itself.
  const parts = readme
    .replace(/^Guides, options, an API reference .*\n\n/m, '')
    .split(/^(?=## )/m)
    .filter((part) => !/^## (?:See it|More)\n/.test(part))
  const [first, ...rest] = parts
  return `# Overview\n\n${first.replace(/^# .*\n/, '').trim()}\n\n${rest.join('')}`
}

/** What a search engine shows of a page: its first paragraph, as far as it has room. The home page has the site's own. */
const descriptionsOf = (texts) =>
  Object.fromEntries(
    [...texts]
      .filter(([page]) => page !== 'index.md')
      .map(([page, text]) => [page, descriptionOf(text, titleOf(text))]),
  )

function descriptionOf(text, title) {
  const summary = summaryOf(text)
  const description = summary.length < 40 ? `why401, ${title}: ${summary}` : summary
  if (description.length <= MOST_CHARACTERS) return description
  const sentences = description.slice(0, MOST_CHARACTERS).replace(/(?<=[.:;]) [^.:;]*$/, '')
  if (sentences.length > 60 && sentences.length < MOST_CHARACTERS) return sentences
  const end = description.lastIndexOf(' ', MOST_CHARACTERS - 2)
  return `${description.slice(0, end).replace(/[\s,;:.]+$/, '')} …`
}

const titleOf = (text) => headingsOf(text)[0]?.words ?? ''
const write = (page, text) => {
  mkdirSync(dirname(join(STAGE, page)), { recursive: true })
  writeFileSync(join(STAGE, page), text)
}

/** The apps are no pages of VitePress: a link to them leaves it. */
const runHere = (base) => {
  const link = (name, text) => `<a href="${base}${name}/index.html" target="_self">${text}</a>`
  const apps = [
    link('page', 'TypeScript'),
    link('react', 'React'),
    link('vue', 'Vue'),
    link('playground', 'the playground'),
  ]
  return `Try them here: ${apps.join(', ')}. Their server runs in the page, for all tabs of this browser; nothing leaves it.\n`
}

/** Where each name of the API is explained. */
const namesOf = (texts, base) =>
  Object.fromEntries(
    [...texts]
      .filter(([page]) => page.startsWith('api/'))
      .flatMap(([page, text]) =>
        headingsOf(text)
          .filter(({ level }) => level === 3)
          .map(({ words, slug }) => [words, `${base}${page.replace(/md$/, 'html')}#${slug}`]),
      ),
  )

/** A list of pages below a folder, as Markdown, by subfolder. */
function listOf(pages, folder, level) {
  const folders = Map.groupBy(pages, ({ page }) => posix.dirname(page.slice(folder.length + 1)))
  return [...folders]
    .map(([name, items]) => {
      const heading = name === '.' ? '' : `${level} ${name[0].toUpperCase()}${name.slice(1)}\n\n`
      return heading + items.map(({ page, title }) => `- [${title}](./${page.slice(folder.length + 1)})`).join('\n')
    })
    .join('\n\n')
}

/** Writes every page; `made` are pages by name that no document is the source of. */
export function stage(made, base) {
  rmSync(STAGE, { recursive: true, force: true })
  const documents = [...filesOf('.')].filter((file) => pageOf(file) !== undefined && !file.startsWith('docs/api/'))
  const texts = new Map()
  for (const file of documents) {
    const page = pageOf(file)
    if (texts.has(page)) throw new Error(`${file}: another document is ${page} already`)
    texts.set(page, pageText(file, page))
  }
  for (const [page, text] of made) texts.set(page, text)
  texts.set(
    'examples.md',
    texts.get('examples.md').replace(/^# .*\n/, (title) => `${title}\n${runHere(base)}\n`),
  )
  texts.set('overview.md', overview(texts.get('overview.md')))
  const pages = () => [...texts].map(([page, text]) => ({ page, title: titleOf(text) }))
  texts.set(
    'decisions/index.md',
    `# Decisions\n\nWhy it is built as it is: the problem, the options, the choice.\n\n${listOf(below(pages(), 'decisions'), 'decisions', '##')}\n`,
  )
  texts.set(
    'conventions/index.md',
    `${texts.get('conventions/index.md')}\n## All families\n\n${listOf(below(pages(), 'conventions'), 'conventions', '###')}\n`,
  )
  const all = pages()
  const sidebar = sidebarOf(all, texts)
  for (const [page, text] of texts) write(page, text)
  cpSync('docs/images', join(STAGE, 'images'), { recursive: true })
  shrinkPictures(join(STAGE, 'images'))
  cpSync('site/public', join(STAGE, 'public'), { recursive: true })
  const sources = Object.fromEntries(documents.map((file) => [pageOf(file), file]))
  write(
    'site.json',
    JSON.stringify({ base, sidebar, sources, descriptions: descriptionsOf(texts), names: namesOf(texts, base) }),
  )
  return { texts, sidebar, sources }
}
