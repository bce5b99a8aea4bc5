import { onScopeDispose, type ShallowRef, shallowRef } from 'vue'
import type { Store } from 'why401'

/** A store of the app's own, as a ref. For what `why401/vue` has a composable for, use that. */
export function useStore<T>(store: Store<T>): Readonly<ShallowRef<T>> {
  const current: ShallowRef<T> = shallowRef(store.get())
  onScopeDispose(
    store.subscribe((value) => {
      current.value = value
    }),
  )
  return current
}
