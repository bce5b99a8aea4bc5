import { z } from 'zod'

/** Text that a quoted-string of a challenge can hold (RFC 9110 §5.6.4). */
export const quotable: z.ZodType<string> = z
  .string()
  .regex(/^[\t -~\x80-\xff]*$/, 'must be text of one line, without characters above U+00FF')

/** The name of a scheme (RFC 9110 §5.6.2). */
export const schemeName: z.ZodType<string> = z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/, 'must be the name of a scheme')

const NOT_SECONDS = 'must be a number of seconds'

/** A time as a header has it: whole seconds. */
export const seconds: z.ZodType<number> = z.int(NOT_SECONDS).min(0, NOT_SECONDS)

const text = z.string().optional()
const shared = { type: text, title: text, detail: text, instance: text }

/** The options of one answer: its own, and those of every answer. */
export function optionsSchema(own: z.ZodRawShape): z.ZodType {
  return z.strictObject({ ...shared, ...own })
}

/**
 * Checks what a caller without types may have given.
 *
 * @throws TypeError that names the function and the option
 */
export function checkOptions(name: string, schema: z.ZodType, options: unknown): void {
  const issue = schema.safeParse(options).error?.issues[0]
  if (issue !== undefined) throw new TypeError(`${name}: ${faultOf(issue)}`)
}

/** What is wrong with which option, in the words of every `TypeError` of why401. */
function faultOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `\`${issue.keys[0]}\` is not an option`
  if (issue.path.length === 0) return 'the options must be an object'
  const option = `\`${issue.path.join('.')}\``
  if (issue.message.startsWith('must ')) return `${option} ${issue.message}`
  if (issue.code === 'invalid_value') return `${option} must be one of ${issue.values.join(', ')}`
  if (issue.code !== 'invalid_type') return `${option}: ${issue.message}`
  return `${option} must be ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`
}
