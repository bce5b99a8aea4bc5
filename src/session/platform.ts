/** A document without a window, as test tools put it beside node's own globals, is no page: no event reaches it. */
export function isPage(): boolean {
  return typeof document !== 'undefined' && typeof globalThis.addEventListener === 'function'
}

export function isWorker(): boolean {
  return typeof WorkerGlobalScope === 'function' && globalThis instanceof WorkerGlobalScope
}

declare const WorkerGlobalScope: (new () => object) | undefined

/** A browser that blocks storage throws when the global is read. */
export function hasGlobal(name: 'BroadcastChannel' | 'indexedDB'): boolean {
  try {
    return Boolean(globalThis[name])
  } catch {
    return false
  }
}
