import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { classify, type ClassifyContext } from 'why401'

/** Documented answers that the first conventions must get right; the rest of the material has its own issue. */
interface Row {
  readonly id: string
  readonly context: ClassifyContext
  readonly response: { readonly status: number; readonly headers: [string, string][]; readonly body: string }
  readonly expect: { readonly kind: string; readonly alsoOk?: readonly string[] }
}

const rows: readonly Row[] = JSON.parse(readFileSync(new URL('../vectors/formats-first.json', import.meta.url), 'utf8'))

describe('documented formats', () => {
  test.each(rows.map((row) => [row.id, row] as const))('%s', async (_id, { context, response, expect: expected }) => {
    const { status, headers, body } = response
    const verdict = await classify(new Response(body === '' ? null : body, { status, headers }), context)
    expect([expected.kind, ...(expected.alsoOk ?? [])], JSON.stringify(verdict.because)).toContain(verdict.kind)
  })
})
