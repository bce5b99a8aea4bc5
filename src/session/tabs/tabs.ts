import type { Ports } from '../ports.js'
import { callSafely } from '../store.js'
import { acquireLock, type HeldLock, LOCK_HANDOVER_MS, LOCK_TIMEOUT_MS, noLock } from './lock.js'
import { readTabMessage, type TabMessage } from './message.js'
import { createSharedId, type SharedId } from './shared-id.js'

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

/** The id of a renewal ends with the id of the sign-out that came before it: so a tab that slept hears of both in order. */
const AFTER = '~'

/** Coordinates the tabs of this origin: one acts, the others hear how it went. A message is a hint, the shared id is the truth. */
export function createTabs(name: string, maxWait: number, ports: Ports, hear: (message: TabMessage) => void): Tabs {
  const renewals = createSharedId(name, ports)
  const departures = createSharedId(`${name}:signed-out`, ports)
  const deadlines: { readonly [K in LockName]: { until: number } } = { renewal: { until: 0 }, prompt: { until: 0 } }
  /** When this tab last told an outcome: the next holder of the lock should have heard it. */
  let toldAt = -Infinity
  /** What was announced, and may not be heard or stored yet when the page goes. */
  let last: TabMessage | undefined
  let isClosed = false
  const login = createLoginOrder(renewals, departures)

  const channel = openSafely(() => ports.channel?.(name, receive))
  function receive(data: unknown): void {
    const message = readTabMessage(data)
    if (message === undefined || isClosed) return
    extend(deadlines, message, ports.now(), maxWait)
    if (login.isNews(message)) hear(message)
  }
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
    catchUp: login.catchUp,
    broadcast: post,
    announceRenewal: (byUser, level) => {
      const id = login.renew()
      last = { type: 'renewed', id, byUser, level }
      post(last)
      void renewals.store(id)
    },
    announceSignOut: () => {
      const id = login.signOut()
      last = { type: 'signed-out', id }
      post(last)
      void departures.store(id)
    },
    dispose: () => {
      isClosed = true
      offHide?.()
      callSafely(() => channel?.close())
    },
  }
}

/** In which order this tab learnt of renewals and sign-outs, its own and those of other tabs. */
interface LoginOrder {
  /** The id of a new renewal, or sign-out, of this tab. */
  readonly renew: () => string
  readonly signOut: () => string
  /** False for a message that this tab knows already, or that a sign-out has overtaken. */
  readonly isNews: (message: TabMessage) => boolean
  readonly catchUp: Tabs['catchUp']
}

function createLoginOrder(renewals: SharedId, departures: SharedId): LoginOrder {
  /** True while a sign-out is the last that this tab knows of. */
  let isSignedOut = false
  /** A silent renewal of a tab that had not heard of the sign-out yet: it was a renewal of the login that ended. */
  const isOutlived = ({ id, byUser }: { readonly id: string; readonly byUser: boolean }): boolean =>
    isSignedOut && !byUser && id.includes(AFTER) && !id.endsWith(AFTER + departures.latest())
  return {
    renew: () => {
      isSignedOut = false
      return renewals.create(AFTER + departures.latest())
    },
    signOut: () => {
      isSignedOut = true
      return departures.create()
    },
    isNews: (message) => {
      if (message.type === 'renewed') {
        if (!renewals.observe(message.id) || isOutlived(message)) return false
        isSignedOut = false
      }
      if (message.type === 'signed-out') {
        if (message.id !== '' && !departures.observe(message.id)) return false
        isSignedOut = true
      }
      return true
    },
    catchUp: async () => {
      const changes = await readChanges(renewals, departures)
      if (changes.length > 0) isSignedOut = changes.at(-1) === 'signed-out'
      return changes
    },
  }
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

/** What the browser forbids is as if it were not there. */
function openSafely<T>(open: () => T): T | undefined {
  try {
    return open()
  } catch {
    return undefined
  }
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
