import type { Ports } from './ports.js'

/** What ends a wait before its promise settles; the wait then rejects with that reason. */
export interface Bounds {
  readonly signal?: AbortSignal | undefined
  /** At most so long, ms; by the timer `after`. The reason is a `TimeoutError`, whose message begins with `name`. */
  readonly ms?: number
  readonly after?: Ports['after']
  readonly name?: string
  /** Holds what ends each wait of a session: one look at a signal costs more for each that listens to it. */
  readonly ends?: Set<(reason: unknown) => void> | undefined
}

/** Waits for `promise` within `bounds`, and leaves no listener and no timer behind. */
export function waitFor<T>(promise: Promise<T>, { signal, ms = 0, after, name, ends }: Bounds): Promise<T> {
  let stop = (): void => {}
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(signal?.reason)
    // First, since what is no signal throws here, as in `fetch`: then no timer is left.
    signal?.addEventListener('abort', abort, { once: true })
    const cancel = after?.(ms, () => reject(new DOMException(`${name}: not settled after ${ms} ms`, 'TimeoutError')))
    ends?.add(reject)
    stop = () => {
      signal?.removeEventListener('abort', abort)
      cancel?.()
      ends?.delete(reject)
    }
    if (signal?.aborted) abort()
    promise.then(resolve, reject)
  }).finally(() => stop())
}
