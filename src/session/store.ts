/** A value that can be read and watched; `subscribe` returns its own undo. */
export interface Store<T> {
  readonly get: () => T
  readonly subscribe: (listener: (value: T) => void) => () => void
}

/** A store that its owner can write. */
export interface WritableStore<T> extends Store<T> {
  readonly set: (value: T) => void
}

export function createStore<T>(initial: T): WritableStore<T> {
  const listeners = new Set<(value: T) => void>()
  let value = initial
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) {
        // A listener that writes has told the rest already; what came before would reach them last.
        if (value !== next) return
        callSafely(() => listener(next))
      }
    },
    subscribe: (listener) => {
      if (typeof listener !== 'function') throw new TypeError('subscribe: `listener` must be a function')
      // A function of its own for each call, so that the same listener may be there twice.
      const entry = (next: T): void => listener(next)
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
  }
}

/** Runs foreign code; what it throws, or rejects with, harms nobody and is still seen. */
export function callSafely(run: () => unknown): void {
  try {
    const result = run()
    if (result instanceof Promise) result.catch(reportError)
  } catch (error) {
    reportError(error)
  }
}

/** `reportError` where there is one; elsewhere the console, since throwing late would end a node process. */
export function reportError(error: unknown): void {
  const report: ((error: unknown) => void) | undefined = globalThis.reportError
  if (report) report(error)
  else console.error(error)
}
