import { z } from 'zod'

// No more of a HAR (1.1, 1.2) than is read; what is not read may be anything. Messages are completed as `<path> is …`.

// oxlint-disable-next-line no-control-regex
const unheard = /[\0\r]/

const field = z.looseObject({
  name: z.string().regex(/^:?[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'not the name of a header'),
  value: z.string().refine((value) => value.split('\n').every((line) => !unheard.test(line.trim())), {
    error: 'not the value of a header',
  }),
})
const fields = z.array(field).nullish()

/** The file, whose entries are checked one by one. */
export const harFile: z.ZodType<{ log: { entries: unknown[]; creator?: unknown } }> = z.looseObject({
  log: z.looseObject({ entries: z.array(z.unknown()), creator: z.unknown().exactOptional() }),
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

export const harEntry: z.ZodType<HarEntry> = z.looseObject({
  request: z.looseObject({
    method: z.string(),
    url: z.string(),
    headers: fields,
    cookies: z.unknown().exactOptional(),
  }),
  response: z.looseObject({
    // -1 and 0 both say that no answer came.
    status: z.number().refine((status) => Number.isInteger(status) && status >= -1 && status <= 999, {
      error: 'not a status',
    }),
    statusText: z.unknown().exactOptional(),
    headers: fields,
    content: z
      .looseObject({
        text: z.string().nullish(),
        encoding: z.unknown().exactOptional(),
      })
      .nullish(),
  }),
})

/** The first thing that is wrong, as a sentence that names its place and quotes nothing. */
export function faultOf(error: z.ZodError, path: string): string {
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
