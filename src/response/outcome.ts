import type { Body } from '../verdict/index.js'

/**
 * What an answer's body says of the request's effect. `success`: at least one part was done. `refused`: each part was
 * refused before it was done. `unknown`: the shape of the body does not show it.
 */
export type Outcome = 'success' | 'refused' | 'unknown'

const outcomes = new WeakMap<object, Outcome>()

/** Remembers the outcome of a body that was read, so that nothing reads it twice. */
export function rememberOutcome(response: Response, body: Body): void {
  outcomes.set(response, outcomeOf(body))
}

/**
 * The outcome of a response whose body was read by `classifyResponse`; `unknown` where it was not.
 *
 * @example
 * const isSafeToRepeat = knownOutcome(response) === 'refused'
 */
export function knownOutcome(response: object): Outcome {
  return outcomes.get(response) ?? 'unknown'
}

/**
 * True when the body holds a success beside its errors: a GraphQL `data`, or one part of a batch.
 *
 * @example
 * const wasPartlyDone = hasSuccess(await readBody(response))
 */
export function hasSuccess(body: Body): boolean {
  return outcomeOf(body) === 'success'
}

/**
 * Reads the shapes that can hold several results: GraphQL, JSON-RPC, tRPC, and batches of them.
 *
 * @example
 * const outcome = outcomeOf(await readBody(response))
 */
export function outcomeOf({ format, value }: Body): Outcome {
  return format === 'json' ? outcomeOfJson(value, true) : 'unknown'
}

function outcomeOfJson(value: unknown, isWhole: boolean): Outcome {
  if (Array.isArray(value)) return isWhole ? outcomeOfBatch(value) : 'unknown'
  if (typeof value !== 'object' || value === null) return 'unknown'
  const { data, errors, error, result, jsonrpc } = value as {
    readonly [name in 'data' | 'errors' | 'error' | 'result' | 'jsonrpc']?: unknown
  }
  if (Array.isArray(errors)) return outcomeOfGraphql(data, errors)
  const isCall = jsonrpc !== undefined || !isWhole
  // JSON-RPC 2.0 §5 and tRPC: a response has `result` or `error`, never both.
  if (isCall && result !== undefined && result !== null) return 'success'
  if (isCall && !isWhole && data !== undefined && data !== null) return 'success'
  return isCall && error !== undefined && error !== null ? 'refused' : 'unknown'
}

/** One success makes the batch a success; a part of unknown outcome may be one. */
function outcomeOfBatch(parts: readonly unknown[]): Outcome {
  const each = parts.map((part) => outcomeOfJson(part, false))
  if (each.includes('success')) return 'success'
  return each.length > 0 && each.every((outcome) => outcome === 'refused') ? 'refused' : 'unknown'
}

/**
 * GraphQL §7.1: an error without a `path` was raised before execution. With a `path`, a null that was propagated upwards
 * may hide a field that was done.
 */
function outcomeOfGraphql(data: unknown, errors: readonly unknown[]): Outcome {
  if (data !== undefined && data !== null) return 'success'
  const hasPath = (error: unknown): boolean =>
    typeof error === 'object' && error !== null && 'path' in error && Array.isArray(error.path)
  return errors.length > 0 && !errors.some(hasPath) ? 'refused' : 'unknown'
}
