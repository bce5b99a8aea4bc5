import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { classify, type Role } from 'why401'

/** A raw exchange of docs/conventions, with the verdict that the page promises for it. */
interface Told {
  readonly request: string
  readonly response: string
  readonly promise: string
}

const folder = 'docs/conventions'
const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'))

function exchangesOf(page: string): readonly Told[] {
  const text = readFileSync(`${folder}/${page}`, 'utf8')
  return [...text.matchAll(/```http\n([\s\S]*?)```\s*```http\n([\s\S]*?)```\s*([^\n]+)/g)].map(
    ([, request = '', response = '', promise = '']) => ({ request, response, promise }),
  )
}

function parse(message: string): {
  readonly start: string
  readonly headers: [string, string][]
  readonly body: string
} {
  const [head = '', ...rest] = message.split('\n\n')
  const [start = '', ...lines] = head.trimEnd().split('\n')
  return {
    start,
    headers: lines.map((line) => [
      line.slice(0, line.indexOf(':')),
      line
        .slice(line.indexOf(':') + 1)
        .trim()
        .replaceAll('…', 'x'),
    ]),
    body: rest.join('\n\n').trimEnd(),
  }
}

async function verdictOf({ request, response, promise }: Told): Promise<string> {
  const asked = parse(request)
  const [method = 'GET', path = '/'] = asked.start.split(' ')
  const answered = parse(response)
  const role = /role[:,]? [`']([a-z-]+)[`']/.exec(promise)?.[1] as Role | undefined
  const verdict = await classify(
    new Response(answered.body === '' ? null : answered.body, {
      status: Number(answered.start.split(' ')[1]),
      headers: answered.headers,
    }),
    {
      request: {
        url: new URL(path, 'https://app.test').href,
        method,
        headers: asked.headers.filter(([name]) => name.toLowerCase() !== 'host'),
        credentials: 'include',
      },
      ...(role && { role }),
    },
  )
  return `${verdict.kind} ${verdict.reason} ${verdict.certainty}`
}

describe('every exchange in docs/conventions ends in the verdict that the page promises', () => {
  test.each(pages)('%s', async (page) => {
    const told = exchangesOf(page)
    expect(told.length).toBeGreaterThan(0)
    for (const exchange of told) {
      const [, kind, reason] = /`?([a-z-]+)`? ?\/ ?`?([a-z-]+)`?/.exec(exchange.promise) ?? []
      const certainty = /\b(certain|likely|guess)\b/.exec(exchange.promise)?.[1]
      expect(await verdictOf(exchange), exchange.promise).toBe(`${kind} ${reason} ${certainty}`)
    }
  })
})
