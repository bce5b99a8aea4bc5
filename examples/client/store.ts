import type { Store } from 'why401'

/** A value that can be read, watched and written: what `useSyncExternalStore` and Vue's `shallowRef` can follow. */
export interface Writable<T> extends Store<T> {
  readonly set: (value: T) => void
}

export function createStore<T>(value: T): Writable<T> {
  const listeners = new Set<(value: T) => void>()
  return {
    get: () => value,
    set: (next) => {
      value = next
      for (const listener of listeners) listener(next)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
