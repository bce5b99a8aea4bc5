import { z } from 'zod'
import type { ThirdPartyKeyInvalid as Verdict } from '../verdict/index.js'

/** The members that every problem may have (RFC 9457 §3.1); it may have others of its own (§3.2). */
export interface Problem {
  /** A URI reference that names the problem type. */
  readonly type: string
  /** A short summary for people, the same for each occurrence. */
  readonly title?: string
  /** The status of the response. */
  readonly status?: number
  /** What happened this time, for people. */
  readonly detail?: string
  /** A URI reference that names this occurrence. */
  readonly instance?: string
  readonly [extension: string]: unknown
}

/** Body of the answer "a third party refused the key that the user stored for it". */
export interface ThirdPartyKeyInvalidProblem extends Problem {
  readonly status: 403
  /** Name by which the app knows the third party. */
  readonly integration: string
  /** What is wrong with the stored key. */
  readonly reason: Verdict['reason']
  /** Where the user replaces the key: an http(s) URL, or a path of this origin. */
  readonly manageUrl?: string
  /** What the third party answered: its status, and its own code; never its body, which may hold the key. */
  readonly upstream?: { readonly status?: number; readonly code?: string }
}

const NOT_STATUS = 'must be a status from 100 to 599'
const status = z.int(NOT_STATUS).min(100, NOT_STATUS).max(599, NOT_STATUS)
const members = {
  title: z.string().exactOptional(),
  detail: z.string().exactOptional(),
  instance: z.string().exactOptional(),
}

/**
 * Schema of any problem (RFC 9457 §3.1).
 *
 * @example
 * const { success } = problemSchema.safeParse(await response.json())
 */
export const problemSchema: z.ZodType<Problem> = z
  .looseObject({
    type: z.string().min(1).describe('A URI reference that names the problem; its last segment is what why401 reads.'),
    status: status.exactOptional(),
    ...members,
  })
  .describe('Problem details (RFC 9457).')

const NOT_SHORT = 'must have 1 to 100 characters'
const short = z.string().min(1, NOT_SHORT).max(100, NOT_SHORT)

/** What the recommended problem says of a key that was refused: members of its body, and options of `thirdPartyKeyInvalid`. */
export const thirdPartyMembers: {
  readonly integration: z.ZodType<string>
  readonly reason: z.ZodType<Verdict['reason']>
  readonly manageUrl: z.ZodType<string>
  readonly upstream: z.ZodType<NonNullable<ThirdPartyKeyInvalidProblem['upstream']>>
} = {
  integration: short.describe('Name by which the app knows the third party.'),
  reason: z
    .enum(['key-invalid', 'key-expired', 'key-revoked', 'key-missing', 'key-insufficient'])
    .describe('What is wrong with the stored key.'),
  manageUrl: z
    .string()
    .max(2000, 'must have at most 2000 characters')
    .regex(
      /^(?:https?:\/\/[^/?#@\\\s]+(?:[/?#]\S*)?|\/(?:[^/\\\s]\S*)?)$/,
      'must be an http(s) URL, or a path that starts with "/"',
    )
    .describe('Where the user replaces the key: an http(s) URL, or a path of this origin.'),
  upstream: z
    .looseObject({
      status: status.describe('Status that the third party answered with.').exactOptional(),
      code: short.describe('The third party’s own error code.').exactOptional(),
    })
    .describe('What the third party answered; never its body.'),
}

/**
 * Schema of the problem that why401 recommends where a third party refused a stored key; members that it does not name
 * are left as they are (RFC 9457 §3.2).
 *
 * @example
 * const problem = thirdPartyKeyInvalidSchema.parse(await response.json())
 */
export const thirdPartyKeyInvalidSchema: z.ZodType<ThirdPartyKeyInvalidProblem> = z
  .looseObject({
    type: z
      .string()
      .regex(/(?:^|[/#:])third-party-key-invalid$/, 'must be a URI that ends in third-party-key-invalid')
      .describe('A URI of the backend’s own that ends in third-party-key-invalid.'),
    status: z.literal(403),
    ...members,
    integration: thirdPartyMembers.integration,
    reason: thirdPartyMembers.reason,
    manageUrl: thirdPartyMembers.manageUrl.exactOptional(),
    upstream: thirdPartyMembers.upstream.exactOptional(),
  })
  .describe('A third party refused the key that the user stored for it; the login with us is fine.')
