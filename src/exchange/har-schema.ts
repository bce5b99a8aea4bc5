// The playground loads this: this form of zod costs 6 kB (min + gzip), the other 94 kB.
import * as z from 'zod/mini'

// No more of a HAR (1.1, 1.2) than is read; what is not read may be anything. Messages are completed as `<path> is …`.

// oxlint-disable-next-line no-control-regex
const unheard = /[\0\r]/

const field = z.looseObject({
  name: z.string().check(z.regex(/^:?[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'not the name of a header')),
  value: z
    .string()
    .check(
      z.refine((value) => value.split('\n').every((line) => !unheard.test(line.trim())), 'not the value of a header'),
    ),
})
const fields = z.nullish(z.array(field))

/** The file, whose entries are checked one by one. */
export const harFile: z.ZodMiniType<{ log: { entries: unknown[]; creator?: unknown } }> = z.looseObject({
  log: z.looseObject({ entries: z.array(z.unknown()), creator: z.exactOptional(z.unknown()) }),
})

/** What is read of an entry. */
export interface HarEntry {
  readonly request: {
    readonly method: string
    readonly url: string
    readonly headers?: HarFields
    readonly cookies?: unknown
  }
  readonly response: {
    readonly status: number
    readonly statusText?: unknown
    readonly headers?: HarFields
    readonly content?: { readonly text?: string | null | undefined; readonly encoding?: unknown } | null | undefined
  }
}
type HarFields = readonly { readonly name: string; readonly value: string }[] | null | undefined

export const harEntry: z.ZodMiniType<HarEntry> = z.looseObject({
  request: z.looseObject({
    method: z.string(),
    url: z.string(),
    headers: fields,
    cookies: z.exactOptional(z.unknown()),
  }),
  response: z.looseObject({
    // -1 and 0 both say that no answer came.
    status: z
      .number()
      .check(z.refine((status) => Number.isInteger(status) && status >= -1 && status <= 999, 'not a status')),
    statusText: z.exactOptional(z.unknown()),
    headers: fields,
    content: z.nullish(
      z.looseObject({
        text: z.nullish(z.string()),
        encoding: z.exactOptional(z.unknown()),
      }),
    ),
  }),
})

/** The first thing that is wrong, as a sentence that names its place and quotes nothing. */
export function faultOf(error: z.core.$ZodError, path: string): string {
  const [issue] = error.issues
  const place = (issue?.path ?? []).reduce<string>(
    (before, part) => (typeof part === 'number' ? `${before}[${part}]` : `${before}${before && '.'}${String(part)}`),
    path,
  )
  return `${place || 'the file'} is ${issue === undefined ? 'wrong' : wordsFor(issue)}`
}

function wordsFor(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_type') return issue.message
  if (issue.input === undefined) return 'missing'
  return `not ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`
}
