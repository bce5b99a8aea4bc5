import type { Ports } from '../ports.js'
import { callSafely } from '../store.js'
import { openSafely } from './open-safely.js'
import { type HeldLock, noLock } from './lock.js'
import { readTabMessage, type TabMessage } from './message.js'
import { createTabHistory } from './tab-history.js'
import type { PageClock } from './shared-id.js'
import { createTabLocks, type LockName } from './tab-locks.js'

export interface Tabs {
  /** Waits until no other tab acts, and takes the lock by force after a bounded time. Never rejects. */
  readonly acquireLock: (name: LockName, signal: AbortSignal) => Promise<HeldLock>
  /** Looks whether another tab renewed since this tab last knew; under the lock the answer is never stale. */
  readonly otherTabRenewed: () => Promise<boolean>
  /** What the other tabs did since this tab last knew, in order: a page in the back/forward cache hears no message. */
  readonly catchUp: () => Promise<readonly ('renewed' | 'signed-out')[]>
  readonly announceRenewal: (byUser: boolean, level: 1 | 2) => void
  readonly announceSignOut: () => void
  readonly broadcast: (message: TabMessage) => void
  readonly dispose: () => void
}

/** Without other tabs no lock is waited for, and no message is sent. */
export const singleTab: Tabs = {
  acquireLock: async () => noLock,
  otherTabRenewed: async () => false,
  catchUp: async () => [],
  announceRenewal: () => {},
  announceSignOut: () => {},
  broadcast: () => {},
  dispose: () => {},
}

export interface TabsOptions {
  readonly name: string
  readonly maxWait: number
  readonly ports: Ports
  readonly clock: PageClock
  readonly hear: (message: TabMessage) => void
}

/** Coordinates the tabs of this origin: one acts, the others hear how it went. A message is a hint, the shared id is the truth. */
export function createTabs({ name, maxWait, ports, clock, hear }: TabsOptions): Tabs {
  const history = createTabHistory(name, ports, clock)
  const locks = createTabLocks(name, maxWait, ports)
  /** What was announced, and may not be heard or stored yet when the page goes. */
  let last: TabMessage | undefined
  let isClosed = false

  const channel = openSafely(() => ports.channel?.(name, receive))
  function receive(data: unknown): void {
    const message = readTabMessage(data)
    if (message === undefined || isClosed) return
    locks.observe(message)
    if (history.observe(message)) hear(message)
  }
  const post = (message: TabMessage): void => {
    if (isClosed) return
    if (/^(?:renewed|failed|signed-out)$/.test(message.type)) locks.markTold()
    callSafely(() => channel?.post(toWire(message)))
  }
  const announce = (message: TabMessage): void => {
    last = message
    post(message)
  }
  // A page that is left may be gone before a message of its last moment was sent.
  const offHide = ports.onHide?.(() => last && post(last))

  return {
    acquireLock: (lockName, signal) => locks.acquire(lockName, signal, post),
    otherTabRenewed: history.readRenewal,
    catchUp: history.catchUp,
    broadcast: post,
    announceRenewal: (byUser, level) => history.announce({ type: 'renewed', byUser, level }, announce),
    announceSignOut: () => history.announce({ type: 'signed-out' }, announce),
    dispose: () => {
      isClosed = true
      offHide?.()
      callSafely(() => channel?.close())
    },
  }
}

/** Version 0.1 counts renewals: it takes one for news only when `epoch` has grown. */
function toWire(message: TabMessage): unknown {
  return message.type === 'renewed' ? { ...message, epoch: Date.now() } : message
}
