import { type News, readNews } from './news.js'
import type { Ports } from './ports.js'

/** How long a tab that holds the lock is waited for, ms; more while it says that the user is being asked. */
export const PATIENCE_MS = 35_000
/** How long the shared epoch is waited for, ms. */
const EPOCH_MS = 1_000

export interface Tabs {
  /** Waits until no other tab acts, by force after a bounded time; resolves to the release. Rejects only when `signal` aborts. */
  readonly take: (signal: AbortSignal) => Promise<() => void>
  /** Looks whether another tab renewed since we last knew; under the lock the answer is never stale. */
  readonly moved: () => Promise<boolean>
  /** We renewed: tells the others. */
  readonly renewed: (byUser: boolean) => Promise<void>
  readonly tell: (news: News) => void
  readonly dispose: () => void
}

/** Without other tabs nothing is waited for, and nobody is told. */
export const alone: Tabs = { take: async () => () => {}, moved: async () => false, renewed: async () => {}, tell: () => {}, dispose: () => {} }

/** Coordinates the tabs of this origin: one acts, the others hear how it went. A broadcast is a hint, the epoch is the truth. */
export function createTabs(name: string, maxWait: number, ports: Ports, hear: (news: News) => void): Tabs {
  const { lock, epoch: openEpoch, now, after } = ports
  const shared = openEpoch?.(name)
  let known: number | undefined
  /** Until when the tab that acts is waited for, once it said that it asks the user. */
  let askingUntil = 0

  const read = async (): Promise<number | undefined> => {
    if (shared === undefined) return undefined
    return within(ports, EPOCH_MS, shared.read())
  }
  const ready = read().then((epoch) => {
    known ??= epoch
  })

  const channel = ports.channel?.(name, (message) => {
    const news = readNews(message)
    if (news === undefined) return
    askingUntil = news.type === 'asking' ? now() + maxWait : 0
    if (news.type === 'renewed') {
      if (known !== undefined && news.epoch <= known) return
      known = news.epoch
    }
    hear(news)
  })
  const tell = (news: News): void => channel?.post(news)

  const take: Tabs['take'] = async (signal) => {
    if (lock === undefined) return () => {}
    const started = now()
    for (;;) {
      const left = Math.max(started + PATIENCE_MS, askingUntil) - now()
      const release = await acquire(lock, name, signal, left, after)
      if (release !== undefined) return release
    }
  }

  const moved = async (): Promise<boolean> => {
    await ready
    const epoch = await read()
    const before = known
    if (epoch !== undefined) known = Math.max(epoch, before ?? 0)
    return before !== undefined && epoch !== undefined && epoch > before
  }

  return {
    take,
    moved,
    tell,
    renewed: async (byUser) => {
      const epoch = Math.max((await read()) ?? 0, known ?? 0) + 1
      known = epoch
      if (shared !== undefined) await within(ports, EPOCH_MS, shared.write(epoch))
      tell({ type: 'renewed', epoch, byUser })
    },
    dispose: () => channel?.close(),
  }
}

/** The lock's release; undefined when `ms` were not enough and it may be waited for longer; by force when they ran out. */
function acquire(lock: NonNullable<Ports['lock']>, name: string, signal: AbortSignal, ms: number, after: Ports['after']): Promise<(() => void) | undefined> {
  return new Promise((resolve, reject) => {
    const late = new AbortController()
    const steal = ms <= 0
    const cancel = steal ? () => {} : after(ms, () => late.abort())
    const hold = (): Promise<void> => {
      cancel()
      return new Promise((release) => {
        resolve(release)
      })
    }
    const options = steal ? { steal } : { signal: AbortSignal.any([signal, late.signal]) }
    // Once it is held, a rejection means that another tab took it by force: it goes on, and so do we.
    lock(name, options, hold).catch((error: unknown) => {
      cancel()
      if (signal.aborted) reject(signal.reason)
      else if (late.signal.aborted) resolve(undefined)
      else if (steal) resolve(() => {})
      else reject(error)
    })
  })
}

/** Undefined when it fails or takes longer; the shared epoch must never hold anybody up. */
function within<T>({ after }: Ports, ms: number, promise: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const cancel = after(ms, () => resolve(undefined))
    promise.then(resolve, () => resolve(undefined)).finally(cancel)
  })
}
