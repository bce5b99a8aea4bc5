import { getCurrentInstance, onMounted, onScopeDispose, shallowReadonly, type ShallowRef, shallowRef } from 'vue'
import type { Store } from '../session/index.js'

/** A server never disposes its scopes: a subscription there would stay for ever. */
export const isServer = (): boolean => typeof window === 'undefined'

/**
 * A ref of the part of a store that `select` takes, for as long as the scope lives. A server renders that part of
 * `initial`, and so does a page that hydrates the server's HTML, until it is mounted.
 */
export function useStoreRef<T, S>(store: Store<T>, select: (value: T) => S, initial: T): Readonly<ShallowRef<S>> {
  const isOnServer = isServer()
  // Vue gives a component that it hydrates its element before `setup`.
  let isHydrating = !isOnServer && Boolean(getCurrentInstance()?.vnode.el)
  const selected = shallowRef(select(isOnServer || isHydrating ? initial : store.get())) as ShallowRef<S>
  if (isOnServer) return shallowReadonly(selected)
  const update = (): void => {
    if (!isHydrating) selected.value = select(store.get())
  }
  onScopeDispose(store.subscribe(update))
  if (isHydrating) {
    onMounted(() => {
      isHydrating = false
      update()
    })
  }
  return shallowReadonly(selected)
}
