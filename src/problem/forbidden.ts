import { z } from 'zod'
import type { Forbidden } from '../verdict/index.js'
import { checkOptions, optionsSchema, quotable } from './check-options.js'
import { parameters } from './login.js'
import { createProblemResponse, type ProblemOptions, type ProblemResponse } from './problem-response.js'

/** Why the server refuses a user whom it knows. */
export interface ForbiddenOptions extends ProblemOptions {
  /** Default `permission`; with `scope`, `insufficient-scope`. */
  readonly reason?: Forbidden['reason']
  /** Scopes that are needed, apart by spaces (RFC 6750 §3). */
  readonly scope?: string
  /** Name of the protection space, where a scope is missing; default `app`. */
  readonly realm?: string
}

const problems: { readonly [R in Forbidden['reason']]: readonly [slug: string, title: string] } = {
  permission: ['permission-denied', 'You may not do this'],
  'insufficient-scope': ['insufficient-scope', 'The token lacks a scope'],
  csrf: ['csrf-token-invalid', 'The page is too old; load it again'],
  policy: ['ip-not-allowed', 'Not allowed from this address'],
  'mfa-enrolment-required': ['mfa-enrolment-required', 'Set up a second factor first'],
}

const schema = optionsSchema({
  reason: z.enum(Object.keys(problems)).optional(),
  scope: quotable.optional(),
  realm: quotable.optional(),
})

/**
 * The answer to a user whom the server knows and refuses: 403 (RFC 9110 §15.5.4); with a challenge only where a scope is missing
 * (RFC 6750 §3.1).
 *
 * @throws TypeError that names the option
 * @example
 * const answer = forbidden({ scope: 'reports:write' }) // 403, Bearer error="insufficient_scope"
 */
export function forbidden(options: ForbiddenOptions = {}): ProblemResponse {
  const name = 'forbidden'
  checkOptions(name, schema, options)
  const { scope, realm = 'app' } = options
  const reason = options.reason ?? (scope === undefined ? 'permission' : 'insufficient-scope')
  if ((scope !== undefined) !== (reason === 'insufficient-scope')) {
    throw new TypeError(`${name}: \`scope\` and the reason insufficient-scope belong together`)
  }
  const [slug, title] = problems[reason]
  const challenges =
    reason === 'insufficient-scope'
      ? [{ scheme: 'Bearer', parameters: parameters({ realm, error: 'insufficient_scope', scope }) }]
      : undefined
  return createProblemResponse({ name, status: 403, slug, title, options, members: { scope }, challenges })
}
