import type { Store } from '../../session/index.js'
import type { Entry } from './entry.js'

/** The entries, newest first. */
export interface EntryStore extends Store<readonly Entry[]> {
  /** Adds an entry, or replaces the one with its id. */
  readonly put: (entry: Entry) => void
  readonly clear: () => void
}

/** Keeps at most `limit` entries; the oldest go first. */
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
      if (known === -1) set([entry, ...entries].toSorted((a, b) => b.at - a.at).slice(0, limit))
      else set(entries.with(known, entry))
    },
    clear: () => set([]),
  }
}
