import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { classify, type ClassifyContext } from 'why401'

/** An answer of a real server, with the kind that it means; `alsoOk` are as good. */
interface Row {
  readonly id: string
  readonly context: ClassifyContext
  readonly response: {
    readonly status: number
    readonly headers: [string, string][]
    readonly body: string
    readonly redirected?: boolean
    readonly url?: string
    readonly type?: string
  }
  readonly expect: { readonly kind: string; readonly alsoOk?: readonly string[] }
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8'))
}

const explained = Object.keys(read('misses') as object)
const files = ['recorded', 'formats', 'fresh', 'formats-first'] as const

/** The answer as fetch gives it; redirects show as they do in a page. */
function responseOf({ response: { status, headers, body, redirected, url, type } }: Row): Response {
  const response = new Response(body === '' || [204, 304].includes(status) ? null : body, { status, headers })
  for (const [name, value] of Object.entries({ redirected, url, type })) {
    if (value !== undefined) Object.defineProperty(response, name, { value })
  }
  return response
}

describe.each(files)('given the answers of %s.json', (file) => {
  const rows = (read(file) as Row[]).filter(({ id }) => !explained.includes(id))

  test.each(rows.map((row) => [row.id, row] as const))('%s is of its kind', async (_id, row) => {
    const verdict = await classify(responseOf(row), row.context)
    expect([row.expect.kind, ...(row.expect.alsoOk ?? [])], JSON.stringify(verdict.because)).toContain(verdict.kind)
  })

  test('on an integration route without our realm, then none signs the user out, but a redirect to a sign-in', async () => {
    const refusals = rows.filter(({ response, expect: expected }) => response.status >= 400 || expected.kind !== 'none')
    for (const row of refusals) {
      const { role: _role, ...context } = row.context
      const { kind, reason } = await classify(responseOf(row), { ...context, integration: 'acme' })
      expect(kind === 'reauthenticate' && reason !== 'login-redirect', row.id).toBe(false)
    }
  })
})
