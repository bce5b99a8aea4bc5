import { useMemo, useSyncExternalStore } from 'react'
import type { Store } from '../session/index.js'

/** Follows what `select` takes from a store; `initial` is what there is on a server, and until the page is hydrated. */
export function useStore<T, S>(store: Store<T>, initial: T, select: (value: T) => S): S {
  const [get, getInitial] = useMemo(
    () => [remembered(store.get, select), remembered(() => initial, select)],
    [store, initial, select],
  )
  return useSyncExternalStore(store.subscribe, get, getInitial)
}

/** One selection for each value: a selector that makes new objects would be news at each look. */
function remembered<T, S>(get: () => T, select: (value: T) => S): () => S {
  let last: { readonly value: T; readonly selection: S } | undefined
  return () => {
    const value = get()
    if (last === undefined || !Object.is(last.value, value)) last = { value, selection: select(value) }
    return last.selection
  }
}

export const itself = <T>(value: T): T => value
