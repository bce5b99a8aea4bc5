import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { load } from './load.ts'

interface Markdown {
  readonly linksOf: (text: string) => { readonly target: string }[]
  readonly mapLinks: (text: string, change: (target: string) => string) => string
  readonly headingsOf: (text: string) => { readonly level: number; readonly words: string; readonly slug: string }[]
  readonly anchorsOf: (text: string) => Set<string>
  readonly slugOf: (heading: string) => string
  readonly summaryOf: (text: string) => string
}
const { linksOf, mapLinks, headingsOf, anchorsOf, slugOf, summaryOf } = await load<Markdown>('markdown')

const word = fc.stringMatching(/^[a-z][a-z\d]{0,7}$/)
const target = fc.tuple(word, word).map(([folder, name]) => `${folder}/${name}.md#${name}`)
const link = fc.oneof(
  fc.tuple(word, target).map(([text, to]) => ({ text: `[${text}](${to})`, to })),
  fc.tuple(word, target).map(([text, to]) => ({ text: `![\`${text}\`](<${to}> "a title")`, to })),
  fc.tuple(word, target).map(([text, to]) => ({ text: `<a href="${to}">${text}</a>`, to })),
  fc.tuple(word, target).map(([text, to]) => ({ text: `\n\n[${text}]: ${to}\n\n`, to })),
)
/** What holds the text of a link and is none. */
const noLink = fc.oneof(
  word.map((text) => ({ text, to: undefined })),
  target.map((to) => ({ text: `\`[no](${to})\``, to: undefined })),
  target.map((to) => ({ text: `\`\` \`[no](${to}) \`\``, to: undefined })),
  target.map((to) => ({ text: `\n\n\`\`\`ts\n[no](${to})\n\`\`\`\n\n`, to: undefined })),
  target.map((to) => ({ text: `\n\n~~~~\n~~~\n[no](${to})\n~~~~\n\n`, to: undefined })),
  target.map((to) => ({ text: `<!-- [no](${to}) -->`, to: undefined })),
)
const parts = fc.array(fc.oneof(link, noLink), { maxLength: 12 })

describe('links', () => {
  test('given text, code and links in any order, when links are read, then they are the links and nothing of the code', () => {
    fc.assert(
      fc.property(parts, (all) => {
        const text = all.map((part) => part.text).join(' ')
        expect(linksOf(text).map((found) => found.target)).toEqual(all.flatMap(({ to }) => to ?? []))
      }),
    )
  })

  test('given any text, when each link is replaced by itself, then the text is the same', () => {
    fc.assert(
      fc.property(parts, (all) => {
        const text = all.map((part) => part.text).join(' ')
        expect(mapLinks(text, (to) => to)).toBe(text)
        expect(linksOf(mapLinks(text, (to) => `x/${to}`)).map((found) => found.target)).toEqual(
          linksOf(text).map((found) => `x/${found.target}`),
        )
      }),
    )
  })
})

describe('headings', () => {
  test('given headings of the same words, when anchors are made, then each is its own', () => {
    const text = '# A `b` [c](d)\n\n## It’s: x & y\n\n```\n# no\n```\n\n## It’s: x & y\n'
    expect(headingsOf(text).map(({ slug }) => slug)).toEqual(['a-b-c', 'its-x--y', 'its-x--y-1'])
    expect(anchorsOf(`${text}<a id="by-hand"></a>`)).toContain('by-hand')
  })

  test('given any heading, when its anchor is made, then it holds no space and no mark', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (heading) => {
        expect(slugOf(heading)).not.toMatch(/[\s#?&/]/)
      }),
    )
  })
})

test('given a first paragraph with markup in code, when it is summed up, then the code is whole and the marks are gone', () => {
  const text = '# Panel\n\n![a](b.png)\n\n`<why-panel>` shows **why**, as `a * b` and [how](c.md).\n\nMore.\n'
  expect(summaryOf(text)).toBe('<why-panel> shows why, as a * b and how.')
})
