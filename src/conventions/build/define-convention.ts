import type { Convention, Evidence, Finding, Ground, Reason } from '../../verdict/index.js'
import { checkOptions, isFunction, isWord, optional, type OptionRule } from './option.js'
import { toFinding, type FindingInit } from './create-convention.js'
import { fit, isSchema, type StandardSchema } from './standard-schema.js'

/** What `examine` may answer: a whole finding, one in short, a reason alone, or nothing. */
export type ExamineResult = Finding | FindingInit | Reason | undefined

/** Options of `defineConvention`. */
export interface ConventionOptions<Output> {
  readonly name: string
  /**
   * Any Standard Schema. `examine` is then called only for JSON, form and XML bodies that fit, with the output of the
   * schema.
   */
  readonly body?: StandardSchema<Output>
  readonly examine: (evidence: Evidence, body: Output) => ExamineResult
}

const rules: Readonly<Record<'name' | 'body' | 'examine', OptionRule>> = /* @__PURE__ */ (() => ({
  name: ['a name', isWord],
  body: ['a Standard Schema', optional(isSchema)],
  examine: ['a function', isFunction],
}))()

/**
 * Defines how one server family refuses requests. An answer without a certainty is `likely`.
 *
 * @throws TypeError that names the option
 * @see https://standardschema.dev
 * @example
 * const acme = defineConvention({
 *   name: 'acme',
 *   body: z.object({ fault: z.literal('E17') }),
 *   examine: () => 'session-expired',
 * })
 */
export function defineConvention<Output = undefined>(options: ConventionOptions<Output>): Convention {
  checkOptions('defineConvention', options, rules)
  const { name, body, examine } = options
  const tell = (evidence: Evidence, said: ExamineResult, rest: Partial<Ground>): Finding | undefined =>
    toFinding(name, evidence, typeof said === 'string' ? { reason: said } : said, rest)
  return {
    name,
    examine: (evidence) => {
      if (body === undefined) return tell(evidence, Reflect.apply(examine, undefined, [evidence]), { where: 'status' })
      const fitting = evidence.body.value === undefined ? undefined : fit(body, plain(evidence.body.value))
      return fitting && tell(evidence, examine(evidence, fitting.value), { saw: 'a body of its shape' })
    },
  }
}

/**
 * Schemas expect objects. `Object.fromEntries` defines own members, so that a field named `__proto__` is data like any
 * other.
 */
function plain(value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value) : value
}
