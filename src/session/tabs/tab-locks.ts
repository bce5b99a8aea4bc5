import type { Ports } from '../ports.js'
import { acquireLock, type HeldLock, LOCK_HANDOVER_MS, LOCK_TIMEOUT_MS, noLock } from './lock.js'
import type { TabMessage } from './message.js'

/** `renewal` lets one tab renew; `prompt` lets one tab ask the user. */
export type LockName = 'renewal' | 'prompt'

/** The locks of one login, and how long the tab that holds one is waited for. */
export interface TabLocks {
  /** Waits until no other tab acts, and takes the lock by force after a bounded time. Never rejects. */
  readonly acquire: (name: LockName, signal: AbortSignal, post: (message: TabMessage) => void) => Promise<HeldLock>
  /** What another tab says may move the time until which it is waited for. */
  readonly observe: (message: TabMessage) => void
  /** This tab told an outcome just now: the next holder of a lock should have heard it. */
  readonly markTold: () => void
}

export function createTabLocks(name: string, maxWait: number, ports: Ports): TabLocks {
  const deadlines: { readonly [K in LockName]: { until: number } } = { renewal: { until: 0 }, prompt: { until: 0 } }
  let toldAt = -Infinity
  return {
    acquire: async (lockName, signal, post) => {
      const { lock } = ports
      if (!lock) return noLock
      post({ type: 'waiting' })
      const id = lockName === 'renewal' ? name : `${name}:prompt`
      const held = await acquireLock(lock, id, signal, ports, deadlines[lockName]).catch(() => noLock)
      if (held !== noLock) post({ type: 'acting' })
      return { ...held, release: () => runAfter(toldAt + LOCK_HANDOVER_MS - ports.now(), held.release, ports) }
    },
    observe: (message) => {
      const now = ports.now()
      // A tab that asks the user may take as long as a request may wait; a tab that renews is slow at most.
      if (message.type === 'asking') {
        deadlines.prompt.until = now + maxWait
        if (message.level < 2) deadlines.renewal.until = now + maxWait
      } else if (message.type === 'acting' || message.type === 'failed') {
        deadlines.renewal.until = now + LOCK_TIMEOUT_MS
      }
    },
    markTold: () => {
      toldAt = ports.now()
    },
  }
}

/** At once when the time has come already. */
function runAfter(ms: number, act: () => void, { after }: Pick<Ports, 'after'>): void {
  if (ms > 0) after(ms, act)
  else act()
}
