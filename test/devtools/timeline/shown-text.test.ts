import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classify } from 'why401'
import { adviceFor } from 'why401/advice'
import { shownLines, shownUrl } from '../../../src/devtools/timeline/shown-text.ts'

describe('shownUrl', () => {
  it.each([
    ['https://app.example/api/reports?token=1#x', 'https://app.example/api/reports'],
    ['https://ada:lovelace@app.example/a', 'https://app.example/a'],
    ['/api/reports/42', '/api/reports/42'],
    ['https://app.example', 'https://app.example'],
    ['https://app.example/', 'https://app.example/'],
    ['https://app.example/a//b/', 'https://app.example/a//b/'],
    ['https://app.example/reset/sk_live_4eC39HqLyjWDarjtT1zdp7dc/x', 'https://app.example/reset/…/x'],
    ['https://app.example/reset/sk%5Flive%5F4eC39HqLyjWDarjtT1zdp7dc', 'https://app.example/reset/…'],
    ['https://app.example/%E0%A4%A', 'https://app.example/…'],
  ])('given %s, then %s', (url, shown) => {
    expect(shownUrl(url)).toBe(shown)
  })

  it(
    'given any text, then it neither throws nor keeps a query or a fragment, and a second time changes nothing',
    { timeout: 60_000 },
    () => {
      fc.assert(
        fc.property(fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string()), (url) => {
          const shown = shownUrl(url)
          return !/[?#]/.test(shown) && shownUrl(shown) === shown
        }),
      )
    },
  )
})

describe('shownLines', () => {
  it('given our own advice, then it stays as it is', { timeout: 60_000 }, async () => {
    const bodies = [
      '',
      '{"error":"invalid_token"}',
      '<title>Sign in</title><input type="password">',
      '{"code":"INTEGRATION_KEY_INVALID"}',
    ]
    const challenges = ['', 'Basic realm="x"', 'Bearer', 'Bearer error="insufficient_scope"', 'Bearer realm=']
    for (const status of [200, 400, 401, 403, 407, 409, 419, 422, 440, 498, 500, 502]) {
      for (const body of bodies) {
        for (const challenge of challenges) {
          const headers = challenge === '' ? {} : { 'www-authenticate': challenge }
          const response = new Response(body, { status, headers })
          for (const { title, text, fix = '' } of adviceFor(await classify(response, { integration: 'mail' }))) {
            for (const part of [title, text, fix]) expect(shownLines(part)).toBe(part)
          }
          for (const { title, text, fix = '' } of adviceFor(await classify(response))) {
            for (const part of [title, text, fix]) expect(shownLines(part)).toBe(part)
          }
        }
      }
    }
  })

  it('given lines with a secret, then only the secret goes', () => {
    expect(shownLines('HTTP/1.1 403 Forbidden\n\n  "key": "sk_live_4eC39HqLyjWDarjtT1zdp7dc",')).toBe(
      'HTTP/1.1 403 Forbidden\n\n  "key": "…",',
    )
    expect(shownLines(`${'word '.repeat(100)}sk_live_4eC39HqLyjWDarjtT1zdp7dc`)).toBe(`${'word '.repeat(100)}…`)
  })
})
