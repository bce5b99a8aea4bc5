import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { load } from './load.ts'

interface CheckLinks {
  readonly documentsOf: (files: Iterable<string>) => string[]
  readonly filesOf: (root: string) => Set<string>
}
const { documentsOf, filesOf } = await load<CheckLinks>('checks/links')

test('given what tells people how to import, when it names a subpath, then the package exports it', () => {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, unknown> }
  const guides = documentsOf(filesOf('.')).filter(
    (file) => !file.startsWith('docs/decisions/') && file !== 'CHANGELOG.md',
  )
  const forms = readdirSync('.github/ISSUE_TEMPLATE').map((name) => `.github/ISSUE_TEMPLATE/${name}`)
  const strange = [...guides, ...forms, 'site/llms.txt'].flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/['"`]why401\/([a-z-]+)['"`]/g)].flatMap(([, name]) =>
      `./${name}` in exports ? [] : `${file}: why401/${name}`,
    ),
  )
  expect(strange).toEqual([])
})

test('every subpath is found without `exports` too, as by Parcel', () => {
  const { exports, alias, main } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    exports: Record<string, { readonly default?: string }>
    alias: Record<string, string>
    main: string
  }
  const files = Object.entries(exports).flatMap(([subpath, { default: file }]) =>
    file === undefined || subpath.startsWith('./browser') ? [] : [[subpath, file]],
  )
  expect({ '.': main, ...alias }).toEqual(Object.fromEntries(files))
})
