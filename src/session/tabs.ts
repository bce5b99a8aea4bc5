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
  /** Looks whether another tab signed out since we last knew: a page in the back/forward cache hears nothing. */
  readonly left: () => Promise<boolean>
  /** We renewed: tells the others. */
  readonly renewed: (byUser: boolean) => Promise<void>
  /** We signed out: tells the others. */
  readonly signedOut: () => void
  /** Whether another tab says that it asks the user. */
  readonly asking: () => boolean
  readonly tell: (news: News) => void
  readonly dispose: () => void
}

/** Without other tabs nothing is waited for, and nobody is told. */
export const alone: Tabs = { take: async () => free, moved: async () => false, left: async () => false, renewed: async () => {}, signedOut: () => {}, asking: () => false, tell: () => {}, dispose: () => {} }

/** Coordinates the tabs of this origin: one acts, the others hear how it went. A broadcast is a hint, the epoch is the truth. */
export function createTabs(name: string, maxWait: number, ports: Ports, hear: (news: News) => void): Tabs {
  const { lock, now } = ports
  const epoch = createEpoch(name, ports)
  const departures = createEpoch(`${name}:signed-out`, ports)
  const patience = { until: 0, asking: false }
  /** When we told an outcome: whoever acts next should have heard it, and not ask what was just answered. */
  let told = -Infinity
  const turns = createTurns()
  let closed = false

  const channel = ports.channel?.(name, (message) => {
    const news = readNews(message)
    if (news === undefined) return
    if (news.type !== 'broken' && news.type !== 'fixed' && news.type !== 'waiting') Object.assign(patience, patienceAfter(news, now(), maxWait))
    // What was heard is not looked up again.
    if (news.type === 'signed-out' || news.type === 'renewed') void departures.moved()
    if (news.type !== 'renewed' || epoch.heard(news.epoch)) hear(news)
  })
  const say = (news: News): void => {
    if (closed) return
    if (news.type === 'renewed' || news.type === 'failed' || news.type === 'signed-out') told = now()
    guarded(() => channel?.post(news))
  }
  const tell = (news: News): void => turns.after(() => say(news))

  return {
    take: async (signal) => {
      if (lock === undefined) return free
      tell({ type: 'waiting' })
      const held = await hold(lock, name, signal, ports, patience).catch(() => free)
      if (held !== free) tell({ type: 'acting' })
      return { ...held, release: () => turns.after(() => whenDue(told + HANDOVER_MS - now(), held.release, ports)) }
    },
    moved: epoch.moved,
    left: departures.moved,
    asking: () => patience.asking && now() < patience.until,
    tell,
    renewed: async (byUser) => {
      if (closed) return
      await turns.run(async () => {
        // Whoever left before this is not news any more.
        const [number] = await Promise.all([epoch.next(), departures.moved()])
        say({ type: 'renewed', epoch: number, byUser })
      })
    },
    signedOut: () => {
      // Said at once, since the page may be about to go; counted for those that hear nothing.
      if (!closed) void departures.next()
      tell({ type: 'signed-out' })
    },
    dispose: () => {
      closed = true
      channel?.close()
    },
  }
}

/** At once when it is time already. */
function whenDue(ms: number, act: () => void, { after }: Ports): void {
  if (ms > 0) after(ms, act)
  else act()
}

/** What takes time is done in turn, and what is to be said meanwhile is said after it. */
function createTurns(): { readonly run: (act: () => Promise<void>) => Promise<void>; readonly after: (act: () => void) => void } {
  let last: Promise<void> | undefined
  return {
    run: (act) => {
      const turn: Promise<void> = Promise.resolve(last).then(act).finally(() => {
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
function patienceAfter({ type }: News, now: number, maxWait: number): { readonly until: number; readonly asking: boolean } {
  return type === 'asking' ? { until: now + maxWait, asking: true } : { until: now + PATIENCE_MS, asking: false }
}
