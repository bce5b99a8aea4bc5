import type { PartsContext } from '../parts-context.js'
import type { Ports } from '../ports.js'
import { callSafely } from '../store.js'
import { channelName } from './channel-name.js'
import { openSafely } from './open-safely.js'
import { type HeldLock, noLock } from './lock.js'
import { readTabMessage, type TabMessage } from './message.js'
import { type AnnouncedEvent, createTabHistory } from './tab-history.js'
import type { PageClock } from './shared-id.js'
import { createTabLocks, type LockName } from './tab-locks.js'

export interface Tabs {
  /** Waits until no other tab acts, and takes the lock by force after a bounded time. Never rejects. */
  readonly acquireLock: (name: LockName, signal: AbortSignal) => Promise<HeldLock>
  /** Looks whether another tab renewed since this tab last knew; under the lock the answer is never stale. */
  readonly otherTabRenewed: () => Promise<boolean>
  /** What the other tabs did since this tab last knew, in order: a page in the back/forward cache hears no message. */
  readonly catchUp: () => Promise<readonly ('renewed' | 'signed-out')[]>
  /** Names an event of this tab, and tells the others. */
  readonly announce: (event: AnnouncedEvent) => void
  readonly broadcast: (message: TabMessage) => void
  readonly dispose: () => void
}

/** Without other tabs no lock is waited for, and no message is sent. */
export const singleTab: Tabs = {
  acquireLock: async () => noLock,
  otherTabRenewed: async () => false,
  catchUp: async () => [],
  announce: () => {},
  broadcast: () => {},
  dispose: () => {},
}

/** What the tabs work with. */
export type TabsContext = Pick<PartsContext, 'app' | 'maxWait' | keyof PageClock> & { readonly ports: Ports }

/** Coordinates the tabs of this origin: one acts, the others hear how it went. A message is a hint, the shared id is the truth. */
export function createTabs(context: TabsContext, hear: (message: TabMessage) => void): Tabs {
  const { app, maxWait, ports } = context
  const name = channelName(app)
  const history = createTabHistory(name, ports, context)
  const locks = createTabLocks(name, maxWait, ports)
  /** What was announced, and may not be heard or stored yet when the page goes. */
  let last: TabMessage | undefined
  let isClosed = false

  const channel = openSafely(() => ports.channel?.(name, receive))
  function receive(data: unknown): void {
    const message = readTabMessage(data)
    if (!message || isClosed) return
    locks.observe(message)
    if (history.observe(message)) hear(message)
  }
  const post = (message: TabMessage): void => {
    if (isClosed) return
    if (/^(?:renewed|failed|signed-out)$/.test(message.type)) locks.markTold()
    callSafely(() => channel?.post(message))
  }
  // A page that is left may be gone before a message of its last moment was sent.
  const offHide = ports.onHide?.(() => last && post(last))

  return {
    acquireLock: (lockName, signal) => locks.acquire(lockName, signal, post),
    otherTabRenewed: history.readRenewal,
    catchUp: history.catchUp,
    broadcast: post,
    announce: (event) =>
      history.announce(event, (message) => {
        last = message
        post(message)
      }),
    dispose: () => {
      isClosed = true
      offHide?.()
      callSafely(() => channel?.close())
    },
  }
}
