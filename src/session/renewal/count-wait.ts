import type { RequestMemory } from '../attempt.js'
import type { Ports } from '../ports.js'

/** Waits for `promise`; the time that this takes counts for the `maxWait` of the request. */
export async function countWait<T>(
  promise: Promise<T>,
  memory: RequestMemory,
  { now }: Pick<Ports, 'now'>,
): Promise<T> {
  const began = now()
  const result = await promise
  memory.waited = (memory.waited ?? 0) + Math.max(0, now() - began)
  return result
}
