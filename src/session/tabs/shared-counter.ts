import type { Ports } from '../ports.js'

/** How long the shared epoch is waited for, ms. */
const COUNTER_TIMEOUT_MS = 1_000

/** How often something happened (a renewal, a sign-out): as this tab knows it, and as all tabs do. */
export interface SharedCounter {
  /** Looks whether it happened in another tab since we last knew; under the lock the answer is never stale. */
  readonly hasAdvanced: () => Promise<boolean>
  /** Another tab says so; false for what we know already. */
  readonly observe: (epoch: number) => boolean
  /** It happened here. */
  readonly increment: () => Promise<number>
}

export function createSharedCounter(name: string, ports: Ports): SharedCounter {
  const shared = ports.epoch?.(name)
  let known: number | undefined
  /** True once it could be read: without that, numbers of different tabs do not compare. */
  let shares = false

  const read = async (): Promise<number | undefined> => {
    const epoch = shared && (await withTimeout(ports, COUNTER_TIMEOUT_MS, shared.read()))
    shares ||= epoch !== undefined
    return epoch
  }
  const ready = read().then((epoch) => {
    known ??= epoch
  })

  return {
    hasAdvanced: async () => {
      await ready
      const epoch = await read()
      const before = known
      if (epoch !== undefined) known = Math.max(epoch, before ?? 0)
      return before !== undefined && epoch !== undefined && epoch > before
    },
    observe: (epoch) => {
      if (shares && known !== undefined && epoch <= known) return false
      known = Math.max(epoch, known ?? 0)
      return true
    },
    increment: async () => {
      const epoch = Math.max((await read()) ?? 0, known ?? 0) + 1
      known = epoch
      if (shared !== undefined) await withTimeout(ports, COUNTER_TIMEOUT_MS, shared.write(epoch))
      return epoch
    },
  }
}

/** Undefined when it fails or takes longer; the shared epoch must never hold anybody up. */
function withTimeout<T>({ after }: Ports, ms: number, promise: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const cancel = after(ms, () => resolve(undefined))
    promise.then(resolve, () => resolve(undefined)).finally(cancel)
  })
}
