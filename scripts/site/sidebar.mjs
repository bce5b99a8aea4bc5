// The list of pages at the side of the site: the groups of pages.mjs, then each folder as its first page lists it.
import { posix } from 'node:path'
import { headingsOf, linksOf } from '../markdown.mjs'
import { groups } from './pages.mjs'

export const below = (pages, folder) =>
  pages.filter(({ page }) => page.startsWith(`${folder}/`) && page !== `${folder}/index.md`)

/** The pages below a folder, grouped as its first page lists them; the rest stand by themselves. */
function sectionsOf(pages, folder, index, item) {
  const left = new Map(below(pages, folder).map((one) => [one.page, one]))
  const sections = index.split(/^(?=#{2,3} )/m).flatMap((part) => {
    const links = linksOf(part).map(({ target }) => posix.join(folder, target.split('#')[0]))
    const items = [...new Set(links)].flatMap((page) => left.get(page) ?? [])
    const heading = headingsOf(part)[0] ?? { level: 0 }
    // What stands before the first section is of the folder itself, and one page needs no section.
    if (heading.level < 2 || items.length < 2) return []
    for (const { page } of items) left.delete(page)
    // Not collapsible: VitePress would put a button into a button.
    return [{ text: heading.words, items: items.map(item) }]
  })
  return [...sections, ...[...left.values()].map(item)]
}

export function sidebarOf(pages, texts) {
  const byPage = new Map(pages.map((one) => [one.page, one]))
  // A family is listed by its name, without the function that makes its convention.
  const item = ({ page, title }) => ({ text: title.replace(/: \w+\(\)$/, ''), link: `/${page.replace(/\.md$/, '')}` })
  const named = new Set(groups.flatMap(([, list]) => Object.keys(list)))
  const others = pages.filter(({ page }) => !named.has(page) && !page.includes('/') && page !== 'index.md')
  const sidebar = groups.map(([text, list]) => ({
    text,
    items: [
      ...Object.entries(list)
        .filter(([page]) => byPage.has(page))
        .map(([page, title]) => item({ page, title: title || byPage.get(page).title })),
      ...(text === 'Guides' ? others.map(item) : []),
    ],
  }))
  const folder = (text, name) => ({
    text,
    link: `/${name}/`,
    collapsed: true,
    items: sectionsOf(pages, name, texts.get(`${name}/index.md`), item),
  })
  return [
    ...sidebar,
    folder('Recipes', 'recipes'),
    folder('Conventions', 'conventions'),
    folder('API', 'api'),
    folder('Decisions', 'decisions'),
    folder('Contributing', 'contributing'),
  ]
}
