import type { SharedIdPort } from '../ports.js'

/** The store of each database. */
const STORE = 'epoch'

/** Keeps a shared id in IndexedDB: of all that tabs share, the one that the next holder of a lock never reads stale. */
export function openSharedId(name: string): SharedIdPort {
  return {
    read: () => inDatabase(name, 'readonly', (store) => store.get('id')),
    write: (id) => inDatabase(name, 'readwrite', (store) => store.put(id, 'id')),
  }
}

type Act = (store: IDBObjectStore) => Pick<IDBRequest<unknown>, 'result'>

/** Rejects, and leaves nothing open, whatever the database holds. */
function inDatabase(name: string, mode: IDBTransactionMode, act: Act): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const open = indexedDB.open(name, 1)
    open.addEventListener('upgradeneeded', () => open.result.createObjectStore(STORE))
    open.addEventListener('blocked', () => reject(new Error('the database is blocked')))
    open.addEventListener('error', () => reject(open.error))
    open.addEventListener('success', () => {
      const database = open.result
      // Another page may delete the database, or need a newer version of it.
      database.addEventListener('versionchange', () => database.close())
      void inTransaction(database, mode, act)
        .then(resolve, reject)
        .finally(() => database.close())
    })
  })
}

function inTransaction(database: IDBDatabase, mode: IDBTransactionMode, act: Act): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode)
    const request = act(transaction.objectStore(STORE))
    transaction.addEventListener('complete', () => resolve(request.result))
    transaction.addEventListener('abort', () => reject(transaction.error))
  })
}
