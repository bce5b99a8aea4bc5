import { useMemo, useSyncExternalStore } from 'react'
import type { Store } from '../session/index.js'

/**
 * The part of a store that `select` takes. A server renders that part of `initial`, and so does a page until it is
 * hydrated.
 */
export function useStore<T, S>(store: Store<T>, initial: T, select: (value: T) => S): S {
  const [get, getInitial] = useMemo(
    () => [memoizeSelection(store.get, select), memoizeSelection(() => initial, select)],
    [store, initial, select],
  )
  return useSyncExternalStore(store.subscribe, get, getInitial)
}

/** Selects once for each value: React renders without end when a snapshot is a new object each time. */
function memoizeSelection<T, S>(get: () => T, select: (value: T) => S): () => S {
  let last: { readonly value: T; readonly selection: S } | undefined
  return () => {
    const value = get()
    if (last === undefined || !Object.is(last.value, value)) last = { value, selection: select(value) }
    return last.selection
  }
}

export const identity = <T>(value: T): T => value
