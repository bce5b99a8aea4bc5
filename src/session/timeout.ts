import type { Ports } from './ports.js'

/** Waits for `promise` at most `ms`; undefined when it rejects or takes longer. */
export function withTimeout<T>(
  promise: Promise<T>,
  ms: number,
  { after }: Pick<Ports, 'after'>,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    const cancel = after(ms, () => resolve(undefined))
    promise.then(resolve, () => resolve(undefined)).finally(cancel)
  })
}
