import type { Ports } from '../ports.js'
import type { Outcome } from './renewal-event.js'

interface Entry {
  readonly resolve: (outcome: Outcome) => void
  readonly ended: Promise<unknown>
}

/** The promises of the requests that wait: each has one deadline, and heeds its signal. */
export class Waiters {
  readonly #entries = new Map<number, Entry>()
  readonly #held = new Set<() => void>()
  readonly #ports: Pick<Ports, 'after'>
  readonly #onLeft: (waiter: number) => void
  #next = 1

  constructor(ports: Pick<Ports, 'after'>, onLeft: (waiter: number) => void) {
    this.#ports = ports
    this.#onLeft = onLeft
  }

  /** `outcome` rejects with the signal's reason when that aborts; after `ms` the waiter leaves. */
  add(ms: number, signal: AbortSignal | undefined): { readonly id: number; readonly outcome: Promise<Outcome> } {
    const id = this.#next++
    const outcome = new Promise<Outcome>((resolve, reject) => {
      const end = (): void => {
        cancel()
        signal?.removeEventListener('abort', abort)
        this.#entries.delete(id)
      }
      const abort = (): void => {
        end()
        this.#onLeft(id)
        reject(signal?.reason)
      }
      const cancel = this.#ports.after(ms, () => this.#onLeft(id))
      signal?.addEventListener('abort', abort, { once: true })
      let finish = (): void => {}
      const ended = new Promise<void>((done) => {
        finish = done
      })
      this.#entries.set(id, {
        ended,
        resolve: (value) => {
          end()
          finish()
          resolve(value)
        },
      })
      if (signal?.aborted) abort()
    })
    return { id, outcome }
  }

  has(id: number): boolean {
    return this.#entries.has(id)
  }

  ended(id: number): Promise<unknown> {
    return this.#entries.get(id)?.ended ?? Promise.resolve()
  }

  resolve(id: number, outcome: Outcome): void {
    this.#entries.get(id)?.resolve(outcome)
  }

  /** Resolves with `releaseHeld`, or after `ms`; rejects with the signal's reason when that aborts. */
  hold(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        cancel()
        signal?.removeEventListener('abort', abort)
        this.#held.delete(release)
      }
      const release = (): void => {
        end()
        resolve()
      }
      const abort = (): void => {
        end()
        reject(signal?.reason)
      }
      const cancel = this.#ports.after(ms, release)
      this.#held.add(release)
      signal?.addEventListener('abort', abort, { once: true })
      if (signal?.aborted) abort()
    })
  }

  releaseHeld(): void {
    for (const release of this.#held) release()
  }
}
