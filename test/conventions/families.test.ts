import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as exports from 'why401/conventions'
import { type Convention, standard } from 'why401/conventions'

const folders = ['frameworks', 'products', 'gateways', 'protocols', 'general', 'third-party']
const files = folders.flatMap((folder) =>
  readdirSync(`src/conventions/${folder}`).map((file) => `${folder}/${file.replace(/\.ts$/, '')}`),
)
/**
 * A family's module exports one function that makes the convention, and may have another for the standard list alone;
 * other modules serve several families.
 */
const families = files.flatMap((file) => {
  const source = readFileSync(`src/conventions/${file}.ts`, 'utf8')
  return [...source.matchAll(/^export function (?!standard)(\w+)\(.*\): Convention \{$/gm)].map(
    ([, factory = '']) => [file, factory] as const,
  )
})
const listed = standard().map((convention) => convention.name)

function make(factory: string): Convention {
  const found: unknown = Reflect.get(exports, factory)
  if (typeof found !== 'function') throw new TypeError(`why401/conventions does not export ${factory}`)
  return Reflect.apply(found, undefined, [])
}

test('given the folders of families → there are many', () => {
  expect(families.length).toBeGreaterThan(50)
})

describe('given a family', () => {
  test.each(families)('%s has a page', (file) => {
    expect(existsSync(`docs/conventions/${file}.md`)).toBe(true)
  })

  test.each(families)('%s has a test', (file) => {
    expect(existsSync(`test/conventions/${file}.test.ts`)).toBe(true)
  })

  test.each(families)('%s is exported as %s, and has one place in the list', (_file, factory) => {
    expect(listed.filter((name) => name === make(factory).name)).toEqual([make(factory).name])
  })
})

describe('given a page → it is a family’s', () => {
  const pages = readdirSync('docs/conventions', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.md'),
  )
  test.each(pages)('%s', (page) => {
    expect(families.map(([file]) => `${file}.md`)).toContain(page)
  })

  test.each(pages)('%s names the function, and links to pages that are there', (page) => {
    const text = readFileSync(`docs/conventions/${page}`, 'utf8')
    const factory = families.find(([file]) => `${file}.md` === page)?.[1]
    expect(text).toContain(`\`${factory}(`)
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => link)
    expect(links.filter((link) => !existsSync(join(dirname(`docs/conventions/${page}`), link)))).toEqual([])
  })
})

describe('given the list', () => {
  test.each(listed)('%s comes from a family', (name) => {
    expect(families.map(([, factory]) => make(factory).name)).toContain(name)
  })
})
