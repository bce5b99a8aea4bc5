import { type Convention, type Evidence, finding, type Finding, type Reason } from '../verdict/index.js'
import { type Place, placesIn } from './place.js'
import { readAs } from './refusal.js'
import { messageOf, wordsIn } from './words.js'

/** tRPC's own JSON-RPC numbers, each beside its name. */
const numbers: Readonly<Record<string, number>> = { UNAUTHORIZED: -32_001, FORBIDDEN: -32_003, TOO_MANY_REQUESTS: -32_029 }

/**
 * tRPC: the name and number of the error, plain or through a transformer, one or a batch under status 207
 * (tRPC "Error Handling"; JSON-RPC 2.0 §5.1).
 *
 * @example
 * classify(response, { conventions: [trpc()] }) // 207 [{"result":…},{"error":{"code":-32001,"data":{"code":"UNAUTHORIZED"}}}]
 */
export function trpc(): Convention {
  return { name: 'trpc', examine }
}

function examine(evidence: Evidence): Finding | undefined {
  const { value } = evidence.body
  const results: readonly unknown[] = Array.isArray(value) ? value.slice(0, 50) : [value]
  const errors = results.flatMap((result) => errorOf(result))
  for (const name of Object.keys(numbers)) {
    const error = errors.find(({ get }) => get('code') === numbers[name] && placesIn(get('data'))[0]?.get('code') === name)
    if (error) return conclude(name, error, evidence)
  }
  return undefined
}

/** The error of one call; transformers such as superjson wrap it in `json`. */
function errorOf(result: unknown): readonly Place[] {
  const [error] = placesIn(placesIn(result)[0]?.get('error'))
  if (error === undefined) return []
  return placesIn(error.get('json') ?? undefined).slice(0, 1).concat(error)
}

function conclude(name: string, error: Place, evidence: Evidence): Finding | undefined {
  const { role, sent, status } = evidence
  const none: Reason = sent.scheme === 'bearer' ? 'token-invalid' : 'no-credentials'
  const said = name === 'FORBIDDEN' ? 'permission' : name === 'UNAUTHORIZED' ? (role === 'sign-in' ? 'wrong-credentials' : none) : 'rate-limited'
  const reason = readAs(said, evidence)
  if (reason === undefined) return undefined
  // A batch may hold several refusals, and a procedure may forbid what a stranger asks.
  const certainty = name === 'FORBIDDEN' ? (sent.scheme === undefined && status === 403 ? 'guess' : 'likely') : role === 'integration' ? 'likely' : 'certain'
  return finding<Reason>(reason, { certainty, rule: `trpc/${reason}`, saw: `error.data.code "${name}"`, where: 'body', spec: 'tRPC error codes', ...messageOf(wordsIn([error])[0]) })
}
