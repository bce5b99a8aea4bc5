/** A channel to the other tabs of this origin; what comes in is foreign. */
export interface ChannelPort {
  readonly post: (message: unknown) => void
  readonly close: () => void
}

/** Where broken integrations are kept over a reload: `localStorage`, `sessionStorage`, or the like. */
export interface StoragePort {
  readonly getItem: (key: string) => string | null
  readonly setItem: (key: string, value: string) => void
  readonly removeItem: (key: string) => void
}

/** What the session takes from its surroundings; a test brings its own. */
export interface Ports {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Runs `act` once after `ms`; returns its undo. */
  readonly after: (ms: number, act: () => void) => () => void
  /** Holds a lock of this origin while `act` runs (Web Locks); absent where there are no other tabs to think of. */
  readonly lock?: (
    name: string,
    options: { readonly signal?: AbortSignal; readonly steal?: boolean },
    act: () => Promise<void>,
  ) => Promise<unknown>
  readonly channel?: (name: string, hear: (message: unknown) => void) => ChannelPort
  /** A number that all tabs share, and that is never stale to who holds the lock; undefined where it cannot be had. */
  readonly epoch?: (name: string) => {
    readonly read: () => Promise<number | undefined>
    readonly write: (epoch: number) => Promise<void>
  }
  readonly visible: () => boolean
  /** Runs `act` whenever the page is shown again, from the back or from the back/forward cache; returns its undo. */
  readonly onShow: (act: () => void) => () => void
}

/** The browser's own. Without a document (a server, a worker, node) there are no tabs. */
export function browserPorts(): Ports {
  const here = {
    now: () => Date.now(),
    after: (ms: number, act: () => void) => {
      const timer = setTimeout(act, ms)
      return () => clearTimeout(timer)
    },
  }
  if (typeof document === 'undefined') return { ...here, visible: () => true, onShow: () => () => {} }
  return {
    ...here,
    ...(globalThis.navigator.locks && { lock: (name, options, act) => navigator.locks.request(name, options, act) }),
    ...(typeof BroadcastChannel === 'function' && { channel: openChannel }),
    ...(typeof indexedDB === 'object' && { epoch: sharedEpoch }),
    visible: () => document.visibilityState === 'visible',
    onShow: (act) => {
      const shown = (): void => {
        if (document.visibilityState === 'visible') act()
      }
      // Out of the back/forward cache comes `pageshow` alone; a lock that was held may be lost by then.
      globalThis.addEventListener('pageshow', shown)
      document.addEventListener('visibilitychange', shown)
      return () => {
        globalThis.removeEventListener('pageshow', shown)
        document.removeEventListener('visibilitychange', shown)
      }
    },
  }
}

/** Names that a session of this page has. */
const names = new Set<string>()

function openChannel(name: string, hear: (message: unknown) => void): ChannelPort {
  // Two logins that take each other's news for their own sign each other out.
  if (names.has(name)) {
    console.warn(
      `why401: two sessions of this page share the name "${name}"; give each its own: createAuth({ tabs: 'name' })`,
    )
  }
  names.add(name)
  const channel = new BroadcastChannel(name)
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => hear(data))
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has none
    post: (message) => channel.postMessage(message),
    close: () => {
      names.delete(name)
      channel.close()
    },
  }
}

/** In IndexedDB: of all that tabs share, the one that the next holder of a lock never reads stale. */
function sharedEpoch(name: string): ReturnType<NonNullable<Ports['epoch']>> {
  const inStore = <T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const open = indexedDB.open(name, 1)
      open.addEventListener('upgradeneeded', () => open.result.createObjectStore('epoch'))
      open.addEventListener('error', () => reject(open.error))
      open.addEventListener('success', () => {
        const database = open.result
        const transaction = database.transaction('epoch', mode)
        const request = act(transaction.objectStore('epoch'))
        transaction.addEventListener('complete', () => {
          database.close()
          resolve(request.result)
        })
        transaction.addEventListener('abort', () => {
          database.close()
          reject(transaction.error)
        })
      })
    })
  return {
    read: async () => {
      const value: unknown = await inStore('readonly', (store) => store.get('epoch') as IDBRequest<unknown>)
      return typeof value === 'number' ? value : 0
    },
    write: async (epoch) => {
      await inStore('readwrite', (store) => store.put(epoch, 'epoch'))
    },
  }
}
