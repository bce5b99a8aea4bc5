import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const folders = ['test', 'e2e']
const files = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.(?:test|spec)\.tsx?$/.test(file) && !file.includes('node_modules')),
)

test('given all tests → none compares a time of the wall clock with a number: a busy machine would fail it', () => {
  const isTimed = (file: string): boolean =>
    /expect\(\s*(?:performance|Date)\.now\(\)\s*-/.test(readFileSync(file, 'utf8'))
  expect(files.length).toBeGreaterThan(100)
  expect(files.filter(isTimed)).toEqual([])
})
