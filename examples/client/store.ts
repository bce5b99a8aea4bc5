import type { Store } from 'why401'

/** A store that the app can also write: `useSyncExternalStore` and Vue's `shallowRef` subscribe to it. */
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
