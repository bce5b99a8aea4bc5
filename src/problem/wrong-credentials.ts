import { z } from 'zod'
import { checkOptions, optionsSchema, quotable, seconds } from './check-options.js'
import { createProblemResponse, type ProblemOptions, type ProblemResponse } from './problem-response.js'

/** Why the credentials that were submitted are refused. */
export interface WrongCredentialsOptions extends ProblemOptions {
  /** Default `wrong-credentials`. Say no more than an attacker may know. */
  readonly reason?: 'wrong-credentials' | 'account-locked' | 'account-disabled'
  /**
   * Value of `WWW-Authenticate`, where the credentials came in `Authorization`: then the status is 401 (RFC 9110 §15.5.2).
   * Without it they came in the body of a form, and the status is 422, which no client takes for a dead session.
   */
  readonly challenge?: string
  /** Seconds until another try makes sense (RFC 9110 §10.2.3). */
  readonly retryAfter?: number
}

const problems: {
  readonly [R in NonNullable<WrongCredentialsOptions['reason']>]: readonly [slug: string, title: string]
} = {
  'wrong-credentials': ['invalid-credentials', 'Name or password is wrong'],
  'account-locked': ['account-locked', 'The account is locked for a while'],
  'account-disabled': ['account-disabled', 'The account is disabled'],
}

const schema = optionsSchema({
  reason: z.enum(Object.keys(problems)).optional(),
  challenge: quotable.refine((value) => value !== '', 'must be the value of a WWW-Authenticate field').optional(),
  retryAfter: seconds.optional(),
})

/**
 * The answer where the credentials that were just submitted are wrong.
 *
 * @throws TypeError that names the option
 * @example
 * const answer = wrongCredentials() // 422, no challenge
 */
export function wrongCredentials(options: WrongCredentialsOptions = {}): ProblemResponse {
  const name = 'wrongCredentials'
  checkOptions(name, schema, options)
  const { reason = 'wrong-credentials', challenge, retryAfter } = options
  const [slug, title] = problems[reason]
  return createProblemResponse({
    name,
    status: challenge === undefined ? 422 : 401,
    slug,
    title,
    options,
    challenges: challenge,
    ...(retryAfter !== undefined && { headers: { 'retry-after': `${retryAfter}` } }),
  })
}
