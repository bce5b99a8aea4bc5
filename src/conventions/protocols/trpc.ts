import type { Certainty, Convention, Evidence, Reason } from '../../verdict/index.js'
import { type ErrorObject, errorObjectsIn } from '../body/error-objects.js'
import { reasonForRole } from '../reasons/from-slug.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { sentencesIn } from '../body/sentences.js'

/** tRPC's own JSON-RPC numbers, each beside its name. */
const numbers: Readonly<Record<string, number>> = {
  UNAUTHORIZED: -32_001,
  FORBIDDEN: -32_003,
  TOO_MANY_REQUESTS: -32_029,
}

/**
 * tRPC: the name and number of the error, plain or through a transformer, one or a batch under status 207
 * (tRPC "Error Handling"; JSON-RPC 2.0 §5.1).
 *
 * @example
 * classify(response, { conventions: [trpc()] }) // 207 [{"result":…},{"error":{"code":-32001,"data":{"code":"UNAUTHORIZED"}}}]
 */
export function trpc(): Convention {
  return createConvention('trpc', examine, 'tRPC')
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const { value } = evidence.body
  const results: readonly unknown[] = Array.isArray(value) ? value.slice(0, 50) : [value]
  const errors = results.flatMap((result) => errorOf(result))
  for (const name of Object.keys(numbers)) {
    const error = errors.find(
      ({ get }) => get('code') === numbers[name] && errorObjectsIn(get('data'))[0]?.get('code') === name,
    )
    if (error) return noteOf(name, error, evidence)
  }
  return undefined
}

/** The error of one call; transformers such as superjson wrap it in `json`. */
function errorOf(result: unknown): readonly ErrorObject[] {
  const [error] = errorObjectsIn(errorObjectsIn(result)[0]?.get('error'))
  if (error === undefined) return []
  return errorObjectsIn(error.get('json') ?? undefined)
    .slice(0, 1)
    .concat(error)
}

function noteOf(name: string, error: ErrorObject, evidence: Evidence): PartialFinding {
  const said = meaningOf(name, evidence)
  const certainty = certaintyOf(name, evidence)
  return {
    reason: reasonForRole(said, evidence),
    certainty,
    saw: `error.data.code "${name}"`,
    message: sentencesIn([error])[0],
  }
}

function meaningOf(name: string, { role, sent }: Evidence): Reason {
  if (name === 'FORBIDDEN') return 'permission'
  if (name !== 'UNAUTHORIZED') return 'rate-limited'
  if (role === 'sign-in') return 'wrong-credentials'
  return sent.scheme === 'bearer' ? 'token-invalid' : 'no-credentials'
}

/** A batch may hold several refusals, and a procedure may forbid what a stranger asks. */
function certaintyOf(name: string, { status, role, sent }: Evidence): Certainty {
  if (name === 'FORBIDDEN') return sent.scheme === undefined && status === 403 ? 'guess' : 'likely'
  return role === 'integration' ? 'likely' : 'certain'
}
