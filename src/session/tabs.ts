import { createEpoch } from './epoch.js'
import { free, HANDOVER_MS, hold, type Hold, PATIENCE_MS } from './hold.js'
import { type News, readNews } from './news.js'
import type { Ports } from './ports.js'
import { guarded } from './store.js'

export interface Tabs {
  /** Waits until no other tab acts, by force after a bounded time. Never rejects. */
  readonly take: (signal: AbortSignal) => Promise<Hold>
  /** Looks whether another tab renewed since we last knew; under the lock the answer is never stale. */
  readonly moved: () => Promise<boolean>
  /** We renewed: tells the others. */
  readonly renewed: (byUser: boolean) => Promise<void>
  /** Whether another tab says that it asks the user. */
  readonly asking: () => boolean
  readonly tell: (news: News) => void
  readonly dispose: () => void
}

/** Without other tabs nothing is waited for, and nobody is told. */
export const alone: Tabs = { take: async () => free, moved: async () => false, renewed: async () => {}, asking: () => false, tell: () => {}, dispose: () => {} }

/** Coordinates the tabs of this origin: one acts, the others hear how it went. A broadcast is a hint, the epoch is the truth. */
export function createTabs(name: string, maxWait: number, ports: Ports, hear: (news: News) => void): Tabs {
  const { lock, now } = ports
  const epoch = createEpoch(name, ports)
  const patience = { until: 0, asking: false }
  /** When we told an outcome. */
  let told = -Infinity
  /** The renewal that is being told: what is said later is heard later. */
  let telling: Promise<void> | undefined
  let closed = false

  const channel = ports.channel?.(name, (message) => {
    const news = readNews(message)
    if (news === undefined) return
    if (news.type !== 'broken' && news.type !== 'fixed') Object.assign(patience, patienceAfter(news, now(), maxWait))
    if (news.type !== 'renewed' || epoch.heard(news.epoch)) hear(news)
  })
  const say = (news: News): void => {
    if (closed) return
    if (news.type === 'renewed' || news.type === 'failed' || news.type === 'signed-out') told = now()
    guarded(() => channel?.post(news))
  }
  const tell = (news: News): void => {
    if (telling) void telling.then(() => say(news))
    else say(news)
  }

  return {
    take: async (signal) => {
      if (lock === undefined) return free
      const held = await hold(lock, name, signal, ports, patience).catch(() => free)
      if (held !== free) tell({ type: 'acting' })
      const release = (): void => {
        const early = told + HANDOVER_MS - now()
        // Whoever is next has heard by then, and does not ask what was just answered.
        if (telling) void telling.then(release)
        else if (early > 0) ports.after(early, held.release)
        else held.release()
      }
      return { ...held, release }
    },
    moved: epoch.moved,
    asking: () => patience.asking && now() < patience.until,
    tell,
    renewed: (byUser) => {
      if (closed) return Promise.resolve()
      const turn: Promise<void> = Promise.resolve(telling)
        .then(async () => say({ type: 'renewed', epoch: await epoch.next(), byUser }))
        .finally(() => {
          if (telling === turn) telling = undefined
        })
      telling = turn
      return turn
    },
    dispose: () => {
      closed = true
      channel?.close()
    },
  }
}

/** A tab that asks the user may take as long as a request may wait; one that acts is slow at most. */
function patienceAfter({ type }: News, now: number, maxWait: number): { readonly until: number; readonly asking: boolean } {
  return type === 'asking' ? { until: now + maxWait, asking: true } : { until: now + PATIENCE_MS, asking: false }
}
