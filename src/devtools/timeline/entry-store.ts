import type { Store } from '../../session/index.js'
import type { Entry } from './entry.js'

/** The entries, newest first. */
export interface EntryStore extends Store<readonly Entry[]> {
  /** Adds an entry, or replaces the one with its id. */
  readonly put: (entry: Entry) => void
  readonly clear: () => void
}

/** Keeps at most `limit` entries; what has been quiet for longest goes first, and what is under way stays. */
export function createEntryStore(limit: number): EntryStore {
  const listeners = new Set<(entries: readonly Entry[]) => void>()
  let entries: readonly Entry[] = []

  function set(next: readonly Entry[]): void {
    entries = next
    for (const listener of listeners) listener(entries)
  }

  return {
    get: () => entries,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    put: (entry) => {
      const known = entries.findIndex(({ id }) => id === entry.id)
      if (known !== -1) return set(entries.with(known, entry))
      const sorted = [entry, ...entries].toSorted((a, b) => b.at - a.at)
      set(sorted.length > limit ? withoutQuietest(sorted) : sorted)
    },
    clear: () => set([]),
  }
}

function withoutQuietest(entries: readonly Entry[]): readonly Entry[] {
  let quietest = entries.length - 1
  for (let index = quietest; index >= 0; index -= 1) {
    if (lastMoment(entries[index]) < lastMoment(entries[quietest])) quietest = index
  }
  return entries.toSpliced(quietest, 1)
}

/** When something last happened to an entry, ms since 1970. */
function lastMoment(entry: Entry | undefined): number {
  if (entry?.type === 'span') return entry.end ?? Infinity
  return entry?.type === 'refusal' ? entry.lastAt : (entry?.at ?? Infinity)
}
