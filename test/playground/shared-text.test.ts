import { describe, expect, test } from 'vitest'
import { classifyExchange, type Exchange, isUnreadable, readExchanges } from 'why401/exchange'
import { samples } from '../../examples/playground/samples.ts'
import { sharedText } from '../../examples/playground/shared-text.ts'

function read(text: string): Exchange {
  const found = readExchanges(text)
  if (isUnreadable(found)) throw new Error(found.problem)
  return found.exchanges[0]!
}

describe('the text of a link', () => {
  test.each(samples.map((sample) => [sample.name, sample.text]))(
    'given the sample %s, then its verdict is the same',
    async (_, text) => {
      const [before, after] = await Promise.all([text, sharedText(text)].map((each) => classifyExchange(read(each))))
      expect([after?.verdict.kind, after?.verdict.reason]).toEqual([before?.verdict.kind, before?.verdict.reason])
    },
  )

  const short = 'hunter2'
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N'
  const head = 'HTTP/1.1 401 Unauthorized\n'
  test.each<[place: string, text: (secret: string) => string]>([
    ['Set-Cookie', (secret) => `${head}Set-Cookie: sid=${secret}; Path=/`],
    [
      'Authorization, as curl -v prints it',
      (secret) => `> GET / HTTP/1.1\n> Authorization: Basic ${secret}\n>\n< ${head}`,
    ],
    ['Cookie', (secret) => `GET / HTTP/1.1\nCookie: sid=${secret}\n\n${head}`],
    ['a header that is named after a secret', (secret) => `${head}X-Refresh-Token: ${secret}`],
    ['a nonce', (secret) => `${head}WWW-Authenticate: Digest realm="a", nonce="${secret}"`],
    ['a query', (secret) => `${head}Location: https://app.example/login?code=${secret}`],
    ['a member of the body', (secret) => `${head}Content-Type: application/json\n\n{"access_token": "${secret}"}`],
    ['an argument of curl', (secret) => `curl -u 'ada:${secret}' https://app.example/\n${head}`],
    ['a header of curl', (secret) => `curl -H 'Authorization: Bearer ${secret}' https://app.example/\n${head}`],
    ['a body of curl', (secret) => `curl --data-raw '{"key":"${secret}"}' https://app.example/\n${head}`],
  ])('given a secret in %s, then it is gone, however short', (_, text) => {
    for (const secret of [short, jwt]) expect(sharedText(text(secret))).not.toContain(secret)
  })

  test('given a long secret in the words of a body, then it is gone', () => {
    expect(sharedText(`${head}\nThe key sk_live_4eC39HqLyjWDarjtT1zdp7dc or ${jwt} may not`)).not.toMatch(/4eC39|dozjg/)
  })
})
