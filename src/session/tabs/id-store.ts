import type { SharedIdPort } from '../ports.js'

/** The store of version 0.1, which counts under the key `epoch`; its tabs may be open beside ours. */
const STORE = 'epoch'

/** Keeps a shared id in IndexedDB: of all that tabs share, the one that the next holder of a lock never reads stale. */
export function openSharedId(name: string): SharedIdPort {
  return {
    read: () => inStore(name, 'readonly', async (store) => toId(await get(store, 'id'), await get(store, 'epoch'))),
    write: (id) =>
      inStore(name, 'readwrite', async (store) => {
        const count = await get(store, 'epoch')
        const epoch = (typeof count === 'number' ? count : 0) + 1
        store.put(epoch, 'epoch')
        store.put({ id, epoch }, 'id')
        return id
      }),
  }
}

/** The id that was written last: by this version, or by a tab of version 0.1, whose count is the id. */
function toId(record: unknown, count: unknown): string | undefined {
  const { id, epoch } = (typeof record === 'object' && record !== null ? record : {}) as {
    readonly id?: unknown
    readonly epoch?: unknown
  }
  if (typeof id === 'string' && epoch === count) return id
  return typeof count === 'number' && count > 0 ? `#${count}` : undefined
}

function get(store: IDBObjectStore, key: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = store.get(key)
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })
}

/** Runs `act` in a transaction of its own; rejects, and leaves nothing open, whatever the database holds. */
function inStore<T>(name: string, mode: IDBTransactionMode, act: (store: IDBObjectStore) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const open = indexedDB.open(name, 1)
    open.addEventListener('upgradeneeded', () => open.result.createObjectStore(STORE))
    open.addEventListener('blocked', () => reject(new Error('the database is blocked')))
    open.addEventListener('error', () => reject(open.error))
    open.addEventListener('success', () => {
      const database = open.result
      // Another page may delete the database, or need a newer version of it.
      database.addEventListener('versionchange', () => database.close())
      void run(database, mode, act)
        .then(resolve, reject)
        .finally(() => database.close())
    })
  })
}

async function run<T>(
  database: IDBDatabase,
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => Promise<T>,
): Promise<T> {
  const transaction = database.transaction(STORE, mode)
  const done = new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () => reject(transaction.error))
  })
  const result = await Promise.all([act(transaction.objectStore(STORE)), done])
  return result[0]
}
