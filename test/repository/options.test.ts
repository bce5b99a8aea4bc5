import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { load } from './load.ts'

interface Options {
  readonly optionsPage: () => { readonly page: string; readonly missing: string[] }
  readonly partsOf: (comment: string) => { readonly what: string; readonly initial?: string; readonly example?: string }
}
const { optionsPage, partsOf } = await load<Options>('checks/options')

describe('the page of options', () => {
  test('given the docstrings, when the page is made, then it is docs/options.md and no option is left out', () => {
    const { page, missing } = optionsPage()
    expect(missing).toEqual([])
    expect(readFileSync('docs/options.md', 'utf8')).toBe(page)
  })

  test('given a docstring, when it is read, then the default is one sentence and code in it has no end', () => {
    expect(
      partsOf(
        '*\n * Says so. Default: `a.b`, or 1.5 s. It may wait.\n *\n * @example\n * run({ a: 1 })\n * @throws TypeError\n ',
      ),
    ).toEqual({
      what: 'Says so. It may wait.',
      initial: '`a.b`, or 1.5 s',
      example: 'run({ a: 1 })',
    })
    expect(partsOf('* Says so. ')).toEqual({ what: 'Says so.', initial: undefined, example: undefined })
  })
})
