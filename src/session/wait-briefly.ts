import type { Ports } from './ports.js'
import { waitFor } from './wait.js'

/** Waits for `promise`; rejects with the signal's reason when that aborts first. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return signal ? waitFor(promise, { signal }) : promise
}

/** Waits for `promise` at most `ms`; undefined when it rejects or takes longer. */
export function withTimeout<T>(
  promise: Promise<T>,
  ms: number,
  { after }: Pick<Ports, 'after'>,
): Promise<T | undefined> {
  return waitFor(promise, { ms, after }).catch(() => undefined)
}
