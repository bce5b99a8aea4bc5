import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')
const codes = globSync('src/**/*.ts', { cwd: root }).flatMap((path) =>
  [...read(path).matchAll(/\bwarnOnce\(\s*'([\w-]+)'/g)].map(([, code = '']) => code),
)
const headings = [...read('docs/troubleshooting.md').matchAll(/^#+ `([\w-]+)`$/gm)].map(([, code = '']) => code)

it('given the warnings of the code, then each code is one heading of docs/troubleshooting.md, and no other is', () => {
  expect(codes.length).toBeGreaterThan(3)
  expect(headings.toSorted()).toEqual([...new Set(codes)].toSorted())
})
