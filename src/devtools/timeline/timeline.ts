import type { Store } from '../../session/index.js'
import type { Entry } from './entry.js'
import { joinTabs, type OpenChannel, type OtherTabs } from './other-tabs.js'
import { type DevtoolsAuth, record } from './recorder.js'

/** How many entries are kept; the oldest go first. */
export const MAX_ENTRIES = 200

export interface TimelineOptions {
  /** Milliseconds since 1970. */
  readonly now?: () => number
  readonly limit?: number
  /** Origin of the page, for advice on CORS. */
  readonly pageOrigin?: string
  /** Name of this tab among the others. */
  readonly tab?: string
  readonly openChannel?: OpenChannel
}

/** What happened to the login, newest first: of this tab, and of the others while connected. */
export interface Timeline {
  readonly entries: Store<readonly Entry[]>
  /** Records what an `Auth` tells; returns its own undo. */
  readonly follow: (auth: DevtoolsAuth, name: string) => () => void
  readonly clear: () => void
  readonly connect: () => void
  readonly disconnect: () => void
}

/** Keeps at most `limit` entries; nothing in them is a secret, whoever wrote them. */
export function createTimeline({
  now = Date.now,
  limit = MAX_ENTRIES,
  pageOrigin,
  tab = nameOfTab(),
  openChannel,
}: TimelineOptions = {}): Timeline {
  const listeners = new Set<(entries: readonly Entry[]) => void>()
  let entries: readonly Entry[] = []
  let others: OtherTabs | undefined

  function set(next: readonly Entry[]): void {
    entries = next
    for (const listener of listeners) listener(entries)
  }

  function put(entry: Entry): void {
    const known = entries.findIndex(({ id }) => id === entry.id)
    set(known === -1 ? [entry, ...entries].toSorted((a, b) => b.at - a.at).slice(0, limit) : entries.with(known, entry))
  }

  const book = {
    has: (id: string): boolean => entries.some((entry) => entry.id === id),
    put: (entry: Entry): void => {
      put(entry)
      others?.tell([entry])
    },
    nextId: (): string => `${tab}:${(count += 1)}`,
    now,
    pageOrigin,
  }

  function lost(from: string): void {
    for (const entry of entries) {
      if (entry.elsewhere && entry.id.startsWith(`${from}:`) && entry.type === 'span' && entry.end === undefined) {
        put({ ...entry, end: now(), outcome: 'lost' })
      }
    }
  }

  return {
    entries: {
      get: () => entries,
      subscribe: (listener) => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    follow: (auth, name) => record(auth, name, book),
    clear: () => set([]),
    connect: () => {
      others ??= joinTabs(
        tab,
        { heard: put, left: lost, asked: () => entries.filter(({ elsewhere }) => !elsewhere) },
        openChannel,
      )
    },
    disconnect: () => {
      others?.leave()
      others = undefined
    },
  }
}

let count = 0
let ownName: string | undefined

/** One for each page, so that two panels of it do not take each other for tabs. */
function nameOfTab(): string {
  return (ownName ??= Math.random().toString(36).slice(2))
}
