import type { Store } from 'why401'

/** A value of the story that views watch. */
export interface Observable<T> extends Store<T> {
  readonly set: (value: T) => void
}

export function createObservable<T>(initial: T): Observable<T> {
  const listeners = new Set<(value: T) => void>()
  let value = initial
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
