import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { load } from './load.ts'

interface CheckLinks {
  readonly deadLinks: (root: string, documents: readonly string[]) => string[]
  readonly documentsOf: (files: Iterable<string>) => string[]
  readonly filesOf: (root: string) => Set<string>
}
interface SiteLinks {
  readonly deadLinksOfSite: (folder: string, base: string) => { readonly pages: number; readonly dead: string[] }
}
interface Address {
  readonly homepage: string
  readonly urlOf: (path: string) => string
}
const { deadLinks, documentsOf, filesOf } = await load<CheckLinks>('checks/links')
const { deadLinksOfSite } = await load<SiteLinks>('site/links')
const { homepage, urlOf } = await load<Address>('release/address')

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'why401-links-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}

describe('links of documents', () => {
  beforeEach(() => {
    execFileSync('git', ['init', '-q'], { cwd: root })
    write('.gitignore', 'dist/\n')
    write('dist/built.md', '')
    write('docs/react.md', '# React\n\n## A hook\n')
  })

  test.each([
    'docs/react.md',
    'docs/react.md#a-hook',
    'docs/',
    '/docs/react.md',
    '#here',
    'https://example.com/nothing-is-asked',
    urlOf('docs/react.md#a-hook'),
    `${homepage}react.html#a-hook`,
    homepage,
  ])('given a link to %s, when links are checked, then it is alive', (target) => {
    write('README.md', `# Here\n\n[a](${target})\n`)
    expect(deadLinks(root, ['README.md'])).toEqual([])
  })

  test.each([
    'docs/vue.md',
    'docs/React.md',
    'docs/react.md#another',
    'dist/built.md',
    '#there',
    '../outside.md',
    'javascript:alert(1)',
    urlOf('docs/vue.md'),
    `${homepage}vue.html`,
  ])('given a link to %s, when links are checked, then it is dead and its line is named', (target) => {
    write('README.md', `# Here\n\n[a](${target})\n`)
    expect(deadLinks(root, ['README.md'])).toEqual([expect.stringContaining('README.md:3: ')])
  })
})

test('given the documents of this repository, when links are checked, then none is dead', () => {
  const documents = documentsOf(filesOf('.'))
  expect(documents.length).toBeGreaterThan(50)
  expect(deadLinks('.', documents)).toEqual([])
})

describe('links of the built site', () => {
  test('given a site below a base, when its links are checked, then files, folders and anchors count', () => {
    write(
      'index.html',
      '<a href="/base/a/">a</a><a href="a/index.html#x">b</a><img src="/base/logo.svg"><a href="https://example.com">c</a>',
    )
    write('a/index.html', '<h2 id="x">x</h2><a href="../index.html">up</a><a href="#x">here</a>')
    write('logo.svg', '<svg/>')
    expect(deadLinksOfSite(root, '/base/')).toEqual({ pages: 2, dead: [] })
  })

  test('given links that lead nowhere, when they are checked, then each is named once', () => {
    write('index.html', '<a href="/a/">no base</a><a href="b.html">b</a><a href="b.html">b</a><a href="#x">x</a>')
    expect(deadLinksOfSite(root, '/base/').dead).toEqual([
      'index.html: /a/: no such file',
      'index.html: b.html: no such file',
      'index.html: #x: no such anchor',
    ])
  })
})
