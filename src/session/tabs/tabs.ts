import { createSharedCounter } from './shared-counter.js'
import { noLock, LOCK_HANDOVER_MS, acquireLock, type HeldLock, LOCK_TIMEOUT_MS } from './lock.js'
import { type TabMessage, readTabMessage } from './message.js'
import type { Ports } from '../ports.js'
import { callSafely } from '../store.js'

export interface Tabs {
  /** Waits until no other tab acts, by force after a bounded time. Never rejects. */
  readonly acquireLock: (signal: AbortSignal) => Promise<HeldLock>
  /** Looks whether another tab renewed since we last knew; under the lock the answer is never stale. */
  readonly otherTabRenewed: () => Promise<boolean>
  /** Looks whether another tab signed out since we last knew: a page in the back/forward cache hears nothing. */
  readonly otherTabSignedOut: () => Promise<boolean>
  /** We renewed: tells the others. */
  readonly announceRenewal: (byUser: boolean) => Promise<void>
  /** We signed out: tells the others. */
  readonly announceSignOut: () => void
  /** Whether another tab says that it asks the user. */
  readonly otherTabAsksUser: () => boolean
  readonly broadcast: (news: TabMessage) => void
  readonly dispose: () => void
}

/** Without other tabs nothing is waited for, and nobody is told. */
export const singleTab: Tabs = {
  acquireLock: async () => noLock,
  otherTabRenewed: async () => false,
  otherTabSignedOut: async () => false,
  announceRenewal: async () => {},
  announceSignOut: () => {},
  otherTabAsksUser: () => false,
  broadcast: () => {},
  dispose: () => {},
}

/** Coordinates the tabs of this origin: one acts, the others hear how it went. A broadcast is a hint, the epoch is the truth. */
export function createTabs(name: string, maxWait: number, ports: Ports, hear: (news: TabMessage) => void): Tabs {
  const { lock, now } = ports
  const epoch = createSharedCounter(name, ports)
  const departures = createSharedCounter(`${name}:signed-out`, ports)
  const patience = { until: 0, asking: false }
  /** When we told an outcome: whoever acts next should have heard it, and not ask what was just answered. */
  let told = -Infinity
  const turns = createSequence()
  let closed = false

  const channel = ports.channel?.(name, (message) => {
    const news = readTabMessage(message)
    if (news === undefined) return
    if (news.type !== 'broken' && news.type !== 'fixed' && news.type !== 'waiting') {
      Object.assign(patience, deadlineAfter(news, now(), maxWait))
    }
    // What was heard is not looked up again.
    if (news.type === 'signed-out' || news.type === 'renewed') void departures.hasAdvanced()
    if (news.type !== 'renewed' || epoch.observe(news.epoch)) hear(news)
  })
  const say = (news: TabMessage): void => {
    if (closed) return
    if (news.type === 'renewed' || news.type === 'failed' || news.type === 'signed-out') told = now()
    callSafely(() => channel?.post(news))
  }
  const tell = (news: TabMessage): void => turns.after(() => say(news))

  return {
    acquireLock: async (signal) => {
      if (lock === undefined) return noLock
      tell({ type: 'waiting' })
      const held = await acquireLock(lock, name, signal, ports, patience).catch(() => noLock)
      if (held !== noLock) tell({ type: 'acting' })
      return {
        ...held,
        release: () => turns.after(() => runAfter(told + LOCK_HANDOVER_MS - now(), held.release, ports)),
      }
    },
    otherTabRenewed: epoch.hasAdvanced,
    otherTabSignedOut: departures.hasAdvanced,
    otherTabAsksUser: () => patience.asking && now() < patience.until,
    broadcast: tell,
    announceRenewal: async (byUser) => {
      if (closed) return
      await turns.run(async () => {
        // Whoever left before this is not news any more.
        const [number] = await Promise.all([epoch.increment(), departures.hasAdvanced()])
        say({ type: 'renewed', epoch: number, byUser })
      })
    },
    announceSignOut: () => {
      // Said at once, since the page may be about to go; counted for those that hear nothing.
      if (!closed) void departures.increment()
      tell({ type: 'signed-out' })
    },
    dispose: () => {
      closed = true
      channel?.close()
    },
  }
}

/** At once when it is time already. */
function runAfter(ms: number, act: () => void, { after }: Ports): void {
  if (ms > 0) after(ms, act)
  else act()
}

/** What takes time is done in turn, and what is to be said meanwhile is said after it. */
function createSequence(): {
  readonly run: (act: () => Promise<void>) => Promise<void>
  readonly after: (act: () => void) => void
} {
  let last: Promise<void> | undefined
  return {
    run: (act) => {
      const turn: Promise<void> = Promise.resolve(last)
        .then(act)
        .finally(() => {
          if (last === turn) last = undefined
        })
      last = turn
      return turn
    },
    after: (act) => {
      if (last) void last.then(act)
      else act()
    },
  }
}

/** A tab that asks the user may take as long as a request may wait; one that acts is slow at most. */
function deadlineAfter(
  { type }: TabMessage,
  now: number,
  maxWait: number,
): { readonly until: number; readonly asking: boolean } {
  return type === 'asking' ? { until: now + maxWait, asking: true } : { until: now + LOCK_TIMEOUT_MS, asking: false }
}
