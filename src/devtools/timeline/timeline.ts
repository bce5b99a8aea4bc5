import type { Store } from '../../session/index.js'
import type { Entry } from './entry.js'
import { createEntryStore } from './entry-store.js'
import { holdTogether } from './hold-together.js'
import { joinTabs, type OpenChannel, type OtherTabs } from './other-tabs.js'
import { type DevtoolsAuth, type EntrySink, recordAuth } from './recorder.js'

/** How many entries are kept. */
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

/** The history of the login, newest first: of this tab, and of the others while connected. */
export interface Timeline {
  readonly entries: Store<readonly Entry[]>
  /** Records the events of an `Auth`, once however many panels show them; returns its own undo. */
  readonly record: (auth: DevtoolsAuth, name: string) => () => void
  readonly clear: () => void
  readonly connect: () => void
  readonly disconnect: () => void
}

/** Keeps at most `limit` entries; none holds a secret, from whichever tab it comes. */
export function createTimeline({
  now = Date.now,
  limit = MAX_ENTRIES,
  pageOrigin,
  tab = pageName(),
  openChannel,
}: TimelineOptions = {}): Timeline {
  const { put, clear, ...entries } = createEntryStore(limit)
  const recordings = new Map<DevtoolsAuth, () => () => void>()
  let others: OtherTabs | undefined

  const sink: EntrySink = {
    has: (id) => entries.get().some((entry) => entry.id === id),
    put: (entry) => {
      put(entry)
      others?.broadcast([entry])
    },
    nextId: () => `${tab}:${(count += 1)}`,
    now,
    pageOrigin,
  }

  function record(auth: DevtoolsAuth, name: string): () => void {
    const known = recordings.get(auth)
    if (known) return known()
    const stop = recordAuth(auth, name, sink)
    const hold = holdTogether(() => {
      recordings.delete(auth)
      stop()
    })
    recordings.set(auth, hold)
    return hold()
  }

  function endSpansOf(goneTab: string): void {
    for (const entry of entries.get()) {
      if (entry.elsewhere && entry.id.startsWith(`${goneTab}:`) && entry.type === 'span' && entry.end === undefined) {
        put({ ...entry, end: now(), outcome: 'lost' })
      }
    }
  }

  const ownEntries = (): readonly Entry[] => entries.get().filter(({ elsewhere }) => !elsewhere)

  return {
    entries,
    record,
    clear,
    connect: () => {
      others ??= joinTabs(tab, { onEntry: put, onTabGone: endSpansOf, ownEntries }, openChannel)
    },
    disconnect: () => {
      others?.leave()
      others = undefined
    },
  }
}

let count = 0
let name: string | undefined

/** One name for each page: what a panel keeps that was removed and put back is still of this tab. */
function pageName(): string {
  return (name ??= Math.random().toString(36).slice(2))
}
