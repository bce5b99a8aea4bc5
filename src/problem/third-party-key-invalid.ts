import { checkOptions, optionsSchema } from './check-options.js'
import { createProblemResponse, type ProblemOptions, type ProblemResponse } from './problem-response.js'
import { thirdPartyMembers, type ThirdPartyKeyInvalidProblem } from './schema.js'

/** What a backend knows of a key that was refused. */
export interface ThirdPartyKeyInvalidOptions extends ProblemOptions {
  /** Name by which the app knows the third party. */
  readonly integration: string
  /** What is wrong with the key; default `key-invalid`. */
  readonly reason?: ThirdPartyKeyInvalidProblem['reason']
  /** Where the user replaces the key: an http(s) URL, or a path of this origin. */
  readonly manageUrl?: string
  /** What the third party answered: its status, and its own code. */
  readonly upstream?: NonNullable<ThirdPartyKeyInvalidProblem['upstream']>
}

const schema = optionsSchema({
  integration: thirdPartyMembers.integration,
  reason: thirdPartyMembers.reason.optional(),
  manageUrl: thirdPartyMembers.manageUrl.optional(),
  upstream: thirdPartyMembers.upstream.optional(),
})

/**
 * The answer for "the third party refused the key that the user stored for it": 403 without a challenge, as a problem
 * whose type ends in `third-party-key-invalid` (RFC 9457). Never 401: a generic client would sign the user out.
 *
 * @throws TypeError that names the option
 * @example
 * const answer = thirdPartyKeyInvalid({ integration: 'mail', reason: 'key-expired', manageUrl: '/settings/mail', upstream: { status: 401 } })
 */
export function thirdPartyKeyInvalid(
  options: ThirdPartyKeyInvalidOptions,
): ProblemResponse & { toJSON(): ThirdPartyKeyInvalidProblem } {
  const name = 'thirdPartyKeyInvalid'
  checkOptions(name, schema, options)
  const { integration, reason = 'key-invalid', manageUrl, upstream } = options
  return createProblemResponse({
    name,
    status: 403,
    slug: 'third-party-key-invalid',
    title: `${integration} refused the key that is stored for it`,
    options,
    members: { integration, reason, manageUrl, upstream },
  }) as ProblemResponse & { toJSON(): ThirdPartyKeyInvalidProblem }
}
