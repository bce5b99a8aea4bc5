import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { cards } from '../../examples/client/cards.ts'

// The page in plain HTML has its words in the file, so that they are there before its script.
test.each(Object.entries(cards))('the page says of %s what the other versions say', async (_name, words) => {
  const html = await readFile(new URL('../../examples/page/index.html', import.meta.url), 'utf8')
  expect(html).toContain(`>${words.heading}</h2>`)
  expect(html).toContain(`<p class="shows">${words.shows}</p>`)
  expect(html).toContain(`<p class="empty">${words.empty}</p>`)
})
