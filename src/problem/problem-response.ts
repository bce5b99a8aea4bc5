import { type ChallengeInit, formatChallenges } from '../challenge/index.js'
import type { Problem } from './schema.js'

/**
 * A `Response` to return as it is, where the framework takes one. For others: `status`, `headers` (a `Headers`), and
 * `toJSON()`, which gives the body and lets `JSON.stringify` write it.
 */
export type ProblemResponse = Response & { toJSON(): Problem }

/** What every answer of this module takes. */
export interface ProblemOptions {
  /** URI of the problem type; default: a path of this origin such as `/problems/session-expired`. Its last segment must be the default's. */
  readonly type?: string
  /** Short summary for people; default: an English one. */
  readonly title?: string
  /** What happened this time, for people; without secrets, for it is shown. */
  readonly detail?: string
  /** URI of this occurrence, for instance with the id of a log entry. */
  readonly instance?: string
}

/** What an answer is made of, before it is checked. */
export interface ProblemInit {
  /** Function that was called, for the message of a `TypeError`. */
  readonly name: string
  readonly status: number
  readonly slug: string
  readonly title: string
  readonly options: ProblemOptions
  readonly members?: Readonly<Record<string, unknown>>
  readonly challenges?: readonly ChallengeInit[] | string | undefined
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Makes the answer of options that `checkOptions` has passed.
 *
 * @throws TypeError where `type` has another last segment than the answer's own
 */
export function createProblemResponse(init: ProblemInit): ProblemResponse {
  const { name, status, slug, title, options, members = {}, challenges = [] } = init
  const { type = `/problems/${slug}`, detail, instance } = options
  if (type.split(/[/#:]/).at(-1) !== slug) {
    throw new TypeError(`${name}: \`type\` must be a URI whose last segment is ${slug}`)
  }
  const body: Problem = {
    type,
    title: options.title ?? title,
    status,
    ...withoutAbsent({ detail, instance, ...members }),
  }
  const challenge = typeof challenges === 'string' ? challenges : formatChallenges(challenges)
  const headers = {
    'content-type': 'application/problem+json',
    // It is about one request of one user; some CDNs keep refusals for a while.
    'cache-control': 'no-store',
    ...(challenge !== '' && { 'www-authenticate': challenge }),
    ...init.headers,
  }
  const response = new Response(JSON.stringify(body), { status, headers })
  return Object.assign(response, { toJSON: () => body })
}

function withoutAbsent(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}
