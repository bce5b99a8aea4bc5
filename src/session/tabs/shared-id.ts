import type { Ports, SharedIdPort } from '../ports.js'
import { withTimeout } from '../wait-briefly.js'
import { createId } from './event-id.js'
import { timeOf } from './event-time.js'

/** How long the store of the shared id may take, ms. */
const STORE_TIMEOUT_MS = 1_000
/** How many ids are remembered: enough for messages and reads that overtake each other. */
const MAX_KNOWN = 32
/** A longer id is not one of ours, and is cut, in characters. */
const MAX_LENGTH = 200

/**
 * The newest event of one kind (a renewal, a sign-out), named by a random id that all tabs share. Ids are compared by
 * identity, so that cleared storage, a clock that jumps and hostile values do no harm. Their time counts only for a page whose
 * engine comes late, and for a sign-out that this tab did not hear of.
 */
export interface SharedId {
  /** The id that another tab stored, if this tab has not seen it; under the lock the answer is never stale. */
  readonly readNews: () => Promise<string | undefined>
  /** The id that this tab saw last; empty at first. */
  readonly latest: () => string
  /** Another tab names an id; false when this tab knows it already. */
  readonly observe: (id: string) => boolean
  /** A new id, or the `given` one, known to this tab; `store` makes it known to those that hear no message. */
  readonly create: (suffix?: string, given?: string) => string
  readonly store: (id: string) => Promise<void>
}

/** The time of day, as other tabs know it. */
export interface PageClock {
  readonly date: () => number
  /** When the page began, ms since 1970. */
  readonly began: number
  /** Whether the engine came after the page began. */
  readonly isLate: boolean
  /** Whether another tab has said something newer than what happens now. */
  readonly isSuperseded: () => boolean
  /** The id that was posted when it happened, where the engine lives through it afterwards. */
  readonly postedId: () => string | undefined
}

/** `isNewer`: whether an event of that time, ms since 1970, happened after the page began. */
export function createSharedId(
  name: string,
  ports: Ports,
  { date, isLate }: Pick<PageClock, 'date' | 'isLate'>,
  isNewer: (time: number) => boolean,
): SharedId {
  const shared = open(name, ports)
  const known = new Set<string>()
  let latest = ''
  const learn = (id: string): void => {
    latest = id
    known.delete(id)
    known.add(id)
    for (const oldest of known) {
      if (known.size <= MAX_KNOWN) break
      known.delete(oldest)
    }
  }
  const read = async (): Promise<string | undefined> => {
    const id = shared && (await withTimeout(Promise.resolve().then(shared.read), STORE_TIMEOUT_MS, ports))
    // Nothing is stored yet, or it was cleared: no event can be missed by that.
    if (typeof id === 'number') return id === 0 ? undefined : String(id)
    return typeof id === 'string' && id !== '' ? id.slice(0, MAX_LENGTH) : undefined
  }
  const ready = read().then((id) => {
    // What was stored while the engine was on its way is news.
    if (id !== undefined && !(isLate && isNewer(timeOf(id)))) learn(id)
  })

  return {
    latest: () => latest,
    readNews: async () => {
      await ready
      const id = await read()
      if (id === undefined || known.has(id)) return undefined
      learn(id)
      return id
    },
    observe: (id) => {
      if (known.has(id)) return false
      learn(id)
      return true
    },
    create: (suffix = '', id = createId(date()) + suffix) => {
      learn(id)
      return id
    },
    store: async (id) => {
      if (shared === undefined) return
      const stored = await withTimeout(
        Promise.resolve().then(() => shared.write(id)),
        STORE_TIMEOUT_MS,
        ports,
      )
      if (typeof stored === 'string') learn(stored)
    },
  }
}

/** A browser that forbids the database has none. */
function open(name: string, { epoch }: Ports): SharedIdPort | undefined {
  try {
    return epoch?.(name)
  } catch {
    return undefined
  }
}
