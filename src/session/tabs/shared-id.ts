import type { PartsContext } from '../parts-context.js'
import type { EarlyPorts, Ports, SharedIdPort } from '../ports.js'
import { putLast } from '../bounded.js'
import { withTimeout } from '../wait-briefly.js'
import { MAX_DEPARTURE } from './event-id.js'
import { timeOf } from './event-time.js'
import { openSafely } from './open-safely.js'

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
  /** The beginning of the id that this tab saw last; empty at first. */
  readonly latest: () => string
  /** A tab names an event; false when this tab knows it already. */
  readonly observe: (id: string) => boolean
  /** Makes an id known to those that hear no message. */
  readonly store: (id: string) => Promise<unknown>
}

/** When the page lives, and when its engine came. */
export type PageClock = Pick<PartsContext, 'began' | 'isLate'> & {
  /** The time of day, as other tabs know it. */
  readonly early: Pick<EarlyPorts, 'now'>
  readonly clock: Pick<PartsContext['clock'], 'isSuperseded' | 'postedId'>
}

/** `isNewer`: whether an event of that time, ms since 1970, happened after the page began. */
export function createSharedId(
  name: string,
  ports: Ports,
  { isLate }: PageClock,
  isNewer: (time: number) => boolean,
): SharedId {
  // A browser that forbids the database has none.
  const shared = openSafely(() => ports.epoch?.(name))
  const known = new Map<string, true>()
  let latest = ''
  const learn = (id: string): void => {
    latest = id
    putLast(known, id, true, MAX_KNOWN)
  }
  /** What the store answers, if it does in time. */
  const askStore = (act: (store: SharedIdPort) => Promise<unknown>): Promise<unknown> =>
    withTimeout(
      Promise.resolve().then(() => shared && act(shared)),
      STORE_TIMEOUT_MS,
      ports,
    )
  const read = async (): Promise<string | undefined> => {
    const id = await askStore((store) => store.read())
    // Nothing is stored yet, or it was cleared: no event can be missed by that.
    return typeof id === 'string' && id !== '' ? id.slice(0, MAX_LENGTH) : undefined
  }
  const ready = read().then((id) => {
    // What was stored while the engine was on its way is news.
    if (id !== undefined && !(isLate && isNewer(timeOf(id)))) learn(id)
  })

  return {
    latest: () => latest.slice(0, MAX_DEPARTURE),
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
    store: (id) => askStore((store) => store.write(id)),
  }
}
