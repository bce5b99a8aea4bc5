import { expect, test } from 'vitest'
import { load } from './load.ts'

interface Item {
  readonly text: string
  readonly link?: string
  readonly items?: readonly Item[]
}
interface Pages {
  readonly pageOf: (file: string) => string | undefined
}
interface Sidebar {
  readonly sidebarOf: (
    pages: readonly { readonly page: string; readonly title: string }[],
    texts: ReadonlyMap<string, string>,
  ) => readonly Item[]
}
interface CheckLinks {
  readonly filesOf: (root: string) => Set<string>
}
const { pageOf } = await load<Pages>('site/pages')
const { sidebarOf } = await load<Sidebar>('site/sidebar')
const { filesOf } = await load<CheckLinks>('checks/links')

const linksIn = (items: readonly Item[]): string[] =>
  items.flatMap(({ link, items: inner = [] }) => [...(link === undefined ? [] : [link]), ...linksIn(inner)])

test('given the documents, when they become pages, then no two become one', () => {
  const pages = [...filesOf('.')].flatMap((file) => pageOf(file) ?? [])
  expect(pages.toSorted()).toEqual([...new Set(pages)].toSorted())
})

test('given a folder whose first page lists some pages in sections, when it is listed, then each page is there once', () => {
  const index =
    '# Recipes\n\n[A](./a.md) first.\n\n## Two\n\n- [A](./a.md)\n- [B](./x/b.md#part)\n\n## One\n\n- [C](./c.md)\n- [A](./a.md)\n'
  const pages = ['index', 'a', 'x/b', 'c', 'd'].map((name) => ({ page: `recipes/${name}.md`, title: name }))
  const recipes = sidebarOf(pages, new Map([['recipes/index.md', index], ...empty])).find(
    ({ text }) => text === 'Recipes',
  )
  expect(recipes?.items).toEqual([
    expect.objectContaining({
      text: 'Two',
      items: [
        { text: 'a', link: '/recipes/a' },
        { text: 'x/b', link: '/recipes/x/b' },
      ],
    }),
    { text: 'c', link: '/recipes/c' },
    { text: 'd', link: '/recipes/d' },
  ])
  expect(linksIn(recipes?.items ?? []).toSorted()).toEqual(['/recipes/a', '/recipes/c', '/recipes/d', '/recipes/x/b'])
})

const empty = ['conventions', 'api', 'decisions', 'contributing'].map((name) => [`${name}/index.md`, ''] as const)
