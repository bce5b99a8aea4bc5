import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Role } from 'why401'
import { classifyExchange, type Exchange, isUnreadable, readExchanges } from 'why401/exchange'

const folder = 'docs/conventions'
const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'))

function read(text: string): Exchange {
  const found = readExchanges(text)
  if (isUnreadable(found)) throw new Error(`${found.line}: ${found.problem}`)
  expect(found.exchanges).toHaveLength(1)
  return found.exchanges[0]!
}

/**
 * Request and response as the document has them, with Markdown's fences, and the verdict that it promises after them.
 */
function exchangesOf(page: string): readonly (readonly [pasted: string, promise: string])[] {
  const text = readFileSync(`${folder}/${page}`, 'utf8')
  return [...text.matchAll(/(```http\n[^]*?```\s*```http\n[^]*?```)\s*([^\n]+)/g)].map(
    ([, pasted = '', promise = '']) => [pasted, promise],
  )
}

describe('every exchange of docs/conventions, pasted as it stands, ends in the verdict that the page promises', () => {
  test.each(pages)('%s', async (page) => {
    const exchanges = exchangesOf(page)
    expect(exchanges.length).toBeGreaterThan(0)
    for (const [pasted, promise] of exchanges) {
      const found = read(pasted)
      const role = /role[:,]? [`']([a-z-]+)[`']/.exec(promise)?.[1] as Role | undefined
      // The documents leave out cookies, which a page's script cannot see either.
      const request = {
        ...found.request,
        sent: found.request.sent === 'nothing' ? ('cookie' as const) : found.request.sent,
      }
      const { verdict } = await classifyExchange({ ...found, request }, { role })
      const [, kind, reason] = /`?([a-z-]+)`? ?\/ ?`?([a-z-]+)`?/.exec(promise) ?? []
      expect(`${verdict.kind} ${verdict.reason} ${verdict.certainty}`, promise).toBe(
        `${kind} ${reason} ${/\b(certain|likely|guess)\b/.exec(promise)?.[1]}`,
      )
    }
  })
})
