import { type Convention, type Evidence, finding, type Finding, type Ground, isReason, type Reason } from '../verdict/index.js'
import { checkOptions, isFunction, isWord, optional, type OptionRule } from './option.js'
import { fit, isSchema, type StandardSchema } from './standard-schema.js'
import { messageOf } from './words.js'

/** A finding in short: what is left out is filled in. */
export interface Remark extends Partial<Ground> {
  readonly reason: Reason
  readonly scope?: string
  readonly loginUrl?: string
  readonly integration?: string
  readonly manageUrl?: string
  readonly retryAfter?: number
}

/** What an `examine` may answer: a whole finding, a remark, a reason alone, or nothing. */
export type Said = Finding | Remark | Reason | undefined

/** How `defineConvention` is told of a server family. */
export interface ConventionOptions<Output> {
  readonly name: string
  /** Any Standard Schema; `examine` is asked only for JSON, form and XML bodies that fit, and gets the schema's output. */
  readonly body?: StandardSchema<Output>
  readonly examine: (evidence: Evidence, body: Output) => Said
}

const rules: Readonly<Record<'name' | 'body' | 'examine', OptionRule>> = /* @__PURE__ */ (() => ({
  name: ['a name', isWord],
  body: ['a Standard Schema', optional(isSchema)],
  examine: ['a function', isFunction],
}))()

/**
 * Defines how one server family speaks; what is left out of the answer defaults to `certainty: 'likely'` (RFC 9110 §11 has
 * no say in bodies).
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
  return {
    name,
    examine: (evidence) => {
      if (body === undefined) return complete(name, 'status', evidence, Reflect.apply(examine, undefined, [evidence]))
      const fitting = evidence.body.value === undefined ? undefined : fit(body, plain(evidence.body.value))
      return fitting && complete(name, 'body', evidence, examine(evidence, fitting.value))
    },
  }
}

/** Schemas expect objects; `fromEntries` defines its keys, so that a field named `__proto__` is data like any other. */
function plain(value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value) : value
}

function complete(name: string, where: string, { status }: Evidence, said: Said): Finding | undefined {
  if (said === undefined || (typeof said === 'object' && 'kind' in said)) return said
  const { reason, message, ...ground }: Remark = typeof said === 'string' ? { reason: said } : said
  if (!isReason(reason)) return undefined
  const saw = where === 'body' ? 'a body of its shape' : `status ${status}`
  return finding<Reason>(reason, { certainty: 'likely', rule: `${name}/${reason}`, saw, where, ...ground, ...messageOf(message) })
}
