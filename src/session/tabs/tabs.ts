import type { Ports } from '../ports.js'
import { callSafely } from '../store.js'
import { acquireLock, type HeldLock, LOCK_HANDOVER_MS, LOCK_TIMEOUT_MS, noLock } from './lock.js'
import { AFTER } from './event-id.js'
import { readTabMessage, type TabMessage } from './message.js'
import { createSharedId, type PageClock, type SharedId } from './shared-id.js'

/** `renewal` lets one tab renew; `prompt` lets one tab ask the user. */
export type LockName = 'renewal' | 'prompt'

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
  const renewals = createSharedId(name, ports, clock)
  // Of the very millisecond in which the page began: a renewal too many is harmless, and a sign-out too many is not.
  const departures = createSharedId(`${name}:signed-out`, ports, { ...clock, began: clock.began + 1 })
  const deadlines: { readonly [K in LockName]: { until: number } } = { renewal: { until: 0 }, prompt: { until: 0 } }
  /** When this tab last told an outcome: the next holder of the lock should have heard it. */
  let toldAt = -Infinity
  /** What was announced, and may not be heard or stored yet when the page goes. */
  let last: TabMessage | undefined
  let isClosed = false

  const channel = ports.channel?.(name, (data) => {
    const message = readTabMessage(data)
    if (message === undefined || isClosed) return
    extend(deadlines, message, ports.now(), maxWait)
    if (isNews(message, renewals, departures)) hear(message)
  })
  const post = (message: TabMessage): void => {
    if (isClosed) return
    if (message.type === 'renewed' || message.type === 'failed' || message.type === 'signed-out') toldAt = ports.now()
    callSafely(() => channel?.post(toWire(message)))
  }
  // A page that is left may be gone before a message of its last moment was sent.
  const offHide = ports.onHide?.(() => last && post(last))

  return {
    acquireLock: async (lockName, signal) => {
      const { lock } = ports
      if (lock === undefined) return noLock
      post({ type: 'waiting' })
      const id = lockName === 'renewal' ? name : `${name}:prompt`
      const held = await acquireLock(lock, id, signal, ports, deadlines[lockName]).catch(() => noLock)
      if (held !== noLock) post({ type: 'acting' })
      return { ...held, release: () => runAfter(toldAt + LOCK_HANDOVER_MS - ports.now(), held.release, ports) }
    },
    otherTabRenewed: async () => (await renewals.readNews()) !== undefined,
    catchUp: async () => readChanges(renewals, departures),
    broadcast: post,
    announceRenewal: (byUser, level) => {
      const id = renewals.create(AFTER + departures.latest(), clock.postedId())
      if (clock.isSuperseded()) return
      last = { type: 'renewed', id, byUser, level }
      post(last)
      void renewals.store(id)
    },
    announceSignOut: () => {
      const id = departures.create('', clock.postedId())
      if (clock.isSuperseded()) return
      last = { type: 'signed-out', id }
      post(last)
      void departures.store(id)
    },
    dispose: () => {
      isClosed = true
      offHide?.()
      channel?.close()
    },
  }
}

/** Whether a message tells what this tab does not know. */
function isNews(message: TabMessage, renewals: SharedId, departures: SharedId): boolean {
  if (message.type === 'signed-out') return message.id === '' || departures.observe(message.id)
  if (message.type !== 'renewed') return true
  if (!renewals.observe(message.id)) return false
  // It came after that sign-out, whose own message must not end it.
  const departure = message.id.split(AFTER, 2)[1] ?? ''
  if (departure !== '') departures.observe(departure)
  return true
}

async function readChanges(renewals: SharedId, departures: SharedId): Promise<readonly ('renewed' | 'signed-out')[]> {
  const [renewal, departure] = await Promise.all([renewals.readNews(), departures.readNews()])
  if (renewal === undefined) return departure === undefined ? [] : ['signed-out']
  if (departure === undefined) return ['renewed']
  return renewal.endsWith(AFTER + departure) ? ['signed-out', 'renewed'] : ['renewed', 'signed-out']
}

/** Version 0.1 counts renewals: it takes one for news only when `epoch` has grown. */
function toWire(message: TabMessage): unknown {
  return message.type === 'renewed' ? { ...message, epoch: Date.now() } : message
}

/** At once when the time has come already. */
function runAfter(ms: number, act: () => void, { after }: Pick<Ports, 'after'>): void {
  if (ms > 0) after(ms, act)
  else act()
}

/** A tab that asks the user may take as long as a request may wait; a tab that renews is slow at most. */
function extend(
  deadlines: { readonly [K in LockName]: { until: number } },
  message: TabMessage,
  now: number,
  maxWait: number,
): void {
  if (message.type === 'asking') {
    deadlines.prompt.until = now + maxWait
    if (message.level < 2) deadlines.renewal.until = now + maxWait
  } else if (message.type === 'acting' || message.type === 'failed') deadlines.renewal.until = now + LOCK_TIMEOUT_MS
}
