import type { Auth, Store } from 'why401'

/** The same auth, which tells how many listen to it by now. */
export function watched(auth: Auth): {
  readonly auth: Auth
  readonly listening: () => number
  readonly added: () => number
} {
  const live = new Set<object>()
  let added = 0
  const keep = (): (() => void) => {
    const token = {}
    live.add(token)
    added += 1
    return () => void live.delete(token)
  }
  const store = <T>({ get, subscribe }: Store<T>): Store<T> => ({
    get,
    subscribe: (listener) => {
      const drop = keep()
      const off = subscribe(listener)
      return () => {
        drop()
        off()
      }
    },
  })
  const on: Auth['on'] = (type, listener, options) => {
    const off = auth.on(type, listener, options)
    const drop = keep()
    options?.signal?.addEventListener('abort', drop, { once: true })
    return () => {
      drop()
      off()
    }
  }
  return {
    auth: { ...auth, on, state: store(auth.state), integrations: store(auth.integrations) },
    listening: () => live.size,
    added: () => added,
  }
}
