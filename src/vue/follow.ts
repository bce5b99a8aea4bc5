import { getCurrentInstance, onMounted, onScopeDispose, shallowReadonly, type ShallowRef, shallowRef } from 'vue'
import type { Store } from '../session/index.js'

/** On a server scopes are never disposed, so that nothing may be subscribed there. */
export const isServer = (): boolean => typeof window === 'undefined'

/**
 * What `select` sees in a store, for as long as the scope lives. A server renders `initial`, and so does a page that
 * hydrates what the server sent, until it is mounted.
 */
export function follow<T, S>(store: Store<T>, select: (value: T) => S, initial: T): Readonly<ShallowRef<S>> {
  const server = isServer()
  // A component that hydrates has its element before it is set up.
  let hydrating = !server && Boolean(getCurrentInstance()?.vnode.el)
  const selected = shallowRef(select(server || hydrating ? initial : store.get())) as ShallowRef<S>
  if (server) return shallowReadonly(selected)
  const update = (): void => {
    if (!hydrating) selected.value = select(store.get())
  }
  onScopeDispose(store.subscribe(update))
  if (hydrating) {
    onMounted(() => {
      hydrating = false
      update()
    })
  }
  return shallowReadonly(selected)
}
